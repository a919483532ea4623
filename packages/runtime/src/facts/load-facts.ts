import type { Instant } from "@perennial/contract";
import {
  type Facts,
  type HolidayCalendar,
  localDateOf,
  SWEDISH_HOLIDAYS,
} from "@perennial/lifecycle";
import {
  type LoadedRecords,
  loadRecords,
  type Tenant,
  type TenantTransaction,
} from "@perennial/store";

/** Who facts are about. */
export interface Subject {
  readonly customerId: string;
  readonly agreementId?: string | undefined;
}

/** Gives the facts about a subject; nothing for a customer that is not known. */
export type FactsOf = (subject: Subject, enrolment?: Facts["enrolment"]) => Facts | undefined;

const NONE = Object.freeze({});
const EMPTY: readonly never[] = Object.freeze([]);

/** Loads the facts about a batch of subjects in a fixed number of statements. */
export async function loadFacts(
  tx: TenantTransaction,
  subjects: readonly Subject[],
  at: { readonly tenant: Tenant; readonly now: Instant },
): Promise<FactsOf> {
  const records = await loadRecords(tx, {
    customerIds: subjects.map((each) => each.customerId),
    agreementIds: subjects.flatMap((each) => each.agreementId ?? []),
    purchases: {},
    interactions: {},
  });
  return factsFrom(records, at);
}

/** The facts that loaded records amount to. */
export function factsFrom(
  records: LoadedRecords,
  { tenant, now }: { readonly tenant: Tenant; readonly now: Instant },
): FactsOf {
  const zone = tenant.timeZone;
  const base = { now, zone, today: localDateOf(now, zone), holidays: holidaysOf(tenant) };
  return ({ customerId, agreementId }, enrolment = NONE) => {
    const customer = records.customers.get(customerId);
    if (!customer) return undefined;
    const agreement = agreementId === undefined ? undefined : records.agreements.get(agreementId);
    const renewal = agreementId === undefined ? undefined : records.renewals.get(agreementId);
    return {
      ...base,
      customer,
      ...(agreement && { agreement }),
      ...(renewal && { renewal }),
      purchases: records.purchases.get(customerId) ?? EMPTY,
      interactions: records.interactions.get(customerId) ?? EMPTY,
      enrolment,
      signal: NONE,
    };
  };
}

function holidaysOf(_tenant: Tenant): HolidayCalendar {
  return SWEDISH_HOLIDAYS;
}
