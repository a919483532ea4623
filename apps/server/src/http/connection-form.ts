import type { ConnectionFormView } from "@perennial/api";
import type { Connector } from "@perennial/contract";
import { z } from "zod";
import { fieldsOf, isSecretField } from "../setup/settings-fields.ts";
import { issueWords } from "./issue-words.ts";
import { isSettings, type Settings } from "./merge-settings.ts";
import { type Fault, HttpProblem } from "./problem.ts";

/** A connection's settings as a form: what a host needs to show them, and nothing that is secret. */
export function connectionForm(
  id: string,
  connector: Connector,
  settings: Settings,
): ConnectionFormView {
  const schema = z.toJSONSchema(connector.settings, { io: "input", unrepresentable: "any" });
  return {
    connection: id,
    connector: connector.manifest.id,
    schema: withoutFunctions(schema),
    values: shown(connector.settings, settings),
    secrets: secretsIn(connector.settings, settings),
  };
}

/**
 * Checks settings by the connector's schema. Throws an `HttpProblem` with each field that is not right, by its place
 * under `root`.
 */
export function demandSettings(
  connector: Connector,
  settings: Settings,
  root = "settings",
): unknown {
  const parsed = connector.settings.safeParse(settings);
  if (parsed.success) return parsed.data;
  throw new HttpProblem(
    400,
    "Invalid settings",
    {
      sv: "Inställningarna stämmer inte. Varje fel står vid sitt fält.",
      en: 'The settings are not right; see "problems" for each field.',
    },
    parsed.error.issues.flatMap((issue) => placed(issue, root)),
  );
}

function placed(issue: z.core.$ZodIssue, root: string): readonly Fault[] {
  const place = [root, ...issue.path].join(".");
  if (issue.code !== "unrecognized_keys") return [{ place, message: issueWords(issue) }];
  return issue.keys.map((key) => ({
    place: `${place}.${key}`,
    message: { sv: "Det finns inget sådant fält.", en: "There is no such field." },
  }));
}

/** JSON Schema carries what a field's metadata holds, and that may be more than JSON. */
function withoutFunctions(schema: unknown): Record<string, unknown> {
  return JSON.parse(JSON.stringify(schema)) as Record<string, unknown>;
}

function shown(schema: z.ZodType, settings: Settings): Record<string, unknown> {
  const shape = fieldsOf(schema);
  return Object.fromEntries(
    Object.entries(settings).flatMap(([name, value]): [string, unknown][] => {
      const field = Object.hasOwn(shape, name) ? shape[name] : undefined;
      if (field && isSecretField(field)) return [];
      return [[name, field && isSettings(value) ? shown(field, value) : value]];
    }),
  );
}

/** Which secrets differ between two states of settings, by their places: what they are is not told. */
export function changedSecrets(
  schema: z.ZodType,
  { before, after }: { readonly before: Settings; readonly after: Settings },
  path: readonly string[] = [],
): string[] {
  return Object.entries(fieldsOf(schema)).flatMap(([name, field]) => {
    const place = [...path, name];
    const [was, is] = [before[name], after[name]];
    if (isSecretField(field)) return was === is ? [] : [place.join(".")];
    const inner = { before: isSettings(was) ? was : {}, after: isSettings(is) ? is : {} };
    return changedSecrets(field, inner, place);
  });
}

function secretsIn(
  schema: z.ZodType,
  settings: Settings,
  path: readonly string[] = [],
): ConnectionFormView["secrets"] {
  return Object.entries(fieldsOf(schema)).flatMap(([name, field]) => {
    const value = settings[name];
    if (isSecretField(field)) {
      return [{ path: [...path, name].join("."), set: value !== undefined && value !== "" }];
    }
    return secretsIn(field, isSettings(value) ? value : {}, [...path, name]);
  });
}
