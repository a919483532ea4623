import type { LocalDate, Locale, LocalizedText, RecordId } from "@perennial/contract";

/** A right to an offer, with a code (product.md, 21). */
export interface Voucher {
  readonly code: string;
  /** Which offer it is for. */
  readonly offer: string;
  /** Whose it is. @default whoever has the code */
  readonly customerId?: RecordId | undefined;
  /** How often it can be used in all; nothing is as often as one likes. */
  readonly uses?: number | undefined;
  /** How often one customer can use it; nothing is as often as one likes. */
  readonly usesEach?: number | undefined;
  readonly issuedOn: LocalDate;
  readonly from: LocalDate;
  /** The last day it can be used. @default no end */
  readonly until?: LocalDate | undefined;
}

/** How often a voucher was used before. */
export interface VoucherUse {
  readonly inAll: number;
  /** By the customer who comes with it now. */
  readonly byCustomer: number;
}

/** Why a voucher was not taken. */
export const VOUCHER_REFUSALS = [
  "unknown-code",
  "not-yet",
  "too-late",
  "other-customer",
  "used-up",
  "used-by-customer",
] as const;
export type VoucherRefusal = (typeof VOUCHER_REFUSALS)[number];

/** What came of an attempt to use a voucher. */
export type VoucherOutcome =
  | { readonly accepted: true }
  | { readonly accepted: false; readonly reason: VoucherRefusal };

/** Whether a customer may use a voucher on a day; the first reason against it where there are several. */
export function redeem(
  voucher: Voucher,
  {
    on,
    customerId,
    used,
  }: { readonly on: LocalDate; readonly customerId: RecordId; readonly used: VoucherUse },
): VoucherOutcome {
  const reason = reasonAgainst(voucher, { on, customerId, used });
  return reason === undefined ? { accepted: true } : { accepted: false, reason };
}

function reasonAgainst(
  voucher: Voucher,
  {
    on,
    customerId,
    used,
  }: { readonly on: LocalDate; readonly customerId: RecordId; readonly used: VoucherUse },
): VoucherRefusal | undefined {
  // Who has somebody else's code learns nothing more of it.
  if (voucher.customerId !== undefined && voucher.customerId !== customerId)
    return "other-customer";
  if (on < voucher.from) return "not-yet";
  if (voucher.until !== undefined && on > voucher.until) return "too-late";
  if (voucher.uses !== undefined && used.inAll >= voucher.uses) return "used-up";
  if (voucher.usesEach !== undefined && used.byCustomer >= voucher.usesEach)
    return "used-by-customer";
  return undefined;
}

const WORDS: Readonly<Record<VoucherRefusal, LocalizedText>> = {
  "unknown-code": {
    sv: "Det finns ingen värdekod som lyder så.",
    en: "There is no voucher with that code.",
  },
  "not-yet": { sv: "Värdekoden har inte börjat gälla än.", en: "The voucher is not valid yet." },
  "too-late": { sv: "Värdekoden har gått ut.", en: "The voucher has expired." },
  "other-customer": {
    sv: "Värdekoden gäller för någon annan.",
    en: "The voucher belongs to somebody else.",
  },
  "used-up": { sv: "Värdekoden är redan använd.", en: "The voucher has been used already." },
  "used-by-customer": {
    sv: "Kunden har redan använt värdekoden så många gånger som går.",
    en: "The customer has used the voucher as often as one can.",
  },
};

/** Why a voucher was not taken, in words for the customer and the staff. */
export function voucherRefusalSentence(reason: VoucherRefusal, locale: Locale): string {
  return WORDS[reason][locale];
}
