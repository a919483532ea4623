import {
  type Agreement,
  type Consent,
  Customer,
  type Instant,
  ManualClock,
  silentLog,
  type Vault,
} from "@perennial/contract";
import { type Effect, type MessageEffect, RulePack } from "@perennial/lifecycle";
import {
  AGREEMENTS,
  addConsents,
  addEffects,
  asTenant,
  CUSTOMERS,
  changeProgram,
  type Database,
  enrol,
  ensureTenant,
  findRunning,
  type NewTenant,
  publishVersion,
  putConnection,
  type Tenant,
  type TenantTransaction,
  upsertRecords,
} from "@perennial/store";
import { sql } from "kysely";
import { createConnections } from "../../connection/create-connections.ts";
import { createPrograms } from "../../program/programs.ts";
import type { RuntimeContext } from "../../runtime-context.ts";
import type { TestProvider } from "./test-provider.ts";

/** A Monday at 10 in Stockholm: everybody may be disturbed. */
export const MONDAY: Instant = "2026-03-02T09:00:00.000Z";

const PROGRAM = `
id: letters
name: { sv: Brev, en: Letters }
updated: 2026-01-01
objective: { sv: Mål, en: Goal }
target: { sv: Alla, en: All }
targetGroup: { sv: Alla, en: All }
responsible: { sv: Chefen, en: The boss }
doneBy: { sv: Perennial, en: Perennial }
subject: agreement
triggers: [{ signal: agreement.ordered }]
reentry: always
offers:
  - id: green
    name: { sv: Grön el, en: Green power }
    product: green
    pitch: { sv: Bara vind., en: Only wind. }
steps:
  - { id: hello, do: send, channel: sms, template: hello, class: service }
  - { id: call, do: call, template: talk, class: service }
`;

const FILES = {
  "program.yaml": PROGRAM,
  "templates/hello.sms.sv.txt":
    "Hej {{ customer.firstName }}! Svara STOPP om du inte vill veta mer.",
  "templates/hello.sms.en.txt": "Hello {{ customer.firstName }}! Reply STOP to opt out.",
  "templates/news.email.sv.txt": "Subject: Nytt, {{ customer.firstName }}\n\nHej!\n",
  "templates/news.email.en.txt": "Subject: News, {{ customer.firstName }}\n\nHello!\n",
  "templates/talk.call.sv.txt": "Hej {{ customer.firstName }}, det är {{ tenant.name }}.",
  "templates/talk.call.en.txt": "Hello {{ customer.firstName }}, this is {{ tenant.name }}.",
  "templates/look.task.sv.txt": "Subject: Ring {{ customer.name }}\n\nDet brådskar.\n",
  "templates/look.task.en.txt": "Subject: Call {{ customer.name }}\n\nIt is urgent.\n",
};

const RULES = RulePack.parse({
  id: "test",
  country: "SE",
  title: { sv: "Prov", en: "Test" },
  marketingBasis: {
    email: ["consent", "existing-customer"],
    sms: ["consent", "existing-customer"],
    phone: ["consent", "existing-customer", "legitimate-interest"],
    post: ["legitimate-interest"],
  },
});

/** Seals nothing: tests have no secrets. */
const openVault: Vault = { seal: (plain) => plain, open: (sealed) => sealed };

/** A tenant in a real database, with a provider or several at the other end of its connections. */
export interface TestWorld {
  readonly context: RuntimeContext;
  readonly clock: ManualClock;
  readonly tenant: Tenant;
  /** Does something as the tenant. */
  in<T>(work: (tx: TenantTransaction) => Promise<T>): Promise<T>;
  /** Adds a customer with an agreement and an enrolment of its own, and gives the enrolment's id. */
  enrol(id: string, customer?: Partial<Customer>): Promise<number>;
  /** The same for so many customers, numbered from 1. */
  enrolMany(count: number): Promise<readonly number[]>;
  /** Asks for the same effect of each of the enrolments of `enrolMany`. */
  askEach(enrolments: readonly number[], effect: Effect): Promise<void>;
  /** Asks for effects of an enrolment, due now. */
  ask(enrolmentId: number, ...effects: readonly Effect[]): Promise<void>;
  consent(customerId: string, consent: Partial<Consent>): Promise<void>;
  /** A column or expression of outbox rows, by number. */
  outbox<T>(expression: string): Promise<readonly T[]>;
  /** Runs any query as the tenant. */
  query<Row>(text: string): Promise<readonly Row[]>;
}

let worlds = 0;

