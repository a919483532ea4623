import { CallSignal, type Signal } from "@perennial/contract";
import { holdCustomers, noteCalls } from "@perennial/store";
import { describe, expect, test } from "vitest";
import { applySignals } from "../ingest/apply-signals.ts";
import { deliver } from "./deliver.ts";
import { later } from "./later.ts";
import { useTestDatabase } from "./testing/test-database.ts";
import { smsProvider } from "./testing/test-provider.ts";
import { DECISIONS, sms, type TestWorld, testWorld } from "./testing/test-world.ts";

const database = useTestDatabase();
const MINUTE = 60_000;

const tell = ({ context, tenant, ...world }: TestWorld, ...signals: Signal[]) =>
  world.in((tx) => applySignals(context, tx, { tenant, signals }));
const started = ({ clock }: TestWorld, changes: object = {}): Signal => ({
  ...{ id: "s1", at: clock.now(), type: "call.started", callId: "C1", customerId: "1" },
  ...changes,
});
const ended = ({ clock }: TestWorld): Signal => ({
  ...{ id: "e1", at: clock.now(), type: "call.ended", callId: "C1", endedAt: clock.now() },
});
const finished = ({ clock }: TestWorld, changes: object = {}): Signal =>
  CallSignal.parse({
    ...{ id: "f1", at: clock.now(), type: "call.finished", callId: "C1", customerId: "1" },
    ...{ outcome: "reached", endedAt: clock.now(), agent: "Eva" },
    ...changes,
  });

describe("while a call with a customer is on", () => {
  test("messages to them wait, said once, and leave as soon as it is over", async () => {
    const provider = smsProvider();
    const world = await testWorld(database(), [provider]);
    const enrolment = await world.enrol("1");
    const other = await world.enrol("2", { mobile: "+46709999999" });
    await tell(world, started(world));
    await world.ask(enrolment, sms());
    await world.ask(other, sms());
    expect(await deliver(world.context, world.tenant)).toMatchObject({ held: 1, sent: 1 });
    expect(await world.query(DECISIONS)).toMatchObject([
      { kind: "held", reason: "in-call" },
      { kind: "sent" },
    ]);
    world.clock.moveTo(later(world.clock.now(), 3 * MINUTE));
    expect(await deliver(world.context, world.tenant)).toMatchObject({ held: 0, sent: 0 });
    await tell(world, ended(world));
    expect(await deliver(world.context, world.tenant)).toMatchObject({ sent: 1 });
  });

  test("whose end is never told, they wait for two hours and no longer", async () => {
    const world = await testWorld(database(), [smsProvider()]);
    const enrolment = await world.enrol("1");
    await tell(world, started(world));
    await world.ask(enrolment, sms());
    await deliver(world.context, world.tenant);
    world.clock.moveTo(later(world.clock.now(), 120 * MINUTE));
    expect(await deliver(world.context, world.tenant)).toMatchObject({ held: 0, sent: 1 });
  });

  test("a telephone system whose clock is ahead holds them all the same, and a number says who it is", async () => {
    const world = await testWorld(database(), [smsProvider()]);
    const enrolment = await world.enrol("1", { mobile: "+46701234567" });
    const early = { startedAt: later(world.clock.now(), MINUTE), phone: "070-123 45 67" };
    await tell(world, started(world, { ...early, customerId: undefined }));
    await world.ask(enrolment, sms());
    expect(await deliver(world.context, world.tenant)).toMatchObject({ held: 1 });
  });

  test("that is being told, nobody sends what the teller does not know of yet", async () => {
    const provider = smsProvider();
    const world = await testWorld(database(), [provider]);
    await world.ask(await world.enrol("1"), sms());
    const isTaken = Promise.withResolvers<void>();
    const isLooked = Promise.withResolvers<void>();
    const telling = world.in(async (tx) => {
      await holdCustomers(tx, ["1"]);
      isTaken.resolve();
      await isLooked.promise;
      await noteCalls(tx, [{ id: "C1", customerId: "1", startedAt: world.clock.now() }]);
    });
    await isTaken.promise;
    // A worker finds the customer taken and leaves the message alone.
    expect(await deliver(world.context, world.tenant)).toMatchObject({ claimed: 0 });
    isLooked.resolve();
    await telling;
    expect(await deliver(world.context, world.tenant)).toMatchObject({ held: 1, claimed: 0 });
    expect(provider.taken).toEqual([]);
  });
});

describe("what came of a call", () => {
  const PROMISES = `select date_trunc('day', not_before)::date::text as day, agent, settled_as as "settledAs"
    from call_promises order by agreed_at`;

  test("promises a call that a later one keeps, and that nobody reached does not", async () => {
    const world = await testWorld(database(), [smsProvider()]);
    await world.enrol("1");
    const promise = { date: "2026-03-05", from: "10:00", to: "11:00", about: "fast pris" };
    await tell(world, finished(world, { promise }));
    expect(await world.query(PROMISES)).toEqual([
      { day: "2026-03-05", agent: "Eva", settledAs: null },
    ]);
    world.clock.moveTo("2026-03-05T09:30:00.000Z");
    await tell(world, finished(world, { id: "f2", callId: "C2", outcome: "not-reached" }));
    expect(await world.query(PROMISES)).toMatchObject([{ settledAs: null }]);
    await tell(world, finished(world, { id: "f3", callId: "C3", outcome: "reached" }));
    expect(await world.query(PROMISES)).toMatchObject([{ settledAs: "kept" }]);
  });

  test("is put right by telling it anew, and its promise with it", async () => {
    const world = await testWorld(database(), [smsProvider()]);
    await world.enrol("1");
    const promise = { date: "2026-03-05", about: "fast pris" };
    await tell(world, finished(world, { promise }));
    const later = { promise: { ...promise, date: "2026-03-06" }, outcome: "declined" };
    await tell(world, finished(world, { id: "f2", ...later }));
    expect(await world.query(PROMISES)).toMatchObject([{ day: "2026-03-06", settledAs: null }]);
    expect(await world.query("select outcome from phone_calls")).toEqual([{ outcome: "declined" }]);
  });

  test("from one who wants no more calls calls off what was promised", async () => {
    const world = await testWorld(database(), [smsProvider()]);
    await world.enrol("1");
    const promise = { date: "2026-03-05", about: "fast pris" };
    await tell(world, finished(world, { promise }));
    await tell(world, finished(world, { id: "f2", callId: "C2", outcome: "do-not-call" }));
    expect(await world.query(PROMISES)).toMatchObject([{ settledAs: "called-off" }]);
  });

  test("is written down once however often it is told, with the note for the next agent", async () => {
    const world = await testWorld(database(), [smsProvider()]);
    await world.enrol("1");
    const told = finished(world, { transfer: { to: "avtal", text: "Vill ha fast pris." } });
    await tell(world, started(world, { team: "kundservice", direction: "in" }), told);
    await tell(world, told);
    expect(
      await world.query(`select direction, team, outcome, transfers, registered_at is not null as registered,
        (select count(*)::int from hand_overs) as notes from phone_calls`),
    ).toEqual([
      {
        direction: "in",
        team: "kundservice",
        outcome: "reached",
        transfers: 1,
        registered: true,
        notes: 1,
      },
    ]);
  });
});
