import { Agreement, Consent, Customer, type LocalizedText, Purchase } from "@perennial/contract";
import type { z } from "zod";

/** The records a file can hold, by the name they have in a mapping and on the command line. */
export const RECORD_SCHEMAS = {
  customers: Customer,
  agreements: Agreement,
  purchases: Purchase,
  consents: Consent,
} as const;

export type RecordKind = keyof typeof RECORD_SCHEMAS;

/** The record of each kind. */
export interface RecordOf {
  readonly customers: Customer;
  readonly agreements: Agreement;
  readonly purchases: Purchase;
  readonly consents: Consent;
}

/** The kinds in the order in which they are written: what others refer to comes first. */
export const RECORD_KINDS = ["customers", "agreements", "purchases", "consents"] as const;

/** The files that the command line takes, by the option they come with. */
export const FILE_KINDS = ["customers", "agreements", "purchases"] as const;

/** Every file that can be given: consents may have one of their own, or stand in another. */
export const ALL_FILE_KINDS = [...FILE_KINDS, "consents"] as const;
export type FileKind = (typeof ALL_FILE_KINDS)[number];

/** One of a kind, for sentences. */
export const SINGULAR: Readonly<Record<RecordKind, string>> = {
  customers: "customer",
  agreements: "agreement",
  purchases: "purchase",
  consents: "consent",
};

/** A certain one of a kind, for sentences: "the" stands before it in English. */
export const THE_RECORD: Readonly<Record<RecordKind, LocalizedText>> = {
  customers: { sv: "kunden", en: "customer" },
  agreements: { sv: "avtalet", en: "agreement" },
  purchases: { sv: "köpet", en: "purchase" },
  consents: { sv: "samtycket", en: "consent" },
};

/** Any one of a kind, for sentences: "each" stands before it in English. */
export const ANY_RECORD: Readonly<Record<RecordKind, LocalizedText>> = {
  customers: { sv: "en kund", en: "customer" },
  agreements: { sv: "ett avtal", en: "agreement" },
  purchases: { sv: "ett köp", en: "purchase" },
  consents: { sv: "ett samtycke", en: "consent" },
};

/** The fields of a kind that a mapping may fill, besides the id and the attributes. */
export function fieldsOf(kind: RecordKind): readonly string[] {
  return Object.keys(RECORD_SCHEMAS[kind].shape).filter(
    (field) => field !== "id" && field !== "attributes",
  );
}

/** The fields that every record of a kind must have; the date of its last change is known without. */
export function requiredFields(kind: RecordKind): readonly string[] {
  const schemas: Readonly<Record<string, z.ZodType>> = RECORD_SCHEMAS[kind].shape;
  return fieldsOf(kind).filter(
    (field) => field !== "updatedAt" && schemas[field]?.safeParse(undefined).success === false,
  );
}
