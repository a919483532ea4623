import { type Conversion, MISSING } from "./conversion.ts";
import { readScalar, writeScalar } from "./convert-scalar.ts";
import type { Converter } from "./converter.ts";

/** Reads a vendor's value, of one or several. */
export function readValue(converter: Converter, value: unknown): Conversion {
  if (converter.kind !== "list") return readScalar(converter, value);
  if (value === undefined || value === null || value === "") return MISSING;
  const { of, separator } = converter;
  const isText = separator !== undefined && typeof value === "string";
  const items: unknown = isText ? value.split(separator) : value;
  if (!Array.isArray(items)) return { problem: "is not a list" };
  return gathered(items.map((item: unknown) => readScalar(of, item)));
}

/** Writes a value of ours, of one or several, as the vendor has it; null empties the vendor's field. */
export function writeValue(converter: Converter, value: unknown): Conversion {
  if (value === null) return { value: null };
  if (converter.kind !== "list") return writeScalar(converter, value);
  const { of, separator } = converter;
  if (!Array.isArray(value)) return { problem: "is not a list" };
  const list = gathered(value.map((item: unknown) => writeScalar(of, item)));
  if (separator === undefined || !("value" in list) || !Array.isArray(list.value)) return list;
  const texts = list.value.map(String);
  if (texts.some((text) => text.includes(separator))) {
    return { problem: `holds "${separator}", which parts the vendor's list` };
  }
  return { value: texts.join(separator) };
}

function gathered(conversions: readonly Conversion[]): Conversion {
  const values: unknown[] = [];
  for (const [index, conversion] of conversions.entries()) {
    if ("problem" in conversion) return { problem: `[${index}] ${conversion.problem}` };
    if ("value" in conversion) values.push(conversion.value);
  }
  return { value: values };
}
