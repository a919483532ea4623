import { z } from "zod";
import type { Fault, Path, ReadYaml } from "./read-yaml.ts";

/** What a schema finds wrong with a YAML value, in plain sentences at the place of each. */
export function schemaFaults(schema: z.ZodType, { value, placeOf }: ReadYaml): readonly Fault[] {
  const result = z.safeParse(schema, value, { reportInput: true, error: knownKeys });
  if (result.success) return [];
  return result.error.issues.flatMap((issue) => faultsOf(issue, [], placeOf));
}

function faultsOf(
  issue: z.core.$ZodIssue,
  around: Path,
  placeOf: ReadYaml["placeOf"],
): readonly Fault[] {
  const path = [...around, ...issue.path.map(segmentOf)];
  const fit = issue.code === "invalid_union" ? fittingForm(issue) : undefined;
  if (fit) return fit.flatMap((inner) => faultsOf(inner, path, placeOf));
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      ...placeOf([...path, key], "key"),
      message: `${place(path)}There is no key "${key}" here.`,
      remedy: `Remove it, or use one of ${issue.message}.`,
    }));
  }
  if (issue.input === undefined && path.length > 0) {
    const remedy = `Add ${hint(issue).trim() || "it"}.`;
    return [{ ...placeOf(path.slice(0, -1)), message: `${name(path)} is missing.`, remedy }];
  }
  const part = issue.code === "invalid_key" ? "key" : "value";
  return [{ ...placeOf(path, part), ...words(issue, path) }];
}

/** A finished issue no longer knows its schema, so the keys that there are travel as its message. */
function knownKeys(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code !== "unrecognized_keys" || !(issue.inst instanceof z.ZodObject)) return undefined;
  return Object.keys(issue.inst.shape).join(", ");
}

function segmentOf(segment: PropertyKey): string | number {
  return typeof segment === "symbol" ? String(segment) : segment;
}

/** What the form that was meant finds wrong: the one form of a union that takes this kind of value. */
function fittingForm(issue: z.core.$ZodIssueInvalidUnion): readonly z.core.$ZodIssue[] | undefined {
  const forms = issue.errors.filter(
    (form) => !form.some(({ code, path }) => code === "invalid_type" && path.length === 0),
  );
  return forms.length === 1 ? forms[0] : undefined;
}

function words(issue: z.core.$ZodIssue, path: Path): Pick<Fault, "message" | "remedy"> {
  const what = `${name(path)} cannot be ${shown(issue.input)}.`;
  if (issue.code === "custom") {
    const remedy = issue.params?.remedy;
    return {
      message: `${place(path)}${sentence(issue.message)}`,
      remedy: typeof remedy === "string" ? remedy : "Correct it.",
    };
  }
  if (issue.code === "invalid_union") {
    const forms = issue.errors.flatMap((form) => form.slice(0, 1)).map(hint);
    return { message: what, remedy: `Write${forms.join(", or").replaceAll(",,", ",")}.` };
  }
  if (issue.code === "invalid_key") {
    const [inner] = issue.issues;
    return { message: `${name(path)} cannot be a name here.`, remedy: sentence(inner?.message) };
  }
  const wanted = hint(issue);
  return { message: what, remedy: wanted === "" ? sentence(issue.message) : `Write${wanted}.` };
}

/** What would be right, to follow "Write" or "Add it"; nothing where the issue does not say. */
function hint(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_value") return ` ${oneOf(issue.values)}`;
  if (issue.code === "invalid_type") return ` ${TYPES[issue.expected] ?? issue.expected}`;
  if (issue.code === "too_small") return ` at least ${issue.minimum}`;
  if (issue.code === "too_big") return ` at most ${issue.maximum}`;
  return "";
}

const TYPES: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a group of keys",
  record: "a group of keys",
};

function oneOf(values: readonly unknown[]): string {
  const shownValues = values.map((value) => JSON.stringify(value));
  return shownValues.length > 1 ? `one of ${shownValues.join(", ")}` : shownValues.join("");
}

function name(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return "The file";
  return typeof last === "number" ? `Item ${last + 1} of "${path.at(-2)}"` : `"${last}"`;
}

/** Where it is, for messages that do not name it. */
function place(path: Path): string {
  return path.length === 0 ? "" : `In ${name(path).replace(/^Item/, "item")}: `;
}

function shown(value: unknown): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "a group of keys" : JSON.stringify(value);
}

function sentence(words = "Correct it"): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1).replace(/\.$/, "")}.`;
}
