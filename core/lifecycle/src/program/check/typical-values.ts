import type { AttributeValue, Locale } from "@perennial/contract";
import type { FieldType } from "../../condition/field.ts";
import type { TextScope } from "../../message/render-template.ts";
import { isTextField } from "../../message/text-fields.ts";
import type { ParsedProgram } from "../parse-program.ts";
import { Inspection } from "./inspection.ts";

/** Values of a length that is usual; long rather than short, so that the estimate errs on the dear side. */
const BY_FIELD: Readonly<Record<string, AttributeValue>> = {
  "customer.name": "Alexandra Lundgren",
  "customer.firstName": "Alexandra",
  "customer.lastName": "Lundgren",
  "customer.email": "alexandra.lundgren@example.com",
  "customer.mobile": "+46701234567",
  "customer.phone": "+4681234567",
  "customer.postalAddress": "Storgatan 12, 123 45 Storstad",
  "agreement.product": "Fast pris 2 år",
  "renewal.product": "Fast pris 2 år",
  "agreement.currency": "SEK",
  "renewal.currency": "SEK",
  "standing.nextTier": "guldmedlem",
  "invitation.eventName": "Kundkväll med höstens nyheter",
  "invitation.place": "Storgatan 12, Storstad",
  "tenant.name": "Energibolaget AB",
  unsubscribeUrl: "https://example.com/u/abcdefghijklmnop",
  today: "2026-11-22",
};

const BY_TYPE: Readonly<Record<FieldType, AttributeValue>> = {
  text: "ett ord till",
  choice: "ett val",
  set: "en grupp",
  number: 1234,
  money: 129_900,
  boolean: true,
  date: "2026-11-22",
  instant: "2026-11-22T08:00:00.000Z",
};

/** Fills a text with usual values, and with the program's own longest offer. */
export function typicalScope(inspection: Inspection, locale: Locale): TextScope {
  const { offers } = inspection.program;
  const longest = (texts: readonly string[]) =>
    texts.reduce((long, text) => (text.length > long.length ? text : long), "");
  const ofOffer: Readonly<Record<string, string>> = {
    "offer.name": longest(offers.map(({ name }) => name[locale])),
    "offer.pitch": longest(offers.map(({ pitch }) => pitch[locale])),
    "offer.product": longest(offers.map(({ product }) => product)),
  };
  const { fields } = inspection.catalogue();
  return (field) => {
    if (isTextField(field) || Object.hasOwn(BY_FIELD, field))
      return ofOffer[field] || BY_FIELD[field];
    const type = fields.get(field)?.type;
    return type && BY_TYPE[type];
  };
}

/** Fills the texts of a program whose files are read with usual values, as when no customer is looked at. */
export function sampleScope(parsed: ParsedProgram, locale: Locale): TextScope {
  if (!parsed.program) return (field) => BY_FIELD[field];
  return typicalScope(
    new Inspection(parsed.program, parsed, { rulePacks: {}, programs: [] }),
    locale,
  );
}
