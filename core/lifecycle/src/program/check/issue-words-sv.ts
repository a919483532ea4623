import { inSwedish } from "../../words/schema-messages.ts";
import type { IssueWords } from "./issue-words-en.ts";

const TYPES: Readonly<Record<string, string>> = {
  string: "en text",
  number: "ett tal",
  int: "ett heltal",
  boolean: "true eller false",
  array: "en lista",
  object: "en grupp av nycklar",
  record: "en grupp av nycklar",
  null: "tomt",
};

const PATTERNS: Readonly<Record<string, string>> = {
  "/^[a-z][a-z0-9-]*$/": "skriv små bokstäver a–z, siffror och bindestreck, med en bokstav först",
  "/^[a-z][a-zA-Z0-9]*$/":
    "skriv bokstäver och siffror utan mellanslag, med en liten bokstav först, som i leadTime",
  "/^[a-z0-9_.]+$/": "skriv små bokstäver, siffror, punkter och understreck, som i renewal.due",
  "/^[a-z]+(?:\\.[a-zA-Z][a-zA-Z0-9_]*)+$/":
    "skriv fältet med sitt register, som i customer.firstName",
};

/** What a schema finds wrong, in Swedish. */
export const swedishIssueWords: IssueWords = {
  theProgram: "programmet",
  nothing: "tomt",
  or: ", eller ",
  writeItems: "Skriv varje post på en egen rad som börjar med ”- ”.",
  writeText: "Skriv en text, inom citattecken om den ser ut som ett tal.",
  writeDate: "skriv datumet som 2026-03-31",
  fillIn: "Fyll i ett värde, eller ta bort raden om den inte behövs.",
  quoted: (name) => `”${name}”`,
  item: (number, list) => `post ${number} i ”${list}”`,
  type: (expected) => TYPES[expected] ?? expected,
  missing: (name) => `${name} saknas.`,
  wrongType: (name, type, shown) => `${name} ska vara ${type}, men är ${shown}.`,
  cannotBe: (name, shown) => `${name} kan inte vara ${shown}.`,
  notRight: (name) => `${name} stämmer inte.`,
  cannotBeName: (key) => `”${key}” kan inte vara ett namn här.`,
  noForm: (name) => `${name} är inte skrivet på något av de sätt som går.`,
  empty: (name) => `${name} är tomt.`,
  wrongLength: (name, isSmall, isList) =>
    `${name} har för ${isSmall ? "få" : "många"} ${isList ? "poster" : "tecken"}.`,
  didYouMean: (near) => `Menade du ”${near}”?`,
  write: (what) => `Skriv ${what}.`,
  writeKeys: (keys) => `Skriv det med nycklarna ${keys}, var och en på en egen rad.`,
  writeOneOf: (values, isSeveral) => `Skriv ${isSeveral ? "något av " : ""}${values}.`,
  writeNumber: (isSmall, bound) => `Skriv ett tal som är ${isSmall ? "minst" : "högst"} ${bound}.`,
  writeAsMany: (isSmall, bound) => `Skriv ${isSmall ? "minst" : "högst"} ${bound}.`,
  add: (key, type) => (type === undefined ? `Lägg till ${key}.` : `Lägg till ${key}: ${type}.`),
  addOneOf: (key, values) => `Lägg till ${key}, något av ${values}.`,
  addWithKeys: (key, keys) => `Lägg till ${key} med nycklarna ${keys}.`,
  groupWith: (keys) => `en grupp med ${keys.join(" och ")}`,
  groupWithKeys: (keys) => `en grupp med nycklarna ${keys}`,
  pattern: (pattern) => {
    if (pattern === undefined) return "rätta det";
    return PATTERNS[pattern] ?? `skriv det så att det stämmer med ${pattern}`;
  },
  own: (message) => inSwedish(message),
};
