import type { Locale, LocalizedText } from "@perennial/contract";
import { z } from "zod";
import { importWords, schemaText, verbatim } from "../words/import-messages.ts";
import type { Fault, Path, ReadYaml } from "./read-yaml.ts";

/**
 * What a schema finds wrong with a YAML value, in plain sentences at the place of each.
 * @param locale @default "en"
 */
export function schemaFaults(
  schema: z.ZodType,
  { value, placeOf }: ReadYaml,
  locale: Locale = "en",
): readonly Fault[] {
  const result = z.safeParse(schema, value, { reportInput: true, error: knownKeys });
  if (result.success) return [];
  const said = result.error.issues.flatMap((issue) => faultsOf(issue, [], placeOf));
  return said.map(({ message, remedy, ...place }) => ({
    ...place,
    message: message[locale],
    remedy: remedy[locale],
  }));
}

/** What is wrong, in both languages. */
interface Said {
  readonly message: LocalizedText;
  readonly remedy: LocalizedText;
}

function faultsOf(
  issue: z.core.$ZodIssue,
  around: Path,
  placeOf: ReadYaml["placeOf"],
): readonly (Said & ReturnType<ReadYaml["placeOf"]>)[] {
  const path = [...around, ...issue.path.map(segmentOf)];
  const fit = issue.code === "invalid_union" ? fittingForm(issue) : undefined;
  if (fit) return fit.flatMap((inner) => faultsOf(inner, path, placeOf));
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      ...placeOf([...path, key], "key"),
      message: inPlace(path, importWords("unknown-key", { key })),
      remedy: importWords("remove-or-use", { keys: issue.message }),
    }));
  }
  if (issue.input === undefined && path.length > 0) {
    const remedy = importWords("add", { what: hint(issue) ?? importWords("it", {}) });
    const message = importWords("missing", { name: name(path) });
    return [{ ...placeOf(path.slice(0, -1)), message, remedy }];
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

function words(issue: z.core.$ZodIssue, path: Path): Said {
  if (issue.code === "custom") return ownWords(issue, path);
  if (issue.code === "invalid_key") {
    const [inner] = issue.issues;
    const message = importWords("no-name", { name: name(path) });
    return { message, remedy: sentence(inner?.message) };
  }
  const message = importWords("cannot-be", { name: name(path), value: shown(issue.input) });
  const wanted = issue.code === "invalid_union" ? formsOf(issue) : hint(issue);
  const remedy = wanted ? importWords("write", { what: wanted }) : sentence(issue.message);
  return { message, remedy };
}

/** What a schema of ours says itself, in both languages where it has both. */
function ownWords({ message, params }: z.core.$ZodIssueCustom, path: Path): Said {
  const said = inBoth(params?.message) ?? schemaText(message);
  return {
    message: inPlace(path, { sv: begun(said.sv), en: begun(said.en) }),
    remedy: inBoth(params?.remedy) ?? importWords("correct", {}),
  };
}

function inBoth(told: unknown): LocalizedText | undefined {
  if (typeof told === "string") return schemaText(told);
  if (typeof told !== "object" || told === null || !("sv" in told && "en" in told))
    return undefined;
  return { sv: String(told.sv), en: String(told.en) };
}

function formsOf(issue: z.core.$ZodIssueInvalidUnion): LocalizedText | undefined {
  const forms = issue.errors
    .flatMap((form) => form.slice(0, 1))
    .flatMap((each) => hint(each) ?? []);
  if (forms.length === 0) return undefined;
  return forms.reduce((one, other) => importWords("or-form", { one, other }));
}

/** What would be right, to follow "Write" or "Add"; nothing where the issue does not say. */
function hint(issue: z.core.$ZodIssue): LocalizedText | undefined {
  if (issue.code === "invalid_value") return oneOf(issue.values);
  if (issue.code === "invalid_type") return typeWords(issue.expected);
  if (issue.code === "too_small") return importWords("at-least", { limit: `${issue.minimum}` });
  if (issue.code === "too_big") return importWords("at-most", { limit: `${issue.maximum}` });
  return undefined;
}

const TYPES = {
  string: "a-text",
  number: "a-number",
  int: "whole-number",
  boolean: "true-or-false",
  array: "a-list",
  object: "a-group",
  record: "a-group",
} as const;

function typeWords(expected: string): LocalizedText {
  const known = Object.entries(TYPES).find(([type]) => type === expected)?.[1];
  return known === undefined ? verbatim(expected) : importWords(known, {});
}

function oneOf(values: readonly unknown[]): LocalizedText {
  const written = values.map((value) => JSON.stringify(value)).join(", ");
  return values.length > 1 ? importWords("one-of", { values: written }) : verbatim(written);
}

function name(path: Path): LocalizedText {
  const last = path.at(-1);
  if (last === undefined) return importWords("the-file", {});
  if (typeof last === "string") return importWords("quoted", { value: last });
  return importWords("item-of", { number: last + 1, list: String(path.at(-2)) });
}

/** Where it is before what is said, for messages that do not name it. */
function inPlace(path: Path, said: LocalizedText): LocalizedText {
  const last = path.at(-1);
  if (last === undefined) return said;
  const place =
    typeof last === "string"
      ? importWords("quoted", { value: last })
      : importWords("item-within", { number: last + 1, list: String(path.at(-2)) });
  return importWords("in-place", { place, said });
}

function shown(value: unknown): LocalizedText {
  if (value === null) return importWords("empty", {});
  if (Array.isArray(value)) return importWords("a-list", {});
  if (typeof value === "object") return importWords("a-group", {});
  if (typeof value === "string") return importWords("quoted", { value });
  return verbatim(JSON.stringify(value));
}

function sentence(words: string | undefined): LocalizedText {
  if (words === undefined) return importWords("correct", {});
  const { sv, en } = schemaText(words);
  return { sv: begun(sv), en: begun(en) };
}

/** With a capital at its beginning and a full stop at its end. */
function begun(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1).replace(/\.$/, "")}.`;
}
