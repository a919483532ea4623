import { Agreement, Consent, Customer, Purchase } from "@perennial/contract";
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

/** The files that can be given, by the option they come with. */
export const FILE_KINDS = ["customers", "agreements", "purchases"] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** One of a kind, for sentences. */
export const SINGULAR: Readonly<Record<RecordKind, string>> = {
  customers: "customer",
  agreements: "agreement",
  purchases: "purchase",
  consents: "consent",
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
