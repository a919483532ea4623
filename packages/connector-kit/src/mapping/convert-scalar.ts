import { isSupportedCountry } from "libphonenumber-js/min";
import { toE164 } from "../phone/to-e164.ts";
import { type Conversion, converted, MISSING } from "./conversion.ts";
import { readMoney, readNumber, writeMoney } from "./convert-number.ts";
import { readDate, readInstant, writeDate, writeInstant } from "./convert-time.ts";
import type { ScalarConverter } from "./converter.ts";

/** Reads a vendor's value. Nothing, null and an empty text are all a vendor's way to have none. */
export function readScalar(converter: ScalarConverter, value: unknown): Conversion {
  if (value === undefined || value === null || value === "") return MISSING;
  switch (converter.kind) {
    case "text":
      return readText(value, (text) => text);
    case "trimmed":
      return readText(value, (text) => text.trim());
    case "lower":
      return readText(value, (text) => text.trim().toLowerCase());
    case "number":
      return readNumber(value);
    case "money":
      return readMoney(value, converter.digits);
    case "boolean":
      return readBoolean(converter, value);
    case "date":
      return readDate(value, converter.form);
    case "instant":
      return readInstant(value, converter);
    case "enum":
      return readEnum(converter, value);
    case "phone":
      return readPhone(converter, value);
  }
}

/** Writes a value of ours as the vendor has it. */
export function writeScalar(converter: ScalarConverter, value: unknown): Conversion {
  switch (converter.kind) {
    case "text":
      return writeText(value, (text) => text);
    case "trimmed":
      return writeText(value, (text) => text.trim());
    case "lower":
      return writeText(value, (text) => text.trim().toLowerCase());
    case "number":
      return writeNumber(typeof value === "number" ? readNumber(value) : refusedNumber, converter);
    case "money":
      return writeNumber(writeMoney(value, converter.digits), converter);
    case "boolean":
      return writeBoolean(converter, value);
    case "date":
      return writeDate(value, converter.form);
    case "instant":
      return writeInstant(value, converter);
    case "enum":
      return writeEnum(converter, value);
    case "phone":
      return readPhone(converter, value);
  }
}

type Of<Kind> = Extract<ScalarConverter, { kind: Kind }>;

function readText(value: unknown, form: (text: string) => string): Conversion {
  const isNumber = typeof value === "number" && Number.isFinite(value);
  if (typeof value !== "string" && !isNumber) return { problem: "is not a text" };
  const text = form(String(value));
  return text === "" ? MISSING : { value: text };
}

function writeText(value: unknown, form: (text: string) => string): Conversion {
  return converted(typeof value === "string" ? form(value) : undefined, "is not a text");
}

const refusedNumber: Conversion = { problem: "is not a number" };

function writeNumber(
  conversion: Conversion,
  { written }: { readonly written: "number" | "text" },
): Conversion {
  if (!("value" in conversion)) return conversion;
  return { value: written === "text" ? String(conversion.value) : Number(conversion.value) };
}

function readBoolean({ words }: Of<"boolean">, value: unknown): Conversion {
  if (typeof value === "boolean") return { value };
  const text = wordOf(value)?.trim().toLowerCase();
  const is = (these: readonly string[]) => these.some((word) => word.toLowerCase() === text);
  if (is(words?.true ?? ["true"])) return { value: true };
  if (is(words?.false ?? ["false"])) return { value: false };
  return { problem: "is none of the words for yes and no" };
}

function writeBoolean({ words }: Of<"boolean">, value: unknown): Conversion {
  if (typeof value !== "boolean") return { problem: "is neither true nor false" };
  if (words === undefined) return { value };
  return { value: (value ? words.true : words.false)[0] };
}

function readEnum({ values }: Of<"enum">, value: unknown): Conversion {
  const word = wordOf(value);
  const found = Object.entries(values).find(([, theirs]) => theirs === word);
  return converted(found?.[0], "is not among the values of the mapping");
}

/** A word that a vendor may also write as a number or a yes; anything else has none. */
function wordOf(value: unknown): string | undefined {
  const isWord = ["string", "number", "boolean"].includes(typeof value);
  return isWord ? String(value) : undefined;
}

function writeEnum({ values }: Of<"enum">, value: unknown): Conversion {
  const isOurs = typeof value === "string" && Object.hasOwn(values, value);
  return converted(isOurs ? values[value] : undefined, "is not among the values of the mapping");
}

function readPhone({ country }: Of<"phone">, value: unknown): Conversion {
  const home = country !== undefined && isSupportedCountry(country) ? country : undefined;
  const number = typeof value === "string" ? toE164(value, home) : undefined;
  return converted(number, "is not a phone number");
}
