import { expect, test } from "vitest";
import { programTexts, withoutText, withText } from "./program-texts.ts";

const text = { name: "thanks", kind: "sms" as const };

test("a text is begun in the languages it lacks, and what is written stays", () => {
  const files = withText({ "templates/thanks.sms.sv.txt": "Tack!" }, text);
  expect(files["templates/thanks.sms.sv.txt"]).toBe("Tack!");
  expect(files["templates/thanks.sms.en.txt"]).toBe("Hello!\n");
  expect(programTexts(files)).toEqual([text]);
});

test("a text is taken away in both languages, and others stay", () => {
  const files = withText(withText({}, text), { name: "thanks", kind: "email" });
  expect(programTexts(withoutText(files, text))).toEqual([{ name: "thanks", kind: "email" }]);
});
