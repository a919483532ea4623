import { expect, test } from "vitest";
import { EXAMPLE_FILES } from "./example-program.ts";
import { smsLengths } from "./sms-lengths.ts";

const SMS = "templates/ask.sms.sv.txt";
const lengthOf = (text: string) => {
  const found = smsLengths({ ...EXAMPLE_FILES, [SMS]: text });
  return found.find(({ template }) => template.file === SMS);
};

test("the length of a text message is that of its text with usual values in it", () => {
  const plain = "Hej, svara JA, eller STOPP så slutar vi.";
  expect(lengthOf(plain)).toMatchObject({ encoding: "gsm-7", units: plain.length, segments: 1 });
  const named = lengthOf(`Hej {{ customer.firstName | default: "du" }}! ${plain}`);
  expect(named?.units).toBeGreaterThan(plain.length + "Hej ! ".length);
});

test("one character outside GSM-7 makes a text message dearer", () => {
  const text = "x".repeat(100);
  expect(lengthOf(text)).toMatchObject({ encoding: "gsm-7", segments: 1 });
  expect(lengthOf(`${text}→`)).toMatchObject({ encoding: "ucs-2", segments: 2, foreign: ["→"] });
});

test("what is no text message is not measured, nor a program that cannot be read", () => {
  const kinds = new Set(smsLengths(EXAMPLE_FILES).map(({ template }) => template.kind));
  expect([...kinds]).toEqual(["sms"]);
  expect(smsLengths({ "program.yaml": "steps: 3" })).toEqual([]);
});
