import { type Manifest, MESSAGE_CLASSES, type MessageClass } from "@perennial/contract";
import { commandId, nextDelivery } from "@perennial/store";
import fc from "fast-check";
import { expect, test } from "vitest";
import { claimRound } from "./claim-round.ts";
import { deliver } from "./deliver.ts";
import { settleByReport } from "./settle-by-report.ts";
import { useTestDatabase } from "./testing/test-database.ts";
import { type Fate, testProvider } from "./testing/test-provider.ts";
import { sms, type TestWorld, testWorld } from "./testing/test-world.ts";

const database = useTestDatabase();

const EFFECTS = 12;
const MOST_ROUNDS = 80;

type Proof = "none" | "key" | "look-up" | "reports";
const PROOFS: Readonly<Record<Proof, Manifest["proof"]>> = {
  none: {},
  key: { key: { ttlSeconds: 86_400 } },
  "look-up": { lookUp: { settleSeconds: 30 } },
  reports: { reports: true },
};

/** How one round ends: as it should, or with the worker gone before or after it handed its commands over. */
type Ending = "well" | "dies-before" | "dies-after";

const fate = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<Fate>("lose-answer", "take-late", "forget") },
  { weight: 2, arbitrary: fc.constantFrom<Fate>("lose-request", "overlook") },
  { weight: 3, arbitrary: fc.constantFrom<Fate>("busy", "rate-limit") },
  { weight: 2, arbitrary: fc.constant<Fate>("refuse") },
);
const scenario = fc.record({
  proof: fc.constantFrom<Proof>("none", "none", "key", "look-up", "reports"),
  classes: fc.array(fc.constantFrom(...MESSAGE_CLASSES), {
    minLength: EFFECTS,
    maxLength: EFFECTS,
  }),
  fates: fc.array(fc.array(fate, { maxLength: 5, size: "max" }), {
    minLength: EFFECTS,
    maxLength: EFFECTS,
  }),
  endings: fc.array(fc.constantFrom<Ending>("well", "well", "dies-before", "dies-after"), {
    maxLength: 6,
  }),
  broken: fc.array(fc.boolean(), { maxLength: 3 }),
});
type Scenario = typeof scenario extends fc.Arbitrary<infer S> ? S : never;

/** A round whose worker dies: it claims, may hand over, and never records. */
async function dyingRound(world: TestWorld, ending: Ending): Promise<void> {
  const { claimed } = await claimRound(world.context, world.tenant, { limit: 1_000 });
  if (ending !== "dies-after") return;
  const [first] = claimed;
  const session = await first?.connection.session();
  await session?.perform(claimed.map(({ command }) => command)).catch(() => undefined);
}

async function live(run: Scenario, world: TestWorld, round: number): Promise<void> {
  const ending = run.endings[round] ?? "well";
  if (ending === "well") await deliver(world.context, world.tenant);
  else await dyingRound(world, ending);
}

/** Lives through a scenario until nothing is due any more. */
async function play(run: Scenario) {
  let world: TestWorld | undefined;
  const provider = testProvider({
    ...{ id: "sms", commands: ["send-sms"], proof: PROOFS[run.proof] },
    now: () => world?.clock.now() ?? "",
  });
  const office = testProvider({ id: "crm", commands: ["create-task", "add-note"] });
  world = await testWorld(database(), [office, provider]);
  const enrolments = await world.enrolMany(EFFECTS);
  const order = new Map<string, number>();
  for (const [index, enrolmentId] of enrolments.entries()) {
    order.set(commandId(world.tenant.id, { enrolmentId, seq: 1 }), index);
    await world.consent(`${index + 1}`, {});
    await world.ask(enrolmentId, sms({ class: run.classes[index] ?? "service" }));
  }
  provider.fate = ({ id }, attempt) => run.fates[order.get(id) ?? -1]?.[attempt - 1] ?? "accept";
  let breaks = 0;
  provider.batchFailure = () =>
    run.broken[breaks++] ? { kind: "unavailable", taken: true, maybeDone: true } : undefined;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const due = await world.in(nextDelivery);
    if (due === undefined) break;
    world.clock.moveTo(due);
    await live(run, world, round);
    if (run.proof === "reports") await report(world, provider.taken.slice(0, round));
  }
  provider.catchUp();
  return { world, provider, order };
}

/** The provider tells of what it took, some rounds later. */
async function report(world: TestWorld, taken: readonly { readonly id: string }[]): Promise<void> {
  const at = world.clock.now();
  const signals = taken.map(
    ({ id }) => ({ type: "message.delivered", id, at, commandId: id }) as const,
  );
  await world.in((tx) => settleByReport(tx, signals, at));
}

/** How often a message may have arrived, by what the other side offers as proof. */
function mostArrivals(proof: Proof, messageClass: MessageClass): number {
  if (proof === "key" || proof === "look-up") return 1;
  return messageClass === "marketing" ? 1 : 2;
}

test("whatever fails and whoever dies, every message comes to an end, by the provider's own log the right one", async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async (run) => {
      const { world, provider, order } = await play(run);
      const rows = await world.query<{ enrolment_id: number; state: string; told: number }>(
        `select o.enrolment_id, o.state, (select count(*)::int from interactions i
           where i.id = 't' || o.tenant_id || '-e' || o.enrolment_id || '-1') as told
         from outbox o where o.seq = 1`,
      );
      expect(rows).toHaveLength(EFFECTS);
      for (const { enrolment_id: enrolmentId, state, told } of rows) {
        const id = commandId(world.tenant.id, { enrolmentId, seq: 1 });
        const arrived = provider.taken.filter((each) => each.id === id).length;
        const messageClass = run.classes[order.get(id) ?? -1] ?? "service";
        const story = JSON.stringify({ run, id, state, arrived });
        expect(["done", "refused", "skipped", "unclear"], story).toContain(state);
        expect(arrived, story).toBeLessThanOrEqual(mostArrivals(run.proof, messageClass));
        if (state === "done") expect(arrived, story).toBeGreaterThan(0);
        if (state === "refused" || state === "skipped") expect(arrived, story).toBe(0);
        expect(told, story).toBe(state === "done" ? 1 : 0);
      }
    }),
    { seed: 20_261_122, numRuns: 40 },
  );
}, 120_000);
