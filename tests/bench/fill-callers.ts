import { reviewBase } from "@perennial/runtime";
import {
  asTenant,
  changeProgram,
  ensureTenant,
  findTenant,
  publishPlanVersion,
  publishVersion,
  saveChurnModel,
  type Tenant,
} from "@perennial/store";
import { sql } from "kysely";
import type { BenchDatabase } from "./bench-database.ts";
import { wireRuntime } from "./bench-runtime.ts";
import { fillPurchases } from "./fill-purchases.ts";
import { fillRecords, idSql, vacuum } from "./fill-records.ts";
import { note } from "./measure.ts";
import { CHURN_MODEL, DATE_PROGRAMS, STANDING_PLAN } from "./standing-plan.ts";

/** Of each customer. */
const PURCHASES = 10;
const CONTACTS = 10;

/** Fills in a company with many customers who may call, as after years: what they bought, and what they were told. */
export async function fillCallers(bench: BenchDatabase, customers: number): Promise<Tenant> {
  const now = new Date().toISOString();
  const today = now.slice(0, 10);
  // The tenant that a server without a demo serves.
  const tenant = await ensureTenant(bench.db, { slug: "default", name: "Bench" }, now);
  note(
    `filling in ${customers} customers with ${PURCHASES} purchases and ${CONTACTS} contacts each`,
  );
  await fillRecords(bench, tenant, {
    ...{ count: customers, now, endsOn: sql`date ${sql.lit(today)} + n % 730` },
  });
  await fillPurchases(bench, tenant, { customers, each: PURCHASES, until: today });
  await fillContacts(bench, tenant, customers);
  await asTenant(bench.db, tenant.id, async (tx) => {
    await publishPlanVersion(tx, { plan: STANDING_PLAN, at: now, by: "bench" });
    await saveChurnModel(tx, CHURN_MODEL, now);
    for (const [program, files] of Object.entries(DATE_PROGRAMS)) {
      await publishVersion(tx, { program, files, digest: "bench", by: "bench", at: now });
      await changeProgram(tx, program, { at: now, state: "active" });
    }
  });
  await review(bench, tenant);
  return tenant;
}

/** What a night computes of customers is there. */
async function review(bench: BenchDatabase, tenant: Tenant): Promise<void> {
  note("reviewing the base");
  const now = new Date().toISOString();
  const { context } = await wireRuntime(bench.db, { now, program: "bench" });
  const known = (await findTenant(bench.db, tenant.id)) ?? tenant;
  await reviewBase({ ...context, clock: { now: () => now } }, known);
  await bench.db.executeQuery(sql`vacuum analyze`.compile(bench.db));
}

/** Contacts in the order of time, those of one customer scattered over the table, and a permission of each. */
async function fillContacts(
  bench: BenchDatabase,
  tenant: Tenant,
  customers: number,
): Promise<void> {
  const id = idSql("c", sql`c`);
  await asTenant(bench.db, tenant.id, async (tx) => {
    await tx.run(sql`
      insert into interactions (tenant_id, id, customer_id, at, kind, direction, channel, text)
      select ${tenant.id}, 'i' || n || '-' || c, ${id}, now() - make_interval(days => (${CONTACTS} - n) * 30), 'message', 'out',
        'sms', 'Hej! Ditt avtal går snart ut.'
      from generate_series(1, ${CONTACTS}::int) n, generate_series(1, ${customers}::int) c`);
    await tx.run(sql`
      insert into consents (tenant_id, customer_id, channel, purpose, at, state, source, legal_basis)
      select ${tenant.id}, ${id}, channel, 'marketing', now() - interval '1 year', 'given', 'web-form', 'consent'
      from generate_series(1, ${customers}::int) c, unnest(array['sms', 'email']) channel`);
  });
  await vacuum(bench, ["interactions", "consents"]);
}
