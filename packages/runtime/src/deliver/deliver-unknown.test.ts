import type { Manifest, MessageClass } from "@perennial/contract";
import { nextDelivery, recoverClaims } from "@perennial/store";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deliver } from "./deliver.ts";
import { later } from "./later.ts";
import { settleByReport } from "./settle-by-report.ts";
import { openTestDatabase, type TestDatabase } from "./testing/test-database.ts";
import { type Fate, type TestProvider, testProvider } from "./testing/test-provider.ts";
import { MONDAY, sms, type TestWorld, testWorld } from "./testing/test-world.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.close());

const DECISIONS = "select kind, reason, evidence from decisions order by id";
const STIMULI =
  "select body ->> 'outcome' as outcome, body ->> 'reason' as reason from stimuli order by seq";

/** A message of a class whose first attempt has an unknown outcome. */
async function openCase(
  proof: Manifest["proof"],
  first: Fate,
  messageClass: MessageClass = "service",
): Promise<{ readonly world: TestWorld; readonly provider: TestProvider; readonly id: string }> {
  const provider = testProvider({ id: "sms", commands: ["send-sms"], proof });
  provider.fate = (_, attempt) => (attempt === 1 ? first : "accept");
  const office = testProvider({ id: "crm", commands: ["create-task"] });
  const world = await testWorld(database.db, [office, provider]);
  const enrolment = await world.enrol("1");
  await world.consent("1", {});
  await world.ask(enrolment, sms({ class: messageClass }));
  expect(await deliver(world.context, world.tenant)).toMatchObject({ unknown: 1 });
  expect(await world.outbox("state")).toEqual(["unknown"]);
  return { world, provider, id: `t${world.tenant.id}-e${enrolment}-1` };
}

/** Goes to the next moment at which something is due, and does a round. */
async function nextRound({ context, clock, tenant, in: inside }: TestWorld) {
  clock.moveTo((await inside(nextDelivery)) ?? clock.now());
  return deliver(context, tenant);
}

const lookUp = { lookUp: { settleSeconds: 30 } };

describe("an outcome that a look-up tells", () => {
  test("is sent when it is found, and is not sent again", async () => {
    const { world, provider } = await openCase(lookUp, "lose-answer", "marketing");
    expect(await world.in(nextDelivery)).toBe(later(MONDAY, 30_000));
    expect(await nextRound(world)).toMatchObject({ sent: 1, claimed: 0 });
    expect(provider.taken).toHaveLength(1);
    expect(await world.query(DECISIONS)).toMatchObject([
      { kind: "sent", evidence: { source: "look-up" } },
    ]);
    expect(await world.query("select outcome from sends")).toEqual([{ outcome: "accepted" }]);
    expect(await world.query("select channel from interactions")).toHaveLength(1);
  });

  test("is sent again when it is absent, whatever its class", async () => {
    const { world, provider } = await openCase(lookUp, "lose-request", "marketing");
    expect(await nextRound(world)).toMatchObject({ retried: 1 });
    expect(await world.query("select * from sends")).toEqual([]);
    expect(await nextRound(world)).toMatchObject({ sent: 1 });
    expect(provider.taken).toHaveLength(1);
  });

  test("is judged anew before it is sent again: a STOP in between stops it", async () => {
    const { world, provider } = await openCase(lookUp, "lose-request", "marketing");
    await world.consent("1", { state: "withdrawn", at: later(MONDAY, 1_000) });
    await nextRound(world);
    expect(await nextRound(world)).toMatchObject({ skipped: 1 });
    expect(provider.taken).toEqual([]);
  });

  test("is asked for again while the other side cannot be reached", async () => {
    const { world, provider } = await openCase(lookUp, "lose-answer");
    provider.lookUpBroken = true;
    expect(await nextRound(world)).toMatchObject({ unknown: 1 });
    expect(await nextRound(world)).toMatchObject({ unknown: 1 });
    provider.lookUpBroken = false;
    expect(await nextRound(world)).toMatchObject({ sent: 1 });
    expect(provider.taken).toHaveLength(1);
  });
});

