import type { Consent } from "@perennial/contract";
import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { readConsents } from "../record/consents.ts";
import type { CustomerMerge } from "./merge-customers.ts";

/** A permission that one of the two had withdrawn, and the survivor by whom it is so now. */
export interface WithdrawnByOne {
  readonly customerId: string;
  readonly consent: Consent;
}

/**
 * Gives the permissions of merged-away customers to their survivors, and gives those that one of the two had withdrawn
 * while the other's was newer: they have to be withdrawn anew, for a withdrawal wins.
 */
export async function mergeConsents(
  tx: TenantTransaction,
  merges: readonly CustomerMerge[],
): Promise<readonly WithdrawnByOne[]> {
  if (merges.length === 0) return [];
  const everyone = [...new Set(merges.flatMap(({ from, into }) => [from, into]))];
  const held = await readConsents(tx, everyone);
  const froms = merges.map(({ from }) => from);
  const byId = Object.fromEntries(merges.map(({ from, into }) => [from, into]));
  await tx.run(sql`
    with gone as (
      delete from consents k where k.tenant_id = ${tx.tenant} and k.customer_id = any(${froms}::text[])
      returning k.*)
    insert into consents (tenant_id, customer_id, channel, purpose, topic, at, state, source, legal_basis, proof)
    select tenant_id, ${json(byId)}::jsonb ->> customer_id, channel, purpose, topic, at, state, source, legal_basis,
      proof from gone
    on conflict do nothing`);
  const bySurvivor = Map.groupBy(merges, ({ into }) => into);
  return [...bySurvivor].flatMap(([into, own]) => {
    const people = [into, ...own.map(({ from }) => from)];
    return lifted(people.map((id) => held.get(id) ?? [])).map((consent) => ({
      customerId: into,
      consent,
    }));
  });
}

/** The withdrawals in force with one person that a permission of another would lift. */
function lifted(people: readonly (readonly Consent[])[]): readonly Consent[] {
  const inForce = people.map(latest);
  const all = inForce.flatMap((own) => [...own.values()]);
  const withdrawn = all.filter(({ state }) => state === "withdrawn");
  const wins = withdrawn.filter((one) =>
    all.some((two) => two.state === "given" && isAbout(two, one) && two.at >= one.at),
  );
  return [...new Map(wins.map((each) => [keyOf(each), each])).values()];
}

/** The latest of each permission of one person; of one moment the withdrawal, which comes last. */
function latest(consents: readonly Consent[]): ReadonlyMap<string, Consent> {
  return new Map(consents.map((each) => [keyOf(each), each]));
}

function keyOf({ channel, purpose, topic = "" }: Consent): string {
  return JSON.stringify([channel, purpose, topic]);
}

/** Whether a permission is for what was withdrawn, or for a part of it. */
function isAbout(given: Consent, withdrawn: Consent): boolean {
  const same = given.channel === withdrawn.channel && given.purpose === withdrawn.purpose;
  return same && (withdrawn.topic === undefined || given.topic === withdrawn.topic);
}
