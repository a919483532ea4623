import {
  type AttributeValue,
  type Instant,
  LocalDate,
  type Misunderstanding,
} from "@perennial/contract";
import type { Conversion } from "../mapping/conversion.ts";
import { readValue } from "../mapping/convert.ts";
import { Converter } from "../mapping/converter.ts";
import { dateIn, startOfDay } from "./zone.ts";

/** The name of a field, or nothing where the settings have none. */
type Field = string | null | undefined;

const CONVERTERS = {
  text: Converter.parse({ kind: "trimmed" }),
  email: Converter.parse({ kind: "lower" }),
  number: Converter.parse({ kind: "number" }),
  boolean: Converter.parse({ kind: "boolean", words: { true: ["true"], false: ["false"] } }),
};

const REMEDIES = {
  number: "give it a number field",
  boolean: "give it a checkbox",
  phone: "write it with its country code, such as +46 70 123 45 67",
  money: "give it a currency field",
  date: "is not a date; give it a date field",
  moment: "is not a date and time; give it a date/time field",
};

/** How a field of a company's own is read. */
export const ATTRIBUTE_TYPES = ["text", "number", "boolean", "date", "datetime"] as const;

/** A field that becomes an attribute under a name of ours. */
export interface AttributeField {
  readonly name: string;
  readonly field: string;
  readonly type: (typeof ATTRIBUTE_TYPES)[number];
}

/** What fields are read by. */
export interface FieldContext {
  /** Of phone numbers without a country code, as two capitals. */
  readonly phoneCountry: string;
  /** The account's, as an IANA name. */
  readonly timeZone: string;
  /** The company's own, in ISO 4217. */
  readonly currency: string;
}

/** Reads fields of one record of a CRM; what cannot be read is a problem with that field's name, and left out. */
export class FieldReader {
  /** What could not be read so far. */
  readonly problems: Misunderstanding[] = [];
  readonly #about: string;
  readonly #record: Readonly<Record<string, unknown>>;
  readonly #context: FieldContext;

  /** @param about which record it is, put before what is wrong with it, such as `contact 42` */
  constructor(about: string, record: Readonly<Record<string, unknown>>, context: FieldContext) {
    this.#about = about;
    this.#record = record;
    this.#context = context;
  }

  /** As it stands, in letters; undefined where it is empty, hidden or no plain value. */
  raw(name: Field): string | undefined {
    const value = name ? this.#record[name] : undefined;
    if (typeof value === "number" || typeof value === "boolean") return String(value);
    return typeof value === "string" && value !== "" ? value : undefined;
  }

  text(name: Field): string | undefined {
    return this.#texts(name, readValue(CONVERTERS.text, this.raw(name)));
  }

  /** A field's text, or the value that is the same for all. */
  textOf(
    source: { readonly field: string } | { readonly value: string } | undefined,
  ): string | undefined {
    if (source === undefined) return undefined;
    return "value" in source ? source.value : this.text(source.field);
  }

  email(name: Field): string | undefined {
    return this.#texts(name, readValue(CONVERTERS.email, this.raw(name)));
  }

  /** In E.164. */
  phone(name: Field): string | undefined {
    const country = this.#context.phoneCountry;
    const conversion = readValue({ kind: "phone", country }, this.raw(name));
    return this.#texts(name, conversion, REMEDIES.phone);
  }

  number(name: Field): number | undefined {
    return this.#numbers(name, readValue(CONVERTERS.number, this.raw(name)), REMEDIES.number);
  }

  boolean(name: Field): boolean | undefined {
    const value = this.#value(
      name,
      readValue(CONVERTERS.boolean, this.raw(name)),
      REMEDIES.boolean,
    );
    return typeof value === "boolean" ? value : undefined;
  }

  /** A date, which has no zone; of a moment, the day it falls on in the account. */
  date(name: Field): LocalDate | undefined {
    const text = this.raw(name);
    if (text === undefined) return undefined;
    const date = LocalDate.safeParse(text);
    if (date.success) return date.data;
    const at = Date.parse(text);
    if (!Number.isNaN(at)) return dateIn(this.#context.timeZone, new Date(at).toISOString());
    this.problem(name ?? "", REMEDIES.date);
    return undefined;
  }

  /** A moment; of a date, its beginning in the account. */
  instant(name: Field): Instant | undefined {
    const text = this.raw(name);
    if (text === undefined) return undefined;
    const date = LocalDate.safeParse(text);
    if (date.success) return startOfDay(this.#context.timeZone, date.data);
    const at = Date.parse(text);
    if (!Number.isNaN(at)) return new Date(at).toISOString();
    this.problem(name ?? "", REMEDIES.moment);
    return undefined;
  }

  /** In the minor unit of a currency. */
  money(name: Field, currency: string): number | undefined {
    const format = new Intl.NumberFormat("en", { style: "currency", currency });
    const digits = Math.min(format.resolvedOptions().maximumFractionDigits ?? 2, 4);
    const conversion = readValue({ kind: "money", digits, written: "number" }, this.raw(name));
    return this.#numbers(name, conversion, REMEDIES.money);
  }

  /** An ISO 4217 code; the company's where the field is empty, as it is where there is one currency. */
  currency(name: Field): string {
    const code = this.raw(name) ?? this.#context.currency;
    if (/^[A-Z]{3}$/.test(code)) return code;
    this.problem(name ?? "", "is not a currency such as SEK; the company's is taken");
    return this.#context.currency;
  }

  /** Of a closed list of ours. */
  translated<Ours extends string>(
    setting: { readonly field: string; readonly values: Readonly<Record<string, Ours>> } | null,
    ours: readonly Ours[],
  ): Ours | undefined {
    const value = this.raw(setting?.field);
    if (setting === null || value === undefined) return undefined;
    const own = Object.hasOwn(setting.values, value) ? setting.values[value] : undefined;
    const found = own ?? ours.find((word) => word === value.toLowerCase());
    if (found === undefined)
      this.problem(setting.field, "has a value that the settings do not translate; add it there");
    return found;
  }

  attributes(settings: readonly AttributeField[]): Record<string, AttributeValue> {
    return Object.fromEntries(
      settings.map((one) => [one.name, this.#attribute(one.field, one.type) ?? null] as const),
    );
  }

  /** Notes what is wrong with a field, and what would be right. */
  problem(place: string, message: string): void {
    this.problems.push({ place, message: `${this.#about}: ${message}` });
  }

  #attribute(name: string, type: AttributeField["type"]): AttributeValue | undefined {
    switch (type) {
      case "text":
        return this.text(name);
      case "number":
        return this.number(name);
      case "boolean":
        return this.boolean(name);
      case "date":
        return this.date(name);
      case "datetime":
        return this.instant(name);
    }
  }

  #texts(name: Field, conversion: Conversion, remedy?: string): string | undefined {
    const value = this.#value(name, conversion, remedy);
    return typeof value === "string" ? value : undefined;
  }

  #numbers(name: Field, conversion: Conversion, remedy: string): number | undefined {
    const value = this.#value(name, conversion, remedy);
    return typeof value === "number" ? value : undefined;
  }

  #value(name: Field, conversion: Conversion, remedy?: string): unknown {
    if ("problem" in conversion) {
      const words = remedy === undefined ? conversion.problem : `${conversion.problem}; ${remedy}`;
      this.problem(name ?? "", words);
    }
    return "value" in conversion ? conversion.value : undefined;
  }
}