describe("an outcome that a report proves", () => {
  const delivered = (commandId: string) =>
    ({ type: "message.delivered", id: "s1", at: MONDAY, commandId }) as const;

  test("is sent, and the timeline says delivered", async () => {
    const { world, provider, id } = await openCase({ reports: true }, "lose-answer", "marketing");
    await world.in((tx) => settleByReport(tx, [delivered(id)], MONDAY));
    await world.in((tx) => settleByReport(tx, [delivered(id)], MONDAY));
    expect(await world.outbox("state")).toContain("done");
    expect(await world.query("select outcome from interactions")).toEqual([
      { outcome: "delivered" },
    ]);
    expect(await world.query(DECISIONS)).toMatchObject([
      { kind: "sent", evidence: { source: "report" } },
    ]);
    expect(await world.query(STIMULI)).toEqual([{ outcome: "sent", reason: null }]);
    expect(provider.taken).toHaveLength(1);
  });

  test("is sent although it was given up as unclear before, and the program that moved on is left alone", async () => {
    const { world, id } = await openCase({ reports: true }, "lose-answer", "marketing");
    expect(await nextRound(world)).toMatchObject({ unclear: 1 });
    await world.in((tx) => settleByReport(tx, [delivered(id)], world.clock.now()));
    expect(await world.outbox("state")).toContain("done");
    expect(await world.query(DECISIONS)).toMatchObject([{ kind: "unclear" }, { kind: "sent" }]);
    expect(await world.query(STIMULI)).toEqual([
      { outcome: "not-sent", reason: "unknown-outcome" },
    ]);
  });

  test("that comes before the answer settles the row, and the answer only adds the price", async () => {
    const provider = testProvider({ id: "sms", commands: ["send-sms"], proof: { reports: true } });
    const world = await testWorld(database.db, [provider]);
    const enrolment = await world.enrol("1");
    await world.ask(enrolment, sms());
    const id = `t${world.tenant.id}-e${enrolment}-1`;
    provider.beforeAnswer = () => world.in((tx) => settleByReport(tx, [delivered(id)], MONDAY));
    await deliver(world.context, world.tenant);
    expect(await world.query("select state, cost, provider_id from outbox where seq = 1")).toEqual([
      { state: "done", cost: 35, provider_id: `p-${id}` },
    ]);
    expect(await world.query(DECISIONS)).toHaveLength(1);
    expect(await world.query(STIMULI)).toHaveLength(1);
  });

  test("that a message the law asks for did not arrive makes a task for a person, once", async () => {
    const { world, id } = await openCase({ reports: true }, "lose-answer", "statutory");
    const failed = {
      type: "message.failed",
      id: "s2",
      at: MONDAY,
      commandId: id,
      reason: "dead number",
    } as const;
    await world.in((tx) => settleByReport(tx, [delivered(id)], MONDAY));
    await world.in((tx) => settleByReport(tx, [failed], MONDAY));
    expect(await world.query("select outcome from interactions")).toEqual([{ outcome: "failed" }]);
    expect(await world.query("select * from sends")).toEqual([]);
    expect(await world.query(DECISIONS)).toMatchObject([
      { kind: "sent" },
      { kind: "failed", evidence: { detail: "dead number" } },
    ]);
    expect(
      await world.query("select effect ->> 'cause' as cause from outbox where kind = 'alarm'"),
    ).toEqual([{ cause: "not-delivered" }]);
  });

  test("of a command that is not ours means nothing", async () => {
    const world = await testWorld(database.db, []);
    await world.in((tx) => settleByReport(tx, [delivered("t999999-e1-1"), delivered("x")], MONDAY));
    expect(await world.query(DECISIONS)).toEqual([]);
  });
});

