import type { Agreement } from "@perennial/contract";
import type { Facts } from "../facts/facts.ts";
import { addDuration } from "../schedule/calendar.ts";

/** What a customer has of us today (L-02). */
export interface CallerServices {
  /** The products of agreements of ours in force, each once. */
  readonly agreements: readonly string[];
  /** The categories bought within a year, the latest first. */
  readonly categories: readonly string[];
  /** The products of competitors' agreements in force, each once (D-21). */
  readonly elsewhere: readonly string[];
}

/** The services of a customer on the facts' day. */
export function servicesOf(facts: Facts, agreements: readonly Agreement[]): CallerServices {
  const { now, zone, today, purchases } = facts;
  const inForce = agreements.filter(
    ({ status, start, end }) =>
      status === "active" && start <= today && (end === undefined || end >= today),
  );
  const productsOf = (party: Agreement["party"]) => [
    ...new Set(inForce.filter((each) => each.party === party).map(({ product }) => product)),
  ];
  const recent = purchases
    .filter(({ at }) => at <= now && addDuration(at, "P1Y", zone) >= now)
    .toSorted((a, b) => (a.at < b.at ? 1 : -1));
  const categories = recent.flatMap(({ category }) => (category === undefined ? [] : [category]));
  return {
    agreements: productsOf("own"),
    categories: [...new Set(categories)],
    elsewhere: productsOf("competitor"),
  };
}
