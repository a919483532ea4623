import type { Instant } from "@perennial/contract";
import {
  instantAt,
  localDateOf,
  type RequiredHistory,
  requiredFacts,
  type WorklistFilter,
  type WorklistLine,
  type WorklistRules,
  worklist,
} from "@perennial/lifecycle";
import {
  agreementsOf,
  loadRecords,
  type Page,
  scoreCustomers,
  type Tenant,
  type TenantTransaction,
} from "@perennial/store";
import { factsFrom } from "../facts/load-facts.ts";

/** Where a worklist is made. */
export interface WorklistScene {
  readonly tx: TenantTransaction;
  readonly tenant: Tenant;
  readonly now: Instant;
  readonly rules: WorklistRules;
}

/** Which part of which worklist. */
export interface WorklistQuery {
  readonly filter: WorklistFilter;
  /** Where the page before ended. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Finds who is worth a visit in the database, and says of one page of them why (B-02, B-06). */
export async function findWorklist(
  scene: WorklistScene,
  { filter, after, limit }: WorklistQuery,
): Promise<Page<WorklistLine>> {
  const { tx, tenant, now, rules } = scene;
  const zone = tenant.timeZone;
  const at = { now, today: localDateOf(now, zone), zone };
  const found = await scoreCustomers(tx, { ...rules, at, filter, after, limit });
  const lines = await judgeCustomers(
    scene,
    found.items.map(({ id }) => id),
  );
  return { items: found.items.flatMap(({ id }) => lines.get(id) ?? []), next: found.next };
}

/** What makes some customers worth a visit, by id: nothing of those who meet no criterion. */
export async function judgeCustomers(
  { tx, tenant, now, rules }: WorklistScene,
  customerIds: readonly string[],
): Promise<ReadonlyMap<string, WorklistLine>> {
  const { timeZone: zone } = tenant;
  const conditions = rules.criteria.map(({ when }) => when);
  const needs = requiredFacts(conditions, rules.catalogue, localDateOf(now, zone));
  const [records, agreements] = await Promise.all([
    loadRecords(tx, {
      ...{ customerIds, agreementIds: [], standings: needs.standing },
      // All of them: who has ever bought is no prospect.
      purchases: {},
      ...(needs.interactions && { interactions: since(needs.interactions, zone) }),
    }),
    agreementsOf(tx, customerIds),
  ]);
  const byCustomer = Map.groupBy(agreements, (each) => each.customerId);
  const factsOf = factsFrom(records, { tenant, now });
  const candidates = customerIds.flatMap((customerId) => {
    const facts = factsOf({ customerId });
    return facts ? [{ facts, agreements: byCustomer.get(customerId) ?? [] }] : [];
  });
  return new Map(worklist(candidates, rules).map((line) => [line.customerId, line]));
}

function since({ since: day }: RequiredHistory, zone: string): { readonly since?: Instant } {
  return day === undefined ? {} : { since: instantAt(day, "00:00", zone) };
}
