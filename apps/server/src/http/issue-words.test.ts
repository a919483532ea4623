import { expect, test } from "vitest";
import { z } from "zod";
import { issueWords } from "./issue-words.ts";

function said(schema: z.ZodType, value: unknown) {
  const read = schema.safeParse(value);
  return read.error?.issues.map(issueWords);
}

test("zod's own words are told in both languages", () => {
  const schema = z.strictObject({ name: z.string().min(1), size: z.int().max(10) });
  const [name, size] = said(schema, { name: "", size: 11 }) ?? [];
  expect(name?.en).toBe("Too small: expected string to have >=1 characters");
  expect(name?.sv).toBe("Fyll i ett värde.");
  expect(size?.sv).toBe("Skriv ett tal som är högst 10.");
});

test("a wrong type is told with what to write, and a missing value as one", () => {
  const [wrong] = said(z.string(), 7) ?? [];
  expect(wrong?.en).toBe("Invalid input: expected string, received number");
  expect(wrong?.sv).toBe("Skriv en text.");
  const [missing] = said(z.strictObject({ name: z.string() }), {}) ?? [];
  expect(missing?.sv).toBe("Fyll i ett värde.");
});

test("a schema's own words have their own", () => {
  const own = z.email({ error: "write an e-mail address" });
  expect(said(own, "anna")).toEqual([
    { sv: "skriv en e-postadress", en: "write an e-mail address" },
  ]);
});
