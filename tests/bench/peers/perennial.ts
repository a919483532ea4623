import { randomBytes } from "node:crypto";
import { ManualClock, silentLog } from "@perennial/contract";
import type { ProgramFiles } from "@perennial/lifecycle";
import { readRulePack } from "@perennial/programs";
import {
  advanceDue,
  changeState,
  createConnections,
  createPrograms,
  publishProgram,
  type RuntimeContext,
  RuntimeError,
  SealedVault,
  sweepPrograms,
  VAULT_KEY_BYTES,
} from "@perennial/runtime";
import {
  asTenant,
  type Database,
  ensureTenant,
  migrate,
  openDatabase,
  type Tenant,
} from "@perennial/store";
import { sql } from "kysely";
import type { Peer, PeerOutcome } from "./peer.ts";
import {
  AFTERWARDS,
  DAYS_BEFORE_END,
  DAYS_FOR_A_REPLY,
  NOW,
  renewalCustomers,
} from "./renewal-input.ts";

const FILES: ProgramFiles = {
  "program.yaml": `
id: reminder
name: { sv: Påminnelse, en: Reminder }
updated: 2026-01-01
objective: { sv: Kunden förlänger i tid, en: The customer renews in time }
target: { sv: Hälften svarar, en: Half of them reply }
targetGroup: { sv: Kunder vars avtal snart löper ut, en: Customers whose agreement is about to end }
responsible: { sv: Försäljningschefen, en: The sales manager }
doneBy: { sv: Perennial och telefonsäljarna, en: Perennial and the sales agents }
subject: agreement
attributes:
  customer: { consented: boolean, reminded: boolean }
triggers:
  - { date: agreement.end, before: P${DAYS_BEFORE_END}D, late: P${DAYS_BEFORE_END}D }
entry:
  all:
    - { field: customer.attributes.consented, is: equals, value: true }
    - { field: customer.attributes.reminded, is: not-equals, value: true }
steps:
  - { id: remind, do: send, channel: sms, template: reminder, class: marketing, proceed: at-once }
  - id: await-reply
    do: wait
    for: P${DAYS_FOR_A_REPLY}D
    on: [{ signal: message.replied, goTo: replied }]
  - { id: call, do: webhook, type: dialer.call, data: { customer: { field: customer.id } } }
  - { id: called, do: exit, reason: called }
  - { id: replied, do: exit, reason: replied }
`,
  "templates/reminder.sms.sv.txt":
    "Ditt avtal går ut {{ agreement.end | shortDate }}. Svara JA så hör vi av oss. Svara STOPP för att slippa reklam.\n",
  "templates/reminder.sms.en.txt":
    "Your agreement ends {{ agreement.end | shortDate }}. Reply YES and we will contact you. Reply STOP to opt out.\n",
};

/**
 * This project: the program is published and made active as a company would, the daily review lets customers in,
 * and the loop takes them on, before and after the clock is turned. Nothing is delivered.
 */
export const perennial: Peer = {
  async prepare({ databaseUrl, customers, concurrency }) {
    const db = openDatabase({ url: databaseUrl });
    await migrate(db);
    const tenant = await ensureTenant(db, { slug: "bench", name: "Bench" }, NOW);
    const clock = new ManualClock(NOW);
    const context = await contextOf(db, clock);
    await publish(context, tenant);
    await fill(db, tenant, customers);
    const phases: Record<string, number> = {};
    const timed = async (phase: string, work: () => Promise<unknown>) => {
      const begun = performance.now();
      await work();
      phases[phase] = (performance.now() - begun) / 1_000;
    };
    return {
      async work() {
        await timed("the daily review", () => sweepPrograms(context, tenant));
        await timed("reminding", () => advanceAll(context, tenant, concurrency));
        clock.moveTo(AFTERWARDS);
        await timed("calling", () => advanceAll(context, tenant, concurrency));
      },
      phases: () => phases,
      outcome: () => outcomeOf(db, tenant),
      close: () => db.destroy(),
    };
  },
};

async function contextOf(db: Database, clock: ManualClock): Promise<RuntimeContext> {
  const rules = await readRulePack("se-electricity");
  const vault = new SealedVault(randomBytes(VAULT_KEY_BYTES));
  const log = silentLog;
  const callbackUrl = () => "https://perennial.example/hooks";
  return {
    ...{ db, clock, log },
    programs: createPrograms({ rulePack: () => rules }),
    // Nobody delivers here, so there is nothing to connect to.
    connections: createConnections({ db, clock, log, vault, connectors: [], callbackUrl }),
    rulePack: rules,
    unsubscribeUrl: () => "https://perennial.example/stop",
    checkContext: (program) => ({ rulePacks: { "se-electricity": rules }, programs: [program] }),
  };
}

async function publish(context: RuntimeContext, tenant: Tenant): Promise<void> {
  const program = "reminder";
  const { version, problems } = await publishProgram(context, tenant.id, {
    ...{ program, files: FILES, by: "bench" },
  });
  if (version === undefined) throw new RuntimeError(JSON.stringify(problems));
  const changed = await changeState(context, tenant.id, { program, state: "active" });
  if (changed !== "changed") throw new RuntimeError(JSON.stringify(changed));
}

/** As many loops as are told, which share the work as processes would: a row that one has claimed, others pass over. */
async function advanceAll(context: RuntimeContext, tenant: Tenant, loops: number): Promise<void> {
  await Promise.all(
    Array.from({ length: loops }, async () => {
      while ((await advanceDue(context, tenant)).more);
    }),
  );
}

async function fill(db: Database, tenant: Tenant, count: number): Promise<void> {
  const rows = JSON.stringify(renewalCustomers(count));
  await asTenant(db, tenant.id, async (tx) => {
    await tx.run(sql`
      insert into customers (tenant_id, id, kind, name, locale, mobile, attributes, updated_at)
      select ${tenant.id}, r.id, 'person', 'Kund ' || r.id, 'sv', '+4670' || right(r.id, 7),
        jsonb_build_object('consented', r.consented, 'reminded', r.reminded), ${NOW}::timestamptz
      from json_to_recordset(${rows}::json) as r(id text, consented boolean, reminded boolean)`);
    await tx.run(sql`
      insert into agreements (tenant_id, id, customer_id, party, product, kind, status, starts_on, ends_on, currency,
        updated_at)
      select ${tenant.id}, 'a-' || r.id, r.id, 'own', 'FIXED-12', 'fixed', 'active', '2025-03-01', r."endsOn", 'SEK',
        ${NOW}::timestamptz
      from json_to_recordset(${rows}::json) as r(id text, "endsOn" date)`);
  });
  for (const table of ["customers", "agreements"]) {
    await db.executeQuery(sql`vacuum analyze ${sql.table(table)}`.compile(db));
  }
}

/** Whom messages and calls stand in the outbox for, and nothing unless the enrolment has ended as the program says. */
async function outcomeOf(db: Database, tenant: Tenant): Promise<PeerOutcome> {
  const rows = await asTenant(db, tenant.id, (tx) =>
    tx.rows(sql<{ customer: string; step: string }>`
      select o.customer_id as customer, o.effect ->> 'step' as step from outbox o
      join enrolments e on e.tenant_id = o.tenant_id and e.id = o.enrolment_id
      where o.tenant_id = ${tenant.id} and o.state = 'pending' and e.end_reason = 'called'
      order by o.customer_id`),
  );
  const of = (step: string) => rows.filter((row) => row.step === step).map((row) => row.customer);
  return { reminders: of("remind"), calls: of("call") };
}
