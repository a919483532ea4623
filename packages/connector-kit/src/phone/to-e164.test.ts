import { expect, test } from "vitest";
import { toE164 } from "./to-e164.ts";

test("a number is understood however it is written, a national one with its country", () => {
  expect(toE164("+46 70-123 45 67")).toBe("+46701234567");
  expect(toE164("070-123 45 67", "SE")).toBe("+46701234567");
});

test("what cannot be a number is none", () => {
  for (const text of [
    "",
    "070-123 45 67",
    "+46",
    "+4670123456789012",
    "anna",
    "tel: +46701234567 x",
  ]) {
    expect(toE164(text), text).toBeUndefined();
  }
});
