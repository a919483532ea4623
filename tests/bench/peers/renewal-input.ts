import type { Instant, LocalDate } from "@perennial/contract";

/** A customer with its one agreement, as every way is given it. */
export interface RenewalCustomer {
  readonly id: string;
  /** The agreement's last day. */
  readonly endsOn: LocalDate;
  readonly consented: boolean;
  readonly reminded: boolean;
}

/** The day on which everybody is looked at. */
export const TODAY: LocalDate = "2026-03-02";
/** The moment of it. */
export const NOW: Instant = "2026-03-02T08:00:00.000Z";
/** A moment at which every wait for a reply is over. */
export const AFTERWARDS: Instant = "2026-03-17T08:00:00.000Z";
/** How near the end of the agreement must be. */
export const DAYS_BEFORE_END = 45;
/** How long a reply is waited for. */
export const DAYS_FOR_A_REPLY = 14;

const DAY = 86_400_000;

/**
 * The first customers of an endless row that is always the same. Of ten, seven are to be reminded and called; of
 * the rest one agreement ends too late, one customer has not consented and one was reminded before.
 */
export function renewalCustomers(count: number): readonly RenewalCustomer[] {
  return Array.from({ length: count }, (_, index) => {
    const days = index % 10 === 7 ? 60 + (index % 100) : index % (DAYS_BEFORE_END + 1);
    return {
      id: `c${String(index).padStart(7, "0")}`,
      endsOn: new Date(Date.parse(`${TODAY}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10),
      consented: index % 10 !== 8,
      reminded: index % 10 === 9,
    };
  });
}

/** The ids of those the rule is about, in order. */
export function expectedIds(count: number): readonly string[] {
  const last = new Date(Date.parse(`${TODAY}T00:00:00Z`) + DAYS_BEFORE_END * DAY)
    .toISOString()
    .slice(0, 10);
  return renewalCustomers(count)
    .filter(({ endsOn, consented, reminded }) => endsOn <= last && consented && !reminded)
    .map(({ id }) => id);
}