describe("an outcome that nobody tells", () => {
  test("is risked with the same key while the other side remembers it", async () => {
    const { world, provider } = await openCase(
      { key: { ttlSeconds: 86_400 } },
      "lose-answer",
      "marketing",
    );
    expect(await nextRound(world)).toMatchObject({ claimed: 1, sent: 1 });
    expect(provider.taken).toHaveLength(1);
    expect(await world.outbox("attempts")).toEqual([2]);
  });

  test("is not risked once the key may be forgotten", async () => {
    const { world, provider } = await openCase(
      { key: { ttlSeconds: 600 } },
      "lose-answer",
      "marketing",
    );
    world.clock.moveTo(later(MONDAY, 500_000));
    expect(await deliver(world.context, world.tenant)).toMatchObject({ unclear: 1 });
    expect(provider.taken).toHaveLength(1);
  });

  test("is never risked for marketing: it is unclear, and the program goes on", async () => {
    const { world, provider } = await openCase({}, "lose-answer", "marketing");
    expect(await nextRound(world)).toMatchObject({ unclear: 1, claimed: 0 });
    expect(await world.in(nextDelivery)).toBeUndefined();
    expect(await world.outbox("state")).toEqual(["unclear"]);
    expect(await world.query(DECISIONS)).toMatchObject([
      {
        kind: "unclear",
        reason: "unknown-outcome",
        evidence: { at: MONDAY, channel: "sms", count: 1 },
      },
    ]);
    expect(await world.query(STIMULI)).toEqual([
      { outcome: "not-sent", reason: "unknown-outcome" },
    ]);
    expect(await world.query("select outcome from sends")).toEqual([{ outcome: "unknown" }]);
    expect(provider.taken).toHaveLength(1);
  });

  test("is risked once for a service message, and said", async () => {
    const { world, provider } = await openCase({}, "lose-answer");
    provider.fate = () => "lose-answer";
    expect(await nextRound(world)).toMatchObject({ unknown: 1 });
    expect(await nextRound(world)).toMatchObject({ unclear: 1 });
    expect(provider.taken).toHaveLength(2);
    expect(await world.query(DECISIONS)).toMatchObject([
      { kind: "unclear", evidence: { cause: "sent-again" } },
      { kind: "unclear", evidence: { count: 2 } },
    ]);
  });

  test("stays unclear when the repeat is refused: the first may have arrived", async () => {
    const { world, provider } = await openCase({}, "lose-answer");
    provider.fate = () => "busy";
    expect(await nextRound(world)).toMatchObject({ unknown: 1 });
    provider.fate = () => "refuse";
    expect(await nextRound(world)).toMatchObject({ unclear: 1, refused: 0 });
    expect(await world.query("select outcome from sends")).toEqual([{ outcome: "unknown" }]);
    expect(await world.query(STIMULI)).toEqual([
      { outcome: "not-sent", reason: "unknown-outcome" },
    ]);
    expect(provider.taken).toHaveLength(1);
  });

  test("is not risked for a service message that is of no use any more", async () => {
    const { world, provider } = await openCase({}, "lose-answer");
    world.clock.moveTo(later(MONDAY, 5 * 86_400_000));
    expect(await deliver(world.context, world.tenant)).toMatchObject({ unclear: 1 });
    expect(provider.taken).toHaveLength(1);
  });

  test("of a message the law asks for is risked once, then a person gets a task", async () => {
    const { world, provider } = await openCase({}, "lose-request", "statutory");
    provider.fate = () => "lose-request";
    await nextRound(world);
    expect(await nextRound(world)).toMatchObject({ unclear: 1 });
    expect(await nextRound(world)).toMatchObject({ sent: 1 });
    expect(
      await world.query("select effect ->> 'cause' as cause, state from outbox where seq < 0"),
    ).toEqual([{ cause: "unclear", state: "done" }]);
    expect(provider.taken).toEqual([]);
  });

  test("is not risked, even for the law, after the customer has said STOP", async () => {
    const { world, provider } = await openCase({}, "lose-answer", "statutory");
    await world.consent("1", { state: "withdrawn", at: later(MONDAY, 1_000) });
    expect(await nextRound(world)).toMatchObject({ unclear: 1 });
    expect(provider.taken).toHaveLength(1);
  });

  test("of what may be done twice is done again", async () => {
    const provider = testProvider({ id: "crm", commands: ["update-record"] });
    provider.fate = (_, attempt) => (attempt < 4 ? "lose-answer" : "accept");
    const world = await testWorld(database.db, [provider]);
    const update = {
      kind: "update",
      object: "customer",
      recordId: "1",
      values: { tier: "gold" },
    } as const;
    await world.ask(await world.enrol("1"), { ...update, seq: 1, step: "hello" });
    expect(await deliver(world.context, world.tenant)).toMatchObject({ unknown: 1 });
    expect(await nextRound(world)).toMatchObject({ unknown: 1 });
    expect(await nextRound(world)).toMatchObject({ unknown: 1 });
    expect(await nextRound(world)).toMatchObject({ sent: 1 });
  });
});

describe("what was tried in vain for a day", () => {
  const inVain = async (messageClass: MessageClass) => {
    const provider = testProvider({ id: "sms", commands: ["send-sms"] });
    provider.fate = () => "busy";
    const office = testProvider({ id: "crm", commands: ["create-task"] });
    const world = await testWorld(database.db, [office, provider]);
    await world.ask(await world.enrol("1"), sms({ class: messageClass }));
    for (let n = 0; n < 12; n++) await nextRound(world);
    return { world, office };
  };

  test("has failed, and the program is told", async () => {
    const { world } = await inVain("service");
    expect(await world.outbox("state")).toEqual(["refused"]);
    expect(await world.query("select kind, reason from decisions where kind <> 'held'")).toEqual([
      { kind: "failed", reason: "provider-rejected" },
    ]);
    expect(await world.query(STIMULI)).toEqual([
      { outcome: "not-sent", reason: "provider-rejected" },
    ]);
  });

  test("goes on for a message the law asks for, and a person is told once", async () => {
    const { world, office } = await inVain("statutory");
    expect(await world.query("select state from outbox where seq = 1")).toEqual([
      { state: "pending" },
    ]);
    expect(office.taken).toHaveLength(1);
  });
});

