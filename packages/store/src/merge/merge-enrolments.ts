import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import type { CustomerMerge } from "./merge-customers.ts";

interface Moved {
  readonly id: number;
  readonly customerId: string;
  readonly program: string;
  readonly key: string;
  readonly ended: boolean;
  readonly enteredAt: Instant;
}

/**
 * Gives the enrolments of merged-away customers to their survivors. Gives the numbers of those that are to end: where
 * both are in the same program by the same key, the one that entered first goes on.
 */
export async function mergeEnrolments(
  tx: TenantTransaction,
  merges: readonly CustomerMerge[],
): Promise<readonly number[]> {
  if (merges.length === 0) return [];
  const survivors = new Map(merges.map(({ from, into }) => [from, into]));
  const everyone = [...new Set(merges.flatMap(({ from, into }) => [from, into]))];
  const rows = await tx.rows(sql<Moved>`
    select e.id, e.customer_id as "customerId", e.program, e.key, e.ended, e.entered_at as "enteredAt"
    from enrolments e where e.tenant_id = ${tx.tenant} and e.customer_id = any(${everyone}::text[])
    order by e.id for update`);
  const groups = Map.groupBy(rows, ({ customerId, program, key }) =>
    JSON.stringify([survivors.get(customerId) ?? customerId, program, survivors.get(key) ?? key]),
  );
  const touched = [...groups.values()].filter((group) =>
    group.some(({ customerId }) => survivors.has(customerId)),
  );
  await place(
    tx,
    touched.flatMap((group) => placesIn(group, survivors)),
  );
  return touched.flatMap((group) => {
    const [, ...later] = group.filter(({ ended }) => !ended).toSorted(byEntry);
    return later.map(({ id }) => id);
  });
}

/** Where an enrolment belongs now. */
interface Place {
  readonly id: number;
  readonly customerId: string;
  readonly key: string;
  readonly round: number;
}

/** Counts the rounds of a key anew; the one that goes on is the last, for it is the one that nobody may enter beside. */
function placesIn(
  group: readonly Moved[],
  survivors: ReadonlyMap<string, string>,
): readonly Place[] {
  const [goesOn, ...later] = group.filter(({ ended }) => !ended).toSorted(byEntry);
  const over = [...group.filter(({ ended }) => ended), ...later].toSorted(byEntry);
  return [...over, ...(goesOn ? [goesOn] : [])].map(({ id, customerId, key }, round) => ({
    ...{ id, round },
    customerId: survivors.get(customerId) ?? customerId,
    key: survivors.get(key) ?? key,
  }));
}

function byEntry(one: Moved, two: Moved): number {
  if (one.enteredAt !== two.enteredAt) return one.enteredAt < two.enteredAt ? -1 : 1;
  return one.id - two.id;
}

/** In two steps: a round that another is about to leave is not free yet. */
async function place(tx: TenantTransaction, places: readonly Place[]): Promise<void> {
  if (places.length === 0) return;
  const numbered = places.map((each, index) => ({ ...each, aside: -1 - index }));
  const rows = sql`json_to_recordset(${json(numbered)}::json)
    as r(id bigint, "customerId" text, key text, round int, aside int)`;
  await tx.run(sql`
    update enrolments e set customer_id = r."customerId", key = r.key, round = r.aside from ${rows}
    where e.tenant_id = ${tx.tenant} and e.id = r.id`);
  await tx.run(sql`
    update enrolments e set round = r.round from ${rows} where e.tenant_id = ${tx.tenant} and e.id = r.id`);
}
