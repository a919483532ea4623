import { z } from "zod";
import type { Path } from "../read-yaml.ts";

/** One thing that a schema finds wrong, with the value that it found. */
export interface Issue {
  readonly code: string;
  readonly path: Path;
  /** The schema's own words, if it has any; the keys it knows where a key or a group of keys is wrong. */
  readonly message: string;
  readonly input: unknown;
  /** The keys that are not known. */
  readonly keys: readonly string[];
  /** What was expected: a type, or the values there are to choose from. */
  readonly expected: string;
  readonly values: readonly unknown[];
  /** The form that a text should have, by name, and the pattern that says so. */
  readonly format: string | undefined;
  readonly pattern: string | undefined;
  readonly bound: number | undefined;
  /** What each form of a union finds wrong, with paths within it. */
  readonly forms: readonly (readonly Issue[])[];
}

/** What a schema finds wrong with a value. Nothing where it fits. */
export function issuesOf(schema: z.ZodType, value: unknown): readonly Issue[] {
  const result = z.safeParse(schema, value, { reportInput: true, error: knownKeys });
  return result.success ? [] : result.error.issues.map((issue) => atItsPlace(plain(issue), value));
}

/** A rule over a whole group names the place that breaks it: what is shown is what stands there. */
function atItsPlace(issue: Issue, value: unknown): Issue {
  if (issue.code !== "custom") return issue;
  const there = issue.path.reduce<unknown>(
    (at, key) => (typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined),
    value,
  );
  return there === undefined ? issue : { ...issue, input: there };
}

/** The keys that the schema knows where an unknown one stands, or where a group of keys should stand. */
export function keysOf(issue: Issue): readonly string[] {
  const hasKeys = issue.code === "unrecognized_keys" || issue.expected === "object";
  return hasKeys && issue.message !== "" ? issue.message.split(" ") : [];
}

/** Whether the thing that is wrong is that nothing stands there. */
export function isMissing(issue: Issue): boolean {
  return issue.input === undefined && issue.path.length > 0 && issue.code !== "unrecognized_keys";
}

// A finished issue no longer knows its schema, so the keys travel in the message's place. Schemas that
// have words of their own keep them: those come first.
function knownKeys(issue: z.core.$ZodRawIssue): string {
  const { inst } = issue;
  if (inst instanceof z.ZodObject) return Object.keys(inst.shape).join(" ");
  return "";
}

function plain(issue: z.core.$ZodIssue): Issue {
  const path = issue.path.map((segment) =>
    typeof segment === "symbol" ? String(segment) : segment,
  );
  return {
    code: issue.code,
    path,
    message: issue.message,
    input: inputOf(issue),
    keys: issue.code === "unrecognized_keys" ? issue.keys : [],
    expected: issue.code === "invalid_type" ? issue.expected : "",
    values: valuesOf(issue),
    format: issue.code === "invalid_format" ? issue.format : undefined,
    pattern: issue.code === "invalid_format" ? issue.pattern : undefined,
    bound: boundOf(issue),
    forms: formsOf(issue),
  };
}

/** Where a key decides between forms, what stands at the key; the issue itself is about the key. */
function inputOf(issue: z.core.$ZodIssue): unknown {
  const { input } = issue;
  if (issue.code !== "invalid_union" || issue.discriminator === undefined) return input;
  return typeof input === "object" && input !== null
    ? Reflect.get(input, issue.discriminator)
    : undefined;
}

function valuesOf(issue: z.core.$ZodIssue): readonly unknown[] {
  if (issue.code === "invalid_value") return issue.values;
  if (issue.code !== "invalid_union" || !("options" in issue)) return [];
  return Array.isArray(issue.options) ? issue.options : [];
}

function boundOf(issue: z.core.$ZodIssue): number | undefined {
  if (issue.code === "too_small") return Number(issue.minimum);
  return issue.code === "too_big" ? Number(issue.maximum) : undefined;
}

function formsOf(issue: z.core.$ZodIssue): Issue["forms"] {
  if (issue.code === "invalid_key") return [issue.issues.map(plain)];
  if (issue.code !== "invalid_union") return [];
  return issue.errors.map((form) => form.map(plain));
}
