import type { Duration, LocalDate, Locale } from "@perennial/contract";
import { addToDate } from "../schedule/date.ts";
import type { Voucher } from "./voucher.ts";

/** How an offer's vouchers were used (V-18). */
export interface OfferRedemption {
  readonly offer: string;
  readonly issued: number;
  /** Those that were used at least once. */
  readonly used: number;
  /** How often they were used in all. */
  readonly uses: number;
  /** Those that ran out and were never used. */
  readonly expired: number;
  /** Those whose time is over, or that had it long enough: what their use says, no later day changes much. */
  readonly ended: number;
  readonly endedUsed: number;
}

/** How long a voucher without an end has to be used before it says something of its offer. */
export const OPEN_PATIENCE: Duration = "P3M";

/** The report of each offer, by the offer's name. The database makes the same of its own tables. */
export function redemptionReport(
  vouchers: Iterable<{ readonly voucher: Voucher; readonly uses: number }>,
  today: LocalDate,
): readonly OfferRedemption[] {
  const offers = new Map<string, OfferRedemption>();
  for (const { voucher, uses } of vouchers) {
    const { offer } = voucher;
    const so = offers.get(offer) ?? {
      offer,
      issued: 0,
      used: 0,
      uses: 0,
      expired: 0,
      ended: 0,
      endedUsed: 0,
    };
    const isUsed = uses > 0 ? 1 : 0;
    const isOut = voucher.until !== undefined && voucher.until < today;
    const isEnded = (voucher.until ?? addToDate(voucher.issuedOn, OPEN_PATIENCE)) < today ? 1 : 0;
    offers.set(offer, {
      offer,
      issued: so.issued + 1,
      used: so.used + isUsed,
      uses: so.uses + uses,
      expired: so.expired + (isOut && uses === 0 ? 1 : 0),
      ended: so.ended + isEnded,
      endedUsed: so.endedUsed + (isEnded ? isUsed : 0),
    });
  }
  return [...offers.values()].sort((a, b) => (a.offer < b.offer ? -1 : 1));
}

/** The share of the issued vouchers that were used, 0 to 1; nothing where none was issued. */
export function shareUsed({
  issued,
  used,
}: Pick<OfferRedemption, "issued" | "used">): number | undefined {
  return issued === 0 ? undefined : used / issued;
}

/** When low redemption is worth a word. */
export interface RedemptionLimits {
  /** Below this share of the ended vouchers used. @default 0.5 */
  readonly below?: number;
  /** Not before so many have ended. @default 50 */
  readonly atLeast?: number;
}

/**
 * The offers that are used too little (V-18: more than half of all offers are never used), the worst first. Only vouchers
 * whose time is over are judged: of those that were handed out yesterday, few can have been used.
 */
export function lowRedemptions(
  report: readonly OfferRedemption[],
  { below = 0.5, atLeast = 50 }: RedemptionLimits = {},
): readonly OfferRedemption[] {
  const share = ({ ended, endedUsed }: OfferRedemption) => endedUsed / ended;
  return report
    .filter((offer) => offer.ended > 0 && offer.ended >= atLeast && share(offer) < below)
    .sort((a, b) => share(a) - share(b));
}

/** What is said of an offer that is used too little. */
export function lowRedemptionSentence(
  { offer, ended, endedUsed }: Pick<OfferRedemption, "offer" | "ended" | "endedUsed">,
  locale: Locale,
): string {
  const share = Math.floor((endedUsed / ended) * 100);
  return locale === "sv"
    ? `Erbjudandet ”${offer}” används lite: ${endedUsed} av ${ended} värdekoder (${share} %) användes innan tiden gick ut.`
    : `The offer “${offer}” is little used: ${endedUsed} of ${ended} vouchers (${share}%) were used before their time was over.`;
}
