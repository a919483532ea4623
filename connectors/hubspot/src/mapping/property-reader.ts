import { type Conversion, Converter, readValue } from "@perennial/connector-kit";
import type { AttributeValue, Instant, LocalDate, Misunderstanding } from "@perennial/contract";
import type { AttributeSetting, PropertyOrValue } from "../hubspot-settings.ts";
import type { HubspotRecord } from "../read/hubspot-record.ts";
import {
  decimalsOf,
  readPropertyDate,
  readPropertyInstant,
  readPropertyList,
} from "./convert-property.ts";
import type { MappingContext } from "./mapping-context.ts";

/** The name of a property, or nothing where the settings have none. */
type Property = string | null | undefined;

const CONVERTERS = {
  text: Converter.parse({ kind: "trimmed" }),
  email: Converter.parse({ kind: "lower" }),
  number: Converter.parse({ kind: "number" }),
  boolean: Converter.parse({
    kind: "boolean",
    words: { true: ["true", "yes", "ja", "1"], false: ["false", "no", "nej", "0"] },
  }),
};

const REMEDIES = {
  number: "give it a number property",
  boolean: "give it a property with yes and no",
  phone: "write it with its country code, such as +46 70 123 45 67",
  money: "give it a number property with the decimals of its currency",
};

/** Reads properties of one record; what cannot be read is a problem with that property's name, and left out. */
export class PropertyReader {
  /** What could not be read so far. */
  readonly problems: Misunderstanding[] = [];
  readonly #about: string;
  readonly #record: HubspotRecord;
  readonly #context: MappingContext;

  constructor(about: string, record: HubspotRecord, context: MappingContext) {
    this.#about = about;
    this.#record = record;
    this.#context = context;
  }

  /** As it stands; undefined where it is empty. */
  raw(name: Property): string | undefined {
    const value = name ? this.#record.properties[name] : undefined;
    return value === null || value === undefined || value === "" ? undefined : value;
  }

  text(name: Property): string | undefined {
    return this.#texts(name, readValue(CONVERTERS.text, this.raw(name)));
  }

  /** A property's text, or the value that is the same for all. */
  textOf(source: PropertyOrValue | undefined): string | undefined {
    if (source === undefined) return undefined;
    return "value" in source ? source.value : this.text(source.property);
  }

  email(name: Property): string | undefined {
    return this.#texts(name, readValue(CONVERTERS.email, this.raw(name)));
  }

  /** In E.164. */
  phone(name: Property): string | undefined {
    const country = this.#context.settings.phoneCountry;
    const conversion = readValue({ kind: "phone", country }, this.raw(name));
    return this.#texts(name, conversion, REMEDIES.phone);
  }

  number(name: Property): number | undefined {
    const conversion = readValue(CONVERTERS.number, this.raw(name));
    return this.#numbers(name, conversion, REMEDIES.number);
  }

  /** A whole number of something, none below zero. */
  count(name: Property): number | undefined {
    const number = this.number(name);
    if (number === undefined || number >= 0) return number && Math.round(number);
    this.problem(name ?? "", "is below zero; give it a number of zero or more");
    return undefined;
  }

  boolean(name: Property): boolean | undefined {
    const conversion = readValue(CONVERTERS.boolean, this.raw(name));
    const value = this.#value(name, conversion, REMEDIES.boolean);
    return typeof value === "boolean" ? value : undefined;
  }

  date(name: Property): LocalDate | undefined {
    return this.#texts(name, readPropertyDate(this.raw(name), this.#context.portal.timeZone));
  }

  instant(name: Property): Instant | undefined {
    return this.#texts(name, readPropertyInstant(this.raw(name), this.#context.portal.timeZone));
  }

  /** In the minor unit of a currency. */
  money(name: Property, currency: string): number | undefined {
    const conversion = readValue(
      { kind: "money", digits: decimalsOf(currency), written: "number" },
      this.raw(name),
    );
    return this.#numbers(name, conversion, REMEDIES.money);
  }

  /** An ISO 4217 code; the portal's where the property is empty. */
  currency(name: Property): string {
    const code = this.raw(name)?.trim().toUpperCase() ?? this.#context.portal.currency;
    if (/^[A-Z]{3}$/.test(code)) return code;
    this.problem(name ?? "", "is not a currency such as SEK; the portal's is taken");
    return this.#context.portal.currency;
  }

  /** Of a closed list of ours. */
  translated<Ours extends string>(
    setting: { readonly property: string; readonly values: Readonly<Record<string, Ours>> } | null,
    ours: readonly Ours[],
  ): Ours | undefined {
    const value = this.raw(setting?.property);
    if (setting === null || value === undefined) return undefined;
    const own = Object.hasOwn(setting.values, value) ? setting.values[value] : undefined;
    const found = own ?? ours.find((word) => word === value.toLowerCase());
    if (found === undefined) {
      this.problem(
        setting.property,
        "has a value that the settings do not translate; add it there",
      );
    }
    return found;
  }

  attributes(settings: readonly AttributeSetting[]): Record<string, AttributeValue> {
    const values = settings.map(({ name, property, type }) => {
      return [name, this.#attribute(property, type)] as const;
    });
    return Object.fromEntries(values);
  }

  /** Notes what is wrong with a property, and what would be right. */
  problem(place: string, message: string): void {
    this.problems.push({ place, message: `${this.#about}: ${message}` });
  }

  #attribute(name: string, type: AttributeSetting["type"]): AttributeValue {
    switch (type) {
      case "text":
        return this.text(name) ?? null;
      case "number":
        return this.number(name) ?? null;
      case "boolean":
        return this.boolean(name) ?? null;
      case "date":
        return this.date(name) ?? null;
      case "datetime":
        return this.instant(name) ?? null;
      case "list":
        return this.#texts(name, readPropertyList(this.raw(name))) ?? null;
    }
  }

  #texts(name: Property, conversion: Conversion, remedy?: string): string | undefined {
    const value = this.#value(name, conversion, remedy);
    return typeof value === "string" ? value : undefined;
  }

  #numbers(name: Property, conversion: Conversion, remedy: string): number | undefined {
    const value = this.#value(name, conversion, remedy);
    return typeof value === "number" ? value : undefined;
  }

  #value(name: Property, conversion: Conversion, remedy?: string): unknown {
    if ("problem" in conversion) {
      const words = remedy === undefined ? conversion.problem : `${conversion.problem}; ${remedy}`;
      this.problem(name ?? "", words);
    }
    return "value" in conversion ? conversion.value : undefined;
  }
}
