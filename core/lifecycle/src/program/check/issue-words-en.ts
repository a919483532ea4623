/** The words of one language for what a schema finds wrong. */
export interface IssueWords {
  readonly theProgram: string;
  readonly nothing: string;
  /** Stands between forms that something can have. */
  readonly or: string;
  readonly writeItems: string;
  readonly writeText: string;
  readonly writeDate: string;
  readonly fillIn: string;
  quoted(name: string): string;
  item(number: number, list: string): string;
  type(expected: string): string;
  missing(name: string): string;
  wrongType(name: string, type: string, shown: string): string;
  cannotBe(name: string, shown: string): string;
  /** Of what has parts that do not go together. */
  notRight(name: string): string;
  cannotBeName(key: string): string;
  noForm(name: string): string;
  empty(name: string): string;
  wrongLength(name: string, isSmall: boolean, isList: boolean): string;
  didYouMean(near: string): string;
  write(what: string): string;
  writeKeys(keys: string): string;
  writeOneOf(values: string, isSeveral: boolean): string;
  writeNumber(isSmall: boolean, bound: number): string;
  writeAsMany(isSmall: boolean, bound: number): string;
  add(key: string, type: string | undefined): string;
  addOneOf(key: string, values: string): string;
  addWithKeys(key: string, keys: string): string;
  groupWith(keys: readonly string[]): string;
  groupWithKeys(keys: string): string;
  /** What to write where a text must match a pattern. */
  pattern(pattern: string | undefined): string;
  /** The words that a schema has of its own, which are English. */
  own(message: string): string;
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

/** What a schema finds wrong, in English. */
export const englishIssueWords: IssueWords = {
  theProgram: "the program",
  nothing: "empty",
  or: ", or ",
  writeItems: 'Write each item on a line of its own that begins with "- ".',
  writeText: "Write a text, in quotation marks if it looks like a number.",
  writeDate: "write a date as 2026-03-31",
  fillIn: "Fill it in, or remove it if it may be left out.",
  quoted: (name) => `"${name}"`,
  item: (number, list) => `item ${number} of "${list}"`,
  type: (expected) => TYPES[expected] ?? expected,
  missing: (name) => `${name} is missing.`,
  wrongType: (name, type, shown) => `${name} must be ${type}, and is ${shown}.`,
  cannotBe: (name, shown) => `${name} cannot be ${shown}.`,
  notRight: (name) => `${name} is not right.`,
  cannotBeName: (key) => `"${key}" cannot be a name here.`,
  noForm: (name) => `${name} has none of the forms it can have.`,
  empty: (name) => `${name} is empty.`,
  wrongLength: (name, isSmall, isList) =>
    `${name} has too ${isSmall ? "few" : "many"} ${isList ? "items" : "characters"}.`,
  didYouMean: (near) => `Did you mean "${near}"?`,
  write: (what) => `Write ${what}.`,
  writeKeys: (keys) => `Write it with the keys ${keys}, each on a line of its own.`,
  writeOneOf: (values, isSeveral) => `Write ${isSeveral ? "one of " : ""}${values}.`,
  writeNumber: (isSmall, bound) =>
    `Write a number of ${isSmall ? "at least" : "at most"} ${bound}.`,
  writeAsMany: (isSmall, bound) => `Write ${isSmall ? "at least" : "at most"} ${bound}.`,
  add: (key, type) => (type === undefined ? `Add ${key}.` : `Add ${key}: ${type}.`),
  addOneOf: (key, values) => `Add ${key}, one of ${values}.`,
  addWithKeys: (key, keys) => `Add ${key} with the keys ${keys}.`,
  groupWith: (keys) => `a group with ${keys.join(" and ")}`,
  groupWithKeys: (keys) => `a group with the keys ${keys}`,
  pattern: (pattern) => {
    if (pattern === undefined) return "correct it";
    return PATTERNS[pattern] ?? `write it to match ${pattern}`;
  },
  own: (message) => message,
};
