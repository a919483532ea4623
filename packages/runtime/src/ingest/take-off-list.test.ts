import { CallSignal, type Signal } from "@perennial/contract";
import { describe, expect, test } from "vitest";
import { deliver } from "../deliver/deliver.ts";
import { useTestDatabase } from "../deliver/testing/test-database.ts";
import { dialerProvider, smsProvider } from "../deliver/testing/test-provider.ts";
import { call, type TestWorld, testWorld } from "../deliver/testing/test-world.ts";
import { applySignals } from "./apply-signals.ts";

const database = useTestDatabase();

/** A customer on the list of an outside dialer, and who tells of calls. */
async function listed() {
  const dialer = dialerProvider();
  const world = await testWorld(database(), [dialer, smsProvider()]);
  const enrolment = await world.enrol("1", { mobile: "+46701234567" });
  await world.ask(enrolment, call());
  // As the core leaves an enrolment that has asked for a call.
  await world.query(`update enrolments set effects = 1, variables = variables || '{"openCall": 1}'
    where id = ${enrolment} returning id`);
  await deliver(world.context, world.tenant);
  const commandId = dialer.taken[0]?.id ?? "";
  expect(dialer.taken.map(({ kind }) => kind)).toEqual(["put-call"]);
  const told = async (signal: Signal, from?: string) => {
    const { context, tenant } = world;
    await world.in((tx) =>
      applySignals(context, tx, { tenant, signals: [signal], from: () => from }),
    );
    await deliver(context, tenant);
  };
  return { world, dialer, commandId, told };
}

const finished = ({ clock }: TestWorld, changes: object = {}): Signal =>
  CallSignal.parse({
    ...{ id: "f1", at: clock.now(), type: "call.finished", customerId: "1", endedAt: clock.now() },
    ...{ outcome: "reached", agent: "Eva" },
    ...changes,
  });

const PROMISE = { date: "2026-03-05", from: "10:00", to: "11:00", about: "fast pris" };

describe("a customer on an outside dialer's list", () => {
  test("is taken off it when somebody else has called, once however often that is told", async () => {
    const { world, dialer, commandId, told } = await listed();
    await told(finished(world, { commandId }));
    await told(finished(world, { id: "f2", commandId, outcome: "declined" }));
    expect(dialer.taken.slice(1)).toMatchObject([
      {
        ...{ kind: "withdraw-call", callId: commandId },
        reason: expect.stringContaining("samtalet var avslutat"),
      },
    ]);
    const kept = "select effects, variables ->> 'openCall' as \"openCall\" from enrolments";
    expect(await world.query(kept)).toEqual([{ effects: 2, openCall: null }]);
  });

  test("is left to the dialer when it tells of the call itself: it knows that its entry is over", async () => {
    const { world, dialer, commandId, told } = await listed();
    await told(finished(world, { commandId, promise: PROMISE }), "dialer");
    expect(dialer.taken).toHaveLength(1);
  });

  test.each([
    ["is promised a call on another day", { promise: PROMISE }],
    ["wants no more calls", { outcome: "do-not-call" }],
  ])("who calls and %s is taken off it", async (_, changes) => {
    const { world, dialer, commandId, told } = await listed();
    await told(finished(world, { callId: "C1", direction: "in", ...changes }));
    expect(dialer.taken.slice(1)).toMatchObject([{ kind: "withdraw-call", callId: commandId }]);
  });

  test("stays on it when the call that was promised cannot be made", async () => {
    const { world, dialer, told } = await listed();
    const promise = { ...PROMISE, date: "2026-02-05" };
    await told(finished(world, { callId: "C1", direction: "in", promise }));
    expect(dialer.taken).toHaveLength(1);
  });

  test("stays on it after a call that was about something else and promised nothing", async () => {
    const { world, dialer, told } = await listed();
    await told(finished(world, { callId: "C1", direction: "in" }));
    await told(finished(world, { id: "f2", callId: "C2", commandId: "t0-e1-1" }));
    expect(dialer.taken).toHaveLength(1);
  });

  test("is not put on it any more when the call was made before the dialer was told", async () => {
    const dialer = dialerProvider();
    const world = await testWorld(database(), [dialer]);
    const enrolment = await world.enrol("1", { mobile: "+46701234567" });
    await world.ask(enrolment, call());
    await world.query(`update enrolments set effects = 1, variables = variables || '{"openCall": 1}'
      where id = ${enrolment} returning id`);
    const { context, tenant } = world;
    const signals = [finished(world, { callId: "C1", promise: PROMISE })];
    await world.in((tx) => applySignals(context, tx, { tenant, signals }));
    await deliver(context, tenant);
    expect(dialer.taken).toEqual([]);
    expect(await world.outbox("state")).toEqual(["skipped", "done"]);
  });
});
