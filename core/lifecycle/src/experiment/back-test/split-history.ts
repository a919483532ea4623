import type { Instant, LocalDate } from "@perennial/contract";
import { startOfDay } from "../../condition/condition-date.ts";
import type { SimulationRecords } from "../../simulate/simulation-input.ts";
import type { ReplayedEvent } from "../../simulate/world/replay.ts";
import { agreementAt, momentsOf } from "./agreement-history.ts";

/** A history cut in two at a moment. */
export interface SplitHistory {
  /** The base as it was known then. */
  readonly known: SimulationRecords;
  /** What came after, in the order in which it did. */
  readonly later: readonly ReplayedEvent[];
  /** Agreements cancelled after the moment, whose last day is known from the beginning all the same. */
  readonly endsForeseen: number;
}

/**
 * Cuts a history at the beginning of a day: nothing that is dated later is part of what was known. What a file has no history
 * of, such as a customer's segment, is as it is in the file. A customer is known from its own beginning, or from the first
 * thing that is known of it, or all along where nothing says since when.
 */
export function splitHistory(
  records: SimulationRecords,
  from: LocalDate,
  zone: string,
): SplitHistory {
  const moment = startOfDay(from, zone);
  const later: ReplayedEvent[] = [];
  const agreements = records.agreements.flatMap((agreement) => {
    const moments = momentsOf(agreement, zone);
    const ahead = moments.filter((at) => at > moment);
    for (const at of ahead) {
      later.push({ kind: "agreement", at, agreement: agreementAt(agreement, at, zone) });
    }
    return ahead.length < moments.length ? [agreementAt(agreement, moment, zone)] : [];
  });
  const dated = <Own extends { readonly at: Instant }>(
    own: readonly Own[] = [],
    event: (record: Own) => ReplayedEvent,
  ) => {
    const isAhead = ({ at }: Own) => utc(at) > moment;
    for (const each of own.filter(isAhead)) later.push(event(each));
    return own.filter((each) => !isAhead(each));
  };
  const purchases = dated(records.purchases, (purchase) => ({
    ...{ kind: "purchase", at: utc(purchase.at), purchase },
  }));
  const consents = dated(records.consents, (consent) => ({
    ...{ kind: "consent", at: utc(consent.at), consent },
  }));
  const interactions = (records.interactions ?? []).filter(({ at }) => utc(at) <= moment);
  const since = knownSince(records, zone);
  const customers = records.customers.filter((customer) => {
    const at = since.get(customer.id);
    if (at === undefined || at <= moment) return true;
    later.push({ kind: "customer", at, customer });
    return false;
  });
  return {
    known: { customers, agreements, purchases, consents, interactions },
    later: later.sort(inTime),
    endsForeseen: records.agreements.filter(
      ({ cancelledAt, end }) =>
        cancelledAt !== undefined && end !== undefined && utc(cancelledAt) > moment,
    ).length,
  };
}

function knownSince(
  { customers, agreements, purchases = [], consents = [] }: SimulationRecords,
  zone: string,
): ReadonlyMap<string, Instant> {
  const first = new Map<string, Instant>();
  const note = (id: string, at: Instant | undefined) => {
    const known = first.get(id);
    if (at !== undefined && (known === undefined || at < known)) first.set(id, at);
  };
  for (const { id, customerSince } of customers) {
    note(id, customerSince === undefined ? undefined : startOfDay(customerSince, zone));
  }
  for (const each of agreements) note(each.customerId, momentsOf(each, zone)[0]);
  for (const { customerId, at } of purchases) note(customerId, utc(at));
  for (const { customerId, at } of consents) note(customerId, utc(at));
  return first;
}

const KINDS: readonly ReplayedEvent["kind"][] = ["customer", "agreement", "consent", "purchase"];

/** Of what happens at one moment a customer comes before what is told of it. */
function inTime(a: ReplayedEvent, b: ReplayedEvent): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind);
}

function utc(instant: Instant): Instant {
  return new Date(instant).toISOString();
}
