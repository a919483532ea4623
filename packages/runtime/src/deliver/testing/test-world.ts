import {
  type Consent,
  type Customer,
  ManualClock,
  silentLog,
  type Vault,
} from "@perennial/contract";
import type { CallEffect, Effect, MessageEffect } from "@perennial/lifecycle";
import {
  addConsents,
  addEffects,
  asTenant,
  changeProgram,
  type Database,
  ensureTenant,
  type NewTenant,
  nextDelivery,
  publishVersion,
  putConnection,
  type Tenant,
  type TenantTransaction,
} from "@perennial/store";
import { sql } from "kysely";
import { createConnections } from "../../connection/create-connections.ts";
import { createPrograms } from "../../program/programs.ts";
import type { RuntimeContext } from "../../runtime-context.ts";
import { type DeliverRound, deliver } from "../deliver.ts";
import { PROGRAM_FILES, RULES } from "./test-program.ts";
import type { TestProvider } from "./test-provider.ts";
import { customerOf, enrolAll, MONDAY } from "./test-records.ts";

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
    const what = { program: "letters", files: PROGRAM_FILES, digest: "1", by: "test", at: MONDAY };
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
    rulePack: RULES,
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

/** A text message as a program asks for it. */
export function sms(parts: Partial<MessageEffect> = {}): MessageEffect {
  return {
    ...{ kind: "message", seq: 1, step: "hello", channel: "sms", template: "hello" },
    ...{ class: "service", priority: 50, keep: false },
    ...parts,
  };
}

/** A call as a program asks for it. */
export function call(parts: Partial<CallEffect> = {}): CallEffect {
  return {
    ...{ kind: "call", seq: 1, step: "call", template: "talk" },
    ...{ class: "service", priority: 50, keep: false },
    ...parts,
  };
}

/** Everything that was decided, in order. */
export const DECISIONS = "select kind, reason, step, evidence from decisions order by id";
/** What each enrolment was told of its messages, in order. */
export const TOLD = `select n.body ->> 'outcome' as outcome, n.body ->> 'reason' as reason
  from enrolments e cross join jsonb_array_elements(e.news) with ordinality n (body, place) order by e.id, n.place`;

/** Goes to the next moment at which something is due, and does a round. */
export async function nextRound(world: TestWorld): Promise<DeliverRound> {
  const { clock, context, tenant } = world;
  clock.moveTo((await world.in(nextDelivery)) ?? clock.now());
  return deliver(context, tenant);
}
