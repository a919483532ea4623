import type { Connector } from "@perennial/contract";
import type { z } from "zod";
import { ServerError } from "../server-error.ts";
import { fieldsOf, isSecretField } from "./settings-fields.ts";

/** Our apps' ids and secrets at vendors by the connector's id, as `MarketplaceApp.credentials` gave them. */
export type AppCredentials = ReadonlyMap<string, unknown>;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the credentials of our apps at vendors from the environment: `PERENNIAL_<CONNECTOR>_<FIELD>` for each field
 * of a connector's `app.credentials`. A connector of which nothing is given has no app here. Throws a `ServerError`
 * that names each variable that is missing or wrong, never its value.
 */
export function readAppCredentials(
  connectors: readonly Connector[],
  environment: Environment,
): AppCredentials {
  const wrong: string[] = [];
  const found = new Map<string, unknown>();
  for (const { manifest, app } of connectors) {
    if (!app) continue;
    const given = givenOf(manifest.id, app.credentials, environment);
    if (Object.keys(given).length === 0) continue;
    const parsed = app.credentials.safeParse(given);
    if (parsed.success) found.set(manifest.id, parsed.data);
    else wrong.push(...parsed.error.issues.flatMap((each) => told(manifest.id, each, given)));
  }
  if (wrong.length === 0) return found;
  throw new ServerError(
    `The environment is not right:${wrong.map((each) => `\n  ${each}`).join("")}`,
  );
}

/** The variables that give a connector's app its credentials, in the order of its fields. */
export function credentialVariables(connector: Connector): readonly string[] {
  const { app, manifest } = connector;
  if (!app) return [];
  return Object.keys(fieldsOf(app.credentials)).map((field) => variableOf(manifest.id, field));
}

/** What of the credentials may stand in no log. */
export function credentialSecrets(
  connectors: readonly Connector[],
  environment: Environment,
): readonly string[] {
  return connectors.flatMap(({ manifest, app }) => {
    const fields = app ? Object.entries(fieldsOf(app.credentials)) : [];
    return fields.flatMap(([field, schema]) => {
      const value = environment[variableOf(manifest.id, field)];
      return isSecretField(schema) && value !== undefined && value !== "" ? [value] : [];
    });
  });
}

function givenOf(
  connector: string,
  schema: z.ZodType,
  environment: Environment,
): Readonly<Record<string, string>> {
  const fields = Object.keys(fieldsOf(schema));
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = environment[variableOf(connector, field)];
      return value === undefined || value === "" ? [] : [[field, value]];
    }),
  );
}

function told(
  connector: string,
  issue: z.core.$ZodIssue,
  given: Readonly<Record<string, string>>,
): readonly string[] {
  const [field] = issue.path;
  if (field === undefined) return [`The credentials of "${connector}": ${issue.message}`];
  const variable = variableOf(connector, String(field));
  const isMissing = given[String(field)] === undefined;
  if (isMissing) {
    return [`${variable} must be set as well, for the app of the connector "${connector}"`];
  }
  return [`${variable} is not right: ${issue.message}`];
}

function variableOf(connector: string, field: string): string {
  const words = field.replace(/([a-z0-9])([A-Z])/g, "$1_$2");
  return `PERENNIAL_${connector}_${words}`.replaceAll("-", "_").toUpperCase();
}
