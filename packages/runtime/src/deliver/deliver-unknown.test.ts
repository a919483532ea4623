import { nextDelivery } from "@perennial/store";
import { describe, expect, test } from "vitest";
import { deliver } from "./deliver.ts";
import { later } from "./later.ts";
import { openCase } from "./testing/open-case.ts";
import { useTestDatabase } from "./testing/test-database.ts";
import { testProvider } from "./testing/test-provider.ts";
import { MONDAY } from "./testing/test-records.ts";
import { DECISIONS, nextRound, TOLD, testWorld } from "./testing/test-world.ts";

const database = useTestDatabase();
const lookUp = { lookUp: { settleSeconds: 30 } };

describe("an outcome that a look-up tells", () => {
  test("is sent when it is found, and is not sent again", async () => {
    const { world, provider } = await openCase(database(), {
      proof: lookUp,
      first: "lose-answer",
      class: "marketing",
    });
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
    const { world, provider } = await openCase(database(), {
      proof: lookUp,
      first: "lose-request",
      class: "marketing",
    });
    expect(await nextRound(world)).toMatchObject({ retried: 1 });
    expect(await world.query("select * from sends")).toEqual([]);
    expect(await nextRound(world)).toMatchObject({ sent: 1 });
    expect(provider.taken).toHaveLength(1);
  });

  test("is judged anew before it is sent again: a STOP in between stops it", async () => {
    const { world, provider } = await openCase(database(), {
      proof: lookUp,
      first: "lose-request",
      class: "marketing",
    });
    await world.consent("1", { state: "withdrawn", at: later(MONDAY, 1_000) });
    await nextRound(world);
    expect(await nextRound(world)).toMatchObject({ skipped: 1 });
    expect(provider.taken).toEqual([]);
  });

  test("is asked for again while the other side cannot be reached", async () => {
    const { world, provider } = await openCase(database(), { proof: lookUp, first: "lose-answer" });
    provider.lookUpBroken = true;
    expect(await nextRound(world)).toMatchObject({ unknown: 1 });
    expect(await nextRound(world)).toMatchObject({ unknown: 1 });
    provider.lookUpBroken = false;
    expect(await nextRound(world)).toMatchObject({ sent: 1 });
    expect(provider.taken).toHaveLength(1);
  });
});

describe("an outcome that nobody tells", () => {
  test("is risked with the same key while the other side remembers it", async () => {
    const { world, provider } = await openCase(database(), {
      proof: { key: { ttlSeconds: 86_400 } },
      first: "lose-answer",
      class: "marketing",
    });
    expect(await nextRound(world)).toMatchObject({ claimed: 1, sent: 1 });
    expect(provider.taken).toHaveLength(1);
    expect(await world.query("select attempts from outbox where seq = 1")).toEqual([
      { attempts: 2 },
    ]);
  });

  test("is not risked once the key may be forgotten", async () => {
    const { world, provider } = await openCase(database(), {
      proof: { key: { ttlSeconds: 600 } },
      first: "lose-answer",
      class: "marketing",
    });
    world.clock.moveTo(later(MONDAY, 500_000));
    expect(await deliver(world.context, world.tenant)).toMatchObject({ unclear: 1 });
    expect(provider.taken).toHaveLength(1);
  });

  test("is never risked for marketing: it is unclear, and the program goes on", async () => {
    const { world, provider } = await openCase(database(), {
      proof: {},
      first: "lose-answer",
      class: "marketing",
    });
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
    expect(await world.query(TOLD)).toEqual([{ outcome: "not-sent", reason: "unknown-outcome" }]);
    expect(await world.query("select outcome from sends")).toEqual([{ outcome: "unknown" }]);
    expect(provider.taken).toHaveLength(1);
  });

  test("is risked once for a service message, and said", async () => {
    const { world, provider } = await openCase(database(), { proof: {}, first: "lose-answer" });
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
    const { world, provider } = await openCase(database(), { proof: {}, first: "lose-answer" });
    provider.fate = () => "busy";
    expect(await nextRound(world)).toMatchObject({ unknown: 1 });
    provider.fate = () => "refuse";
    expect(await nextRound(world)).toMatchObject({ unclear: 1, refused: 0 });
    expect(await world.query("select outcome from sends")).toEqual([{ outcome: "unknown" }]);
    expect(await world.query(TOLD)).toEqual([{ outcome: "not-sent", reason: "unknown-outcome" }]);
    expect(provider.taken).toHaveLength(1);
  });

  test("is not risked for a service message that is of no use any more", async () => {
    const { world, provider } = await openCase(database(), { proof: {}, first: "lose-answer" });
    world.clock.moveTo(later(MONDAY, 5 * 86_400_000));
    expect(await deliver(world.context, world.tenant)).toMatchObject({ unclear: 1 });
    expect(provider.taken).toHaveLength(1);
  });

  test("of a message the law asks for is risked once, then a person gets a task", async () => {
    const { world, provider } = await openCase(database(), {
      proof: {},
      first: "lose-request",
      class: "statutory",
    });
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
    const { world, provider } = await openCase(database(), {
      proof: {},
      first: "lose-answer",
      class: "statutory",
    });
    await world.consent("1", { state: "withdrawn", at: later(MONDAY, 1_000) });
    expect(await nextRound(world)).toMatchObject({ unclear: 1 });
    expect(provider.taken).toHaveLength(1);
  });

  test("of what may be done twice is done again", async () => {
    const provider = testProvider({ id: "crm", commands: ["update-record"] });
    provider.fate = (_, attempt) => (attempt < 4 ? "lose-answer" : "accept");
    const world = await testWorld(database(), [provider]);
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
