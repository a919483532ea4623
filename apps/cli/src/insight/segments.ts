import type { Purchase } from "@perennial/contract";
import {
  addDays,
  compileSegments,
  type Facts,
  instantAt,
  NO_HOLIDAYS,
  planCatalogue,
  type RankedCustomer,
} from "@perennial/lifecycle";
import type { ReportContext } from "./context.ts";

/**
 * The segment of each customer that has one: by the plan's conditions, else what the system of record says. Conditions
 * are asked at the end of the day, of what had happened by then and what has been computed of the customers.
 */
export function segmentsOf(
  { base, plan, asOf }: ReportContext,
  ranked: readonly RankedCustomer[],
): ReadonlyMap<string, string> {
  const { records, currency, zone, kept, interactions } = base.parts;
  const segments = new Map<string, string>();
  if (plan === undefined || plan.segments.length === 0) {
    for (const { id, segment } of records.values()) if (segment) segments.set(id, segment);
    return segments;
  }
  const segmentOf = compileSegments(plan.segments, planCatalogue(plan, { currency }));
  const now = instantAt(addDays(asOf, 1), "00:00", zone);
  const purchases = byCustomer(kept, now);
  const contacts = byCustomer(interactions, now);
  const standings = new Map(ranked.map((each) => [each.id, each]));
  for (const customer of records.values()) {
    const { flow, band, value, valueClass } = standings.get(customer.id) ?? {};
    const facts: Facts = {
      ...{ now, today: asOf, zone, holidays: NO_HOLIDAYS, currency },
      customer: { ...customer, ...(valueClass && { valueClass }) },
      standing: { asOf, ...(flow && { flow }), ...(band && { band }), ...(flow && { value }) },
      purchases: purchases.get(customer.id) ?? [],
      interactions: contacts.get(customer.id) ?? [],
      ...{ enrolment: {}, signal: {} },
    };
    const segment = segmentOf(facts);
    if (segment !== undefined) segments.set(customer.id, segment);
  }
  return segments;
}

function byCustomer<T extends Pick<Purchase, "customerId" | "at">>(
  records: readonly T[],
  now: string,
) {
  return Map.groupBy(
    records.filter(({ at }) => at < now),
    ({ customerId }) => customerId,
  );
}
