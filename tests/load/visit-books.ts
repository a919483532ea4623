import { asTenant } from "@perennial/store";
import { sql } from "kysely";
import type { Child } from "./child.ts";
import type { Crowd } from "./crowd.ts";
import { VISIT } from "./load-programs.ts";
import type { SinkProtocol } from "./sink-process.ts";
import type { Site } from "./site.ts";
import { compare } from "./webhook-books.ts";

/** How late somebody's task was, in milliseconds. */
export interface Lag {
  /** When it was due, after the beginning. */
  readonly after: number;
  /** How much later the CRM had it. */
  readonly late: number;
  /** How much of that passed until it was taken on, from then until it was claimed for handing over, and on the way. */
  readonly parts: readonly [advance: number, claim: number, way: number];
}

/** Where the books are. */
export interface Books {
  readonly site: Site;
  readonly sink: Child<SinkProtocol>;
}

/** How late the tasks of visits were that fell due after a moment. */
export async function lagsOf(
  { site, sink }: Books,
  { tenant }: Crowd,
  { begins }: { readonly begins: number },
): Promise<readonly Lag[]> {
  const visits = await readVisits(site, tenant.id);
  const taken = await sink.ask("taken", { tenant: tenant.slug });
  return taken.flatMap(({ customerId, title, at }): Lag[] => {
    const visit = title === VISIT ? visits.get(customerId) : undefined;
    if (visit === undefined || visit.due < begins) return [];
    const { due, advanced, claimed } = visit;
    return [
      {
        after: due - begins,
        late: at - due,
        parts: [advanced - due, claimed - advanced, at - claimed],
      },
    ];
  });
}

/** What is amiss with visits, in words: each that was due has one task at the CRM. */
export async function auditVisits(
  site: Site,
  {
    sink,
    noisy,
    others,
  }: Pick<Books, "sink"> & {
    readonly noisy: Crowd;
    readonly others: readonly Crowd[];
  },
): Promise<readonly string[]> {
  const amiss: string[] = [];
  for (const { tenant } of [noisy, ...others]) {
    const wanted = [...(await readVisits(site, tenant.id)).keys()];
    const taken = await sink.ask("taken", { tenant: tenant.slug });
    const found = taken.flatMap(({ title, customerId }) => (title === VISIT ? customerId : []));
    amiss.push(...compare(`the visit at ${tenant.slug} to`, wanted, found));
    amiss.push(
      ...compare(
        `the command at ${tenant.slug}`,
        [...new Set(taken.map(({ id }) => id))],
        taken.map(({ id }) => id),
      ),
    );
  }
  return amiss;
}

/** When something happened to a customer's visit, in milliseconds of the machine's clock. */
interface Visit {
  readonly due: number;
  /** When it was taken on and its task asked for; when that was claimed for handing over. */
  readonly advanced: number;
  readonly claimed: number;
}

async function readVisits({ db }: Site, tenant: number): Promise<ReadonlyMap<string, Visit>> {
  const rows = await asTenant(db, tenant, (tx) =>
    tx.rows(sql<{ customer: string; due: string; advanced: string; claimed: string }>`
      select e.customer_id as customer, e.entered_at as due, o.created_at as advanced,
        o.first_attempted_at as claimed
      from enrolments e left join outbox o on o.tenant_id = e.tenant_id and o.enrolment_id = e.id and o.seq = 1
      where e.program = 'visit'`),
  );
  return new Map(
    rows.map(({ customer, due, advanced, claimed }) => [
      customer,
      { due: Date.parse(due), advanced: Date.parse(advanced), claimed: Date.parse(claimed) },
    ]),
  );
}
