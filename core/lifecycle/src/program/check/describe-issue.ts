import { nearest } from "./nearest.ts";
import { type Issue, isMissing, keysOf } from "./schema-issue.ts";

/** What is wrong, to be read after the place ("in step …, "), and what to do about it. */
export interface Sentence {
  readonly message: string;
  readonly remedy: string;
}

const TYPES: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a group of keys",
  record: "a group of keys",
  null: "nothing",
};

const PATTERNS: Readonly<Record<string, string>> = {
  "/^[a-z][a-z0-9-]*$/": "write small letters, digits and hyphens, beginning with a letter",
  "/^[a-z][a-zA-Z0-9]*$/":
    "write letters and digits without spaces, beginning with a small letter, as in leadTime",
  "/^[a-z0-9_.]+$/": "write small letters, digits, dots and underscores, as in renewal.due",
  "/^[a-z]+(?:\\.[a-zA-Z][a-zA-Z0-9_]*)+$/":
    "write the field with its record, as in customer.firstName",
};

/** Puts an issue of a schema into plain words. */
export function describeIssue(issue: Issue): Sentence {
  const name = nameOf(issue);
  if (isMissing(issue)) return { message: `${name} is missing.`, remedy: missingRemedy(issue) };
  switch (issue.code) {
    case "invalid_type":
      return {
        message: `${name} must be ${typeWord(issue.expected)}, and is ${shown(issue.input)}.`,
        remedy: typeRemedy(issue),
      };
    case "invalid_value":
      return wrongChoice(name, issue);
    case "invalid_union":
      return issue.values.length > 0 ? wrongChoice(name, issue) : noForm(name, issue);
    case "invalid_key":
      return {
        message: `"${String(issue.path.at(-1))}" cannot be a name here.`,
        remedy: capital(formWords(issue.forms[0]?.[0] ?? issue)),
      };
    case "too_small":
    case "too_big":
      return outOfBounds(name, issue);
    default:
      return {
        message: `${name} cannot be ${shown(issue.input)}.`,
        remedy: capital(formWords(issue)),
      };
  }
}

function nameOf(issue: Issue): string {
  const last = issue.path.at(-1);
  if (last === undefined) return "the program";
  return typeof last === "number"
    ? `item ${last + 1} of "${String(issue.path.at(-2))}"`
    : `"${last}"`;
}

function typeWord(expected: string): string {
  return TYPES[expected] ?? expected;
}

function typeRemedy(issue: Issue): string {
  const keys = keysOf(issue);
  if (keys.length > 0)
    return `Write it with the keys ${keys.join(", ")}, each on a line of its own.`;
  if (issue.expected === "array")
    return 'Write each item on a line of its own that begins with "- ".';
  if (issue.expected === "string")
    return "Write a text, in quotation marks if it looks like a number.";
  return `Write ${typeWord(issue.expected)}.`;
}

function missingRemedy(issue: Issue): string {
  const key = String(issue.path.at(-1));
  if (issue.values.length > 0) return `Add "${key}", one of ${listOf(issue.values)}.`;
  const keys = keysOf(issue);
  if (issue.code === "invalid_type" && keys.length > 0) {
    return `Add "${key}" with the keys ${keys.join(", ")}.`;
  }
  return issue.expected ? `Add "${key}": ${typeWord(issue.expected)}.` : `Add "${key}".`;
}

function wrongChoice(name: string, issue: Issue): Sentence {
  const near =
    typeof issue.input === "string" ? nearest(issue.input, issue.values.map(String)) : undefined;
  const meant = near ? ` Did you mean "${near}"?` : "";
  return {
    message: `${name} cannot be ${shown(issue.input)}.${meant}`,
    remedy: `Write ${issue.values.length > 1 ? "one of " : ""}${listOf(issue.values)}.`,
  };
}

/** None of several forms fits, and none of them is nearer than another. */
function noForm(name: string, issue: Issue): Sentence {
  const forms = [...new Set(issue.forms.map((form) => formOf(form)))].filter((form) => form !== "");
  return {
    message: `${name} has none of the forms it can have.`,
    remedy: issue.message === "" ? `Write ${forms.join(", or ")}.` : capital(issue.message),
  };
}

function formOf(form: readonly Issue[]): string {
  const missing = form.filter((issue) => isMissing(issue) && issue.path.length === 1);
  if (missing.length > 0) {
    const keys = missing.map(({ path }) => `"${String(path[0])}"`);
    return `a group with ${keys.join(" and ")}`;
  }
  const [issue] = form;
  if (issue === undefined) return "";
  if (issue.values.length > 0) return listOf(issue.values);
  const keys = keysOf(issue);
  if (issue.code === "invalid_type") {
    return keys.length > 0 ? `a group with the keys ${keys.join(", ")}` : typeWord(issue.expected);
  }
  return issue.code === "invalid_union" ? noForm("", issue).remedy.replace(/^Write |\.$/g, "") : "";
}

function outOfBounds(name: string, issue: Issue): Sentence {
  const isSmall = issue.code === "too_small";
  const bound = issue.bound ?? 0;
  if (typeof issue.input === "number") {
    return {
      message: `${name} cannot be ${issue.input}.`,
      remedy: `Write a number of ${isSmall ? "at least" : "at most"} ${bound}.`,
    };
  }
  if (issue.input === "" || (Array.isArray(issue.input) && issue.input.length === 0)) {
    return {
      message: `${name} is empty.`,
      remedy: `Fill it in, or remove it if it may be left out.`,
    };
  }
  return {
    message: `${name} has too ${isSmall ? "few" : "many"} ${Array.isArray(issue.input) ? "items" : "characters"}.`,
    remedy: `Write ${isSmall ? "at least" : "at most"} ${bound}.`,
  };
}

/** The form that a text must have, in the schema's own words where it has any. */
function formWords(issue: Issue): string {
  if (issue.message !== "" && issue.code !== "invalid_type") return issue.message;
  if (issue.format === "date") return "write a date as 2026-03-31";
  if (issue.pattern === undefined) return "correct it";
  return PATTERNS[issue.pattern] ?? `write it to match ${issue.pattern}`;
}

function listOf(values: readonly unknown[]): string {
  return values.map((value) => String(value)).join(", ");
}

function shown(value: unknown): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a group of keys";
  if (typeof value === "string") return `"${value.length > 40 ? `${value.slice(0, 40)}…` : value}"`;
  return String(value);
}

function capital(words: string): string {
  const end = /[.!?]$/.test(words) ? "" : ".";
  return words.charAt(0).toUpperCase() + words.slice(1) + end;
}
