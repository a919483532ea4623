import { expect, test } from "vitest";
import { IMPORT_MESSAGES, type ImportMessage, importWords } from "./import-messages.ts";

const CODES = Object.keys(IMPORT_MESSAGES) as ImportMessage[];

/** What stands in braces, each once. */
function namesIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name))].toSorted();
}

test.each(CODES)("%s is said in both languages, with the same values", (code) => {
  const { sv, en } = IMPORT_MESSAGES[code];
  expect(namesIn(sv)).toEqual(namesIn(en));
  expect(sv.length).toBeGreaterThan(0);
  // Straight quotation marks are English ones; within Swedish ones they belong to YAML.
  expect(sv).not.toContain('"');
  expect<string>(sv).not.toBe(en);
});

test.each(CODES)("%s has every value filled in", (code) => {
  const names = namesIn(IMPORT_MESSAGES[code].en);
  const values = Object.fromEntries(names.map((name) => [name, `<${name}>`]));
  const said = importWords(code, values as Parameters<typeof importWords<typeof code>>[1]);
  for (const text of [said.sv, said.en]) {
    expect(text).not.toMatch(/[{}]/);
    for (const name of names) expect(text).toContain(`<${name}>`);
  }
});

test("a value that is itself said in two languages is said in each", () => {
  const where = importWords("line-number", { line: 3 });
  const kind = { sv: "kunden", en: "customer" };
  expect(importWords("stands-already", { kind, id: "K1", where })).toEqual({
    sv: "kunden ”K1” finns redan på rad 3, med andra värden; den första gäller",
    en: 'the customer "K1" stands on line 3 already, with other values; the first counts',
  });
});