describe("a worker that is gone", () => {
  /** A worker that claims and then never records what came of it. */
  async function claimedByTheDead(proof: Manifest["proof"], fate: Fate) {
    const provider = testProvider({ id: "sms", commands: ["send-sms"], proof });
    provider.fate = () => fate;
    const world = await testWorld(database.db, [provider]);
    await world.ask(await world.enrol("1"), sms());
    let answer = () => {};
    const reached = new Promise<void>((taken) => {
      provider.beforeAnswer = () => {
        taken();
        return new Promise((resolve) => {
          answer = resolve;
        });
      };
    });
    const lost = deliver(world.context, world.tenant);
    await reached;
    provider.beforeAnswer = async () => undefined;
    const finish = () => {
      answer();
      return lost;
    };
    return { world, provider, finish };
  }

  test("loses its claim with the lease, and what it did is found", async () => {
    const { world, provider, finish } = await claimedByTheDead(lookUp, "accept");
    expect(await deliver(world.context, world.tenant)).toMatchObject({ handled: 0 });
    expect(await nextRound(world)).toMatchObject({ sent: 1, claimed: 0 });
    expect(provider.taken).toHaveLength(1);
    await finish();
  });

  test("and comes back late is not believed: its row is another's by then", async () => {
    const { world, provider, finish } = await claimedByTheDead(lookUp, "refuse");
    provider.fate = () => "accept";
    expect(await nextRound(world)).toMatchObject({ retried: 1 });
    expect(await nextRound(world)).toMatchObject({ sent: 1 });
    expect(await finish()).toMatchObject({ refused: 0, sent: 0 });
    expect(await world.outbox("state")).toEqual(["done"]);
    expect(await world.query(DECISIONS)).toMatchObject([{ kind: "sent" }]);
  });

  test("and comes back while another has its row does not take it away", async () => {
    const { world, provider, finish } = await claimedByTheDead(lookUp, "refuse");
    provider.fate = () => "accept";
    expect(await nextRound(world)).toMatchObject({ retried: 1 });
    provider.beforeAnswer = async () => {
      expect(await finish()).toMatchObject({ refused: 0 });
      expect(await world.outbox("state")).toEqual(["claimed"]);
    };
    expect(await nextRound(world)).toMatchObject({ sent: 1 });
    expect(await world.query(DECISIONS)).toMatchObject([{ kind: "sent" }]);
  });

  test("and comes back late, but before anybody else acted, is believed", async () => {
    const { world, finish } = await claimedByTheDead({ reports: true }, "accept");
    expect(await nextRound(world)).toMatchObject({ handled: 1, claimed: 0 });
    expect(await world.outbox("state")).toEqual(["unknown"]);
    expect(await finish()).toMatchObject({ sent: 1 });
    expect(await world.outbox("state")).toEqual(["done"]);
  });

  test("leaves nothing claimed behind when the only process starts again", async () => {
    const { world, provider, finish } = await claimedByTheDead(lookUp, "accept");
    expect(await world.in((tx) => recoverClaims(tx, MONDAY))).toBe(1);
    expect(await world.outbox("state")).toEqual(["unknown"]);
    expect(await deliver(world.context, world.tenant)).toMatchObject({ handled: 1, claimed: 0 });
    expect(await nextRound(world)).toMatchObject({ sent: 1 });
    expect(provider.taken).toHaveLength(1);
    await finish();
  });
});

describe("a batch that breaks", () => {
  test("after the other side took it is not repeated without proof", async () => {
    const provider = testProvider({ id: "sms", commands: ["send-sms"], proof: lookUp });
    provider.batchFailure = () => ({ kind: "unavailable", taken: true, maybeDone: true });
    const world = await testWorld(database.db, [provider]);
    await world.askEach(await world.enrolMany(20), sms());
    expect(await deliver(world.context, world.tenant)).toMatchObject({ unknown: 20 });
    provider.batchFailure = () => undefined;
    expect(await nextRound(world)).toMatchObject({ sent: 20 });
    expect(provider.taken).toHaveLength(20);
  });

  test("before the other side took it is tried again", async () => {
    const provider = testProvider({ id: "sms", commands: ["send-sms"] });
    provider.batchFailure = () => ({ kind: "unavailable", taken: false, maybeDone: false });
    const world = await testWorld(database.db, [provider]);
    await world.askEach(await world.enrolMany(3), sms());
    expect(await deliver(world.context, world.tenant)).toMatchObject({ retried: 3 });
    provider.batchFailure = () => undefined;
    expect(await nextRound(world)).toMatchObject({ sent: 3 });
  });

  test("by leaving a command without an answer leaves that one unknown", async () => {
    const provider = testProvider({ id: "sms", commands: ["send-sms"] });
    provider.fate = ({ customerId }) => (customerId === "2" ? "forget" : "accept");
    const world = await testWorld(database.db, [provider]);
    await world.askEach(await world.enrolMany(3), sms());
    expect(await deliver(world.context, world.tenant)).toMatchObject({ sent: 2, unknown: 1 });
  });
});