/** Makes a world; its tenant shares nothing with that of any other. */
export async function testWorld(
  db: Database,
  providers: readonly TestProvider[],
  settings: Partial<NewTenant> = {},
): Promise<TestWorld> {
  worlds++;
  const clock = new ManualClock(MONDAY);
  const slug = `world-${worlds}`;
  const tenant = await ensureTenant(db, { slug, name: "Elbolaget", ...settings }, MONDAY);
  const inside = <T>(work: (tx: TenantTransaction) => Promise<T>) => asTenant(db, tenant.id, work);
  await inside(async (tx) => {
    for (const { connector } of providers) {
      const { id } = connector.manifest;
      await putConnection(tx, { id, connector: id, settings: {} });
    }
    const what = { program: "letters", files: FILES, digest: "1", by: "test", at: MONDAY };
    await publishVersion(tx, what);
    await changeProgram(tx, "letters", { at: MONDAY, state: "active" });
  });
  const context: RuntimeContext = {
    db,
    clock,
    log: silentLog,
    programs: createPrograms({ rulePack: () => RULES }),
    connections: createConnections({
      ...{ db, clock, log: silentLog, vault: openVault },
      connectors: providers.map(({ connector }) => connector),
      callbackUrl: () => "https://perennial.example/hooks",
    }),
    stopWords: () => RULES.stopWords,
    unsubscribeUrl: (_, customerId) => `https://perennial.example/stop/${customerId}`,
    checkContext: () => ({ rulePacks: { test: RULES }, programs: [] }),
  };
  const query = <Row>(text: string) => inside((tx) => tx.rows(sql<Row>`${sql.raw(text)}`));
  return {
    context,
    clock,
    tenant,
    in: inside,
    query,
    async enrol(id, customer = {}) {
      const [enrolment = 0] = await inside((tx) => enrolAll(tx, [customerOf(id, customer)]));
      return enrolment;
    },
    enrolMany: (count) =>
      inside((tx) =>
        enrolAll(
          tx,
          Array.from({ length: count }, (_, index) => customerOf(`${index + 1}`, {})),
        ),
      ),
    askEach: (enrolments, effect) =>
      inside((tx) =>
        addEffects(
          tx,
          enrolments.map((enrolmentId, index) => ({
            enrolmentId,
            customerId: `${index + 1}`,
            effect,
          })),
          clock.now(),
        ),
      ),
    ask: (enrolmentId, ...effects) =>
      inside(async (tx) => {
        const [row] = await tx.rows(sql<{ customerId: string }>`
          select customer_id as "customerId" from enrolments where id = ${enrolmentId}`);
        const customerId = row?.customerId ?? "";
        const rows = effects.map((effect) => ({ enrolmentId, customerId, effect }));
        await addEffects(tx, rows, clock.now());
      }),
    consent: (customerId, consent) =>
      inside((tx) =>
        addConsents(tx, [
          {
            customerId,
            ...{
              channel: "sms",
              purpose: "marketing",
              state: "given",
              at: "2026-01-01T00:00:00.000Z",
            },
            ...{ source: "web-form", legalBasis: "consent", proof: "form 3" },
            ...consent,
          },
        ]),
      ),
    async outbox<T>(expression: string) {
      const rows = await query<{ value: T }>(
        `select ${expression} as value from outbox o order by enrolment_id, seq`,
      );
      return rows.map(({ value }) => value);
    },
  };
}

function customerOf(id: string, parts: Partial<Customer>): Customer {
  return Customer.parse({
    ...{ id, name: `Kund ${id}`, firstName: `Förnamn${id}`, updatedAt: MONDAY },
    ...{ mobile: `+4670${1_000_000 + Number(id)}`, email: `${id}@kund.example` },
    ...parts,
  });
}

function agreementOf(id: string): Agreement {
  return {
    ...{ id: `a-${id}`, customerId: id, party: "own", product: "fast", kind: "fixed" },
    ...{ status: "active", start: "2025-03-31", end: "2026-05-31", currency: "SEK" },
    ...{ attributes: {}, updatedAt: MONDAY },
  };
}

/** Enrols customers as if they had been advanced to where they ask for something. */
async function enrolAll(tx: TenantTransaction, customers: readonly Customer[]): Promise<number[]> {
  await upsertRecords(tx, CUSTOMERS, customers);
  await upsertRecords(
    tx,
    AGREEMENTS,
    customers.map(({ id }) => agreementOf(id)),
  );
  const entries = customers.map(({ id }) => ({
    ...{ program: "letters", programVersion: 1, customerId: id, agreementId: `a-${id}` },
    ...{ key: `a-${id}`, holdout: false, entry: { kind: "timer" } as const },
  }));
  await enrol(tx, entries, { now: MONDAY, reentry: "always" });
  const running = await findRunning(
    tx,
    customers.map(({ id }) => id),
  );
  const ids = running.map(({ id }) => id);
  await tx.run(
    sql`delete from stimuli where tenant_id = ${tx.tenant} and enrolment_id = any(${ids})`,
  );
  return ids;
}

/** A text message as a program asks for it. */
export function sms(parts: Partial<MessageEffect> = {}): MessageEffect {
  return {
    ...{ kind: "message", seq: 1, step: "hello", channel: "sms", template: "hello" },
    ...{ class: "service", priority: 50, keep: false },
    ...parts,
  };
}
