import { expect, test } from "vitest";
import { signalChoices } from "./signal-words.ts";

test("everything that may happen has words, in both languages", () => {
  for (const locale of ["sv", "en"] as const) {
    for (const { value, label } of signalChoices(locale)) expect(label).not.toBe(value);
  }
  expect(signalChoices("sv").find(({ value }) => value === "message.replied")?.label).toBe(
    "kunden svarar",
  );
});
