import type { AttributeValue, Locale, Offer } from "@perennial/contract";
import type { FieldType } from "../condition/field.ts";
import { readField } from "../condition/read-field.ts";
import type { Facts } from "../facts/facts.ts";
import type { TextScope } from "./render-template.ts";

/** The fields that texts have beside those of conditions. */
export const TEXT_FIELDS = {
  /** The chosen offer, in the text's language. */
  "offer.name": "text",
  "offer.pitch": "text",
  "offer.product": "text",
  /** The company that sends the message. */
  "tenant.name": "text",
  /** Where one click ends marketing. */
  unsubscribeUrl: "text",
  /** The date on which the message is written, in the tenant's zone. */
  today: "date",
} as const satisfies Readonly<Record<string, FieldType>>;

/** What says the currency of amounts that belong to no record of their own. */
const CURRENCY_OF_NO_RECORD: ReadonlySet<string> = new Set([
  "standing.currency",
  "enrolment.currency",
]);

/** What a text is about. */
export interface TextSubject {
  readonly facts: Facts;
  readonly locale: Locale;
  readonly tenantName: string;
  /** The offer that has been chosen, if any. */
  readonly offer?: Offer;
  readonly unsubscribeUrl?: string;
}

/** The values that a text can show: the facts, the offer, the sender. */
export function textScope(subject: TextSubject): TextScope {
  const { facts, offer, locale } = subject;
  const own: Readonly<Record<keyof typeof TEXT_FIELDS, AttributeValue | undefined>> = {
    "offer.name": offer?.name[locale],
    "offer.pitch": offer?.pitch[locale],
    "offer.product": offer?.product,
    "tenant.name": subject.tenantName,
    unsubscribeUrl: subject.unsubscribeUrl,
    today: facts.today,
  };
  return (field) => {
    if (isTextField(field)) return own[field];
    return CURRENCY_OF_NO_RECORD.has(field) ? facts.currency : readField(facts, field);
  };
}

/** Whether a field is one that only texts have. */
export function isTextField(field: string): field is keyof typeof TEXT_FIELDS {
  return Object.hasOwn(TEXT_FIELDS, field);
}
