import type { Locale, LocalizedText } from "@perennial/contract";
import { englishIssueWords, type IssueWords } from "./issue-words-en.ts";
import { swedishIssueWords } from "./issue-words-sv.ts";
import { nearest } from "./nearest.ts";
import { type Issue, isMissing, keysOf } from "./schema-issue.ts";

/** What is wrong, to be read after the place ("in step …, "), and what to do about it. */
export interface Sentence {
  readonly message: LocalizedText;
  readonly remedy: LocalizedText;
}

const WORDS: Readonly<Record<Locale, IssueWords>> = {
  sv: swedishIssueWords,
  en: englishIssueWords,
};

/** Puts an issue of a schema into plain words. */
export function describeIssue(issue: Issue): Sentence {
  const sv = describe(issue, WORDS.sv);
  const en = describe(issue, WORDS.en);
  return {
    message: { sv: sv.message, en: en.message },
    remedy: { sv: sv.remedy, en: en.remedy },
  };
}

/** A sentence in one language. */
interface Said {
  readonly message: string;
  readonly remedy: string;
}

function describe(issue: Issue, words: IssueWords): Said {
  const name = nameOf(issue, words);
  if (isMissing(issue)) {
    return { message: words.missing(name), remedy: missingRemedy(issue, words) };
  }
  switch (issue.code) {
    case "invalid_type":
      return {
        message: words.wrongType(name, words.type(issue.expected), shown(issue.input, words)),
        remedy: typeRemedy(issue, words),
      };
    case "invalid_value":
      return wrongChoice(name, issue, words);
    case "invalid_union":
      return issue.values.length > 0 ? wrongChoice(name, issue, words) : noForm(name, issue, words);
    case "invalid_key":
      return {
        message: words.cannotBeName(String(issue.path.at(-1))),
        remedy: capital(formWords(issue.forms[0]?.[0] ?? issue, words)),
      };
    case "too_small":
    case "too_big":
      return outOfBounds(name, issue, words);
    default:
      return {
        message: isHolder(issue.input)
          ? words.notRight(name)
          : words.cannotBe(name, shown(issue.input, words)),
        remedy: capital(formWords(issue, words)),
      };
  }
}

/** Whether something has parts, which do not go together where it is wrong as a whole. */
function isHolder(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

function nameOf({ path }: Issue, words: IssueWords): string {
  const last = path.at(-1);
  if (last === undefined) return words.theProgram;
  return typeof last === "number" ? words.item(last + 1, String(path.at(-2))) : words.quoted(last);
}

function typeRemedy(issue: Issue, words: IssueWords): string {
  const keys = keysOf(issue);
  if (keys.length > 0) return words.writeKeys(keys.join(", "));
  if (issue.expected === "array") return words.writeItems;
  if (issue.expected === "string") return words.writeText;
  return words.write(words.type(issue.expected));
}

function missingRemedy(issue: Issue, words: IssueWords): string {
  const key = words.quoted(String(issue.path.at(-1)));
  if (issue.values.length > 0) return words.addOneOf(key, listOf(issue.values));
  const keys = keysOf(issue);
  if (issue.code === "invalid_type" && keys.length > 0) {
    return words.addWithKeys(key, keys.join(", "));
  }
  return words.add(key, issue.expected ? words.type(issue.expected) : undefined);
}

function wrongChoice(name: string, issue: Issue, words: IssueWords): Said {
  const near =
    typeof issue.input === "string" ? nearest(issue.input, issue.values.map(String)) : undefined;
  const message = words.cannotBe(name, shown(issue.input, words));
  return {
    message: near ? `${message} ${words.didYouMean(near)}` : message,
    remedy: words.writeOneOf(listOf(issue.values), issue.values.length > 1),
  };
}

/** None of several forms fits, and none of them is nearer than another. */
function noForm(name: string, issue: Issue, words: IssueWords): Said {
  const own = issue.message === "" ? undefined : words.own(issue.message);
  return {
    message: words.noForm(name),
    remedy: own === undefined ? words.write(formsOf(issue, words)) : capital(own),
  };
}

function formsOf(issue: Issue, words: IssueWords): string {
  const forms = issue.forms.map((form) => formOf(form, words)).filter((form) => form !== "");
  return [...new Set(forms)].join(words.or);
}

function formOf(form: readonly Issue[], words: IssueWords): string {
  const missing = form.filter((issue) => isMissing(issue) && issue.path.length === 1);
  if (missing.length > 0) {
    return words.groupWith(missing.map(({ path }) => words.quoted(String(path[0]))));
  }
  const [issue] = form;
  if (issue === undefined) return "";
  if (issue.values.length > 0) return listOf(issue.values);
  const keys = keysOf(issue);
  if (issue.code === "invalid_type") {
    return keys.length > 0 ? words.groupWithKeys(keys.join(", ")) : words.type(issue.expected);
  }
  if (issue.code !== "invalid_union") return "";
  return issue.message === "" ? formsOf(issue, words) : words.own(issue.message);
}

function outOfBounds(name: string, issue: Issue, words: IssueWords): Said {
  const isSmall = issue.code === "too_small";
  const { input, bound = 0 } = issue;
  if (typeof input === "number") {
    return {
      message: words.cannotBe(name, String(input)),
      remedy: words.writeNumber(isSmall, bound),
    };
  }
  if (input === "" || (Array.isArray(input) && input.length === 0)) {
    return { message: words.empty(name), remedy: words.fillIn };
  }
  return {
    message: words.wrongLength(name, isSmall, Array.isArray(input)),
    remedy: words.writeAsMany(isSmall, bound),
  };
}

/** The form that a text must have, in the schema's own words where it has any. */
function formWords(issue: Issue, words: IssueWords): string {
  if (issue.message !== "" && issue.code !== "invalid_type") return words.own(issue.message);
  if (issue.format === "date") return words.writeDate;
  return words.pattern(issue.pattern);
}

function listOf(values: readonly unknown[]): string {
  return values.map((value) => String(value)).join(", ");
}

function shown(value: unknown, words: IssueWords): string {
  if (value === null) return words.nothing;
  if (Array.isArray(value)) return words.type("array");
  if (typeof value === "object") return words.type("object");
  if (typeof value !== "string") return String(value);
  return words.quoted(value.length > 40 ? `${value.slice(0, 40)}…` : value);
}

function capital(words: string): string {
  const end = /[.!?]$/.test(words) ? "" : ".";
  return words.charAt(0).toUpperCase() + words.slice(1) + end;
}
