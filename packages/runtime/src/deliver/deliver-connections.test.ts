import type { MessageClass } from "@perennial/contract";
import { nextDelivery, setConnectionState } from "@perennial/store";
import { describe, expect, test } from "vitest";
import { deliver } from "./deliver.ts";
import { Gates, readReach } from "./gates.ts";
import { later } from "./later.ts";
import { useTestDatabase } from "./testing/test-database.ts";
import { crmProvider, smsProvider, testProvider } from "./testing/test-provider.ts";
import { MONDAY } from "./testing/test-records.ts";
import { DECISIONS, nextRound, sms, TOLD, testWorld } from "./testing/test-world.ts";

const database = useTestDatabase();
const lookUp = { lookUp: { settleSeconds: 30 } };

describe("a connection that stands still", () => {
  test("keeps what would go out until it is mended, and no attempt is counted", async () => {
    const provider = smsProvider();
    provider.batchFailure = () => ({ kind: "unauthenticated", taken: false, maybeDone: false });
    const world = await testWorld(database(), [provider]);
    await world.ask(await world.enrol("1"), sms());
    expect(await deliver(world.context, world.tenant)).toMatchObject({ claimed: 1, retried: 1 });
    expect(await world.query("select state, problem from connections")).toEqual([
      { state: "paused", problem: "the provider says unauthenticated" },
    ]);
    provider.batchFailure = () => undefined;
    world.clock.moveTo(later(MONDAY, 3_600_000));
    expect(await deliver(world.context, world.tenant)).toMatchObject({ handled: 1, claimed: 0 });
    await world.in((tx) => setConnectionState(tx, "sms", { problem: null }));
    world.clock.moveTo(later(MONDAY, 7_200_000));
    expect(await deliver(world.context, world.tenant)).toMatchObject({ sent: 1 });
    expect(await world.outbox("attempts")).toEqual([1]);
    expect(provider.taken).toHaveLength(1);
  });

  test("rests for as long as the other side asks, all of it, and others go on", async () => {
    const provider = smsProvider();
    const office = crmProvider();
    provider.fate = () => "rate-limit";
    const world = await testWorld(database(), [office, provider]);
    const enrolment = await world.enrol("1");
    await world.ask(enrolment, sms());
    await deliver(world.context, world.tenant);
    const resumeAt = later(MONDAY, 120_000);
    expect(await world.query("select resume_at from connections where id = 'sms'")).toEqual([
      { resume_at: resumeAt },
    ]);
    provider.fate = () => "accept";
    const task = { kind: "task", seq: 3, step: "hello", template: "look" } as const;
    await world.ask(enrolment, sms({ seq: 2 }), task);
    world.clock.moveTo(later(MONDAY, 60_000));
    expect(await deliver(world.context, world.tenant)).toMatchObject({ sent: 1 });
    expect(provider.taken).toEqual([]);
    world.clock.moveTo(resumeAt);
    expect(await deliver(world.context, world.tenant)).toMatchObject({ sent: 2 });
    expect(await world.query("select attempts from outbox where seq > 0")).toEqual(
      Array(3).fill({ attempts: 1 }),
    );
  });

  test("that does not exist keeps messages waiting, and says so once", async () => {
    const world = await testWorld(database(), []);
    await world.ask(await world.enrol("1"), sms());
    for (let look = 0; look < 3; look++) {
      await deliver(world.context, world.tenant);
      world.clock.moveTo(later(world.clock.now(), 900_000));
    }
    expect(await world.query(DECISIONS)).toMatchObject([{ kind: "held", reason: "no-connection" }]);
  });
});

describe("a batch that fails in part", () => {
  test("loses only what was refused; what was not done is tried again with growing pauses", async () => {
    const provider = smsProvider();
    const world = await testWorld(database(), [provider]);
    provider.fate = ({ customerId }) =>
      customerId === "1" ? "refuse" : customerId === "2" ? "busy" : "accept";
    for (const id of ["1", "2", "3"]) await world.ask(await world.enrol(id), sms());
    expect(await deliver(world.context, world.tenant)).toMatchObject({
      sent: 1,
      refused: 1,
      retried: 1,
    });
    expect(await world.outbox("state")).toEqual(["refused", "pending", "done"]);
    const pauses: number[] = [];
    for (let n = 0; n < 3; n++) {
      const due = await world.in(nextDelivery);
      pauses.push((Date.parse(due ?? "") - Date.parse(world.clock.now())) / 1_000);
      world.clock.moveTo(due ?? "");
      await deliver(world.context, world.tenant);
    }
    expect(pauses).toEqual([30, 120, 600]);
    provider.fate = () => "accept";
    world.clock.moveTo((await world.in(nextDelivery)) ?? "");
    expect(await deliver(world.context, world.tenant)).toMatchObject({ sent: 1 });
    expect(provider.taken.map(({ customerId }) => customerId)).toEqual(["3", "2"]);
  });

  test("is halved until the command that spoils it stands alone", async () => {
    const provider = smsProvider();
    const world = await testWorld(database(), [provider]);
    provider.batchFailure = (commands) =>
      commands.some(({ customerId }) => customerId === "3")
        ? { kind: "invalid", taken: false, maybeDone: false }
        : undefined;
    for (const id of ["1", "2", "3", "4", "5"]) await world.ask(await world.enrol(id), sms());
    expect(await deliver(world.context, world.tenant)).toMatchObject({ sent: 4, refused: 1 });
    expect(provider.taken).toHaveLength(4);
  });
});

describe("a batch that breaks", () => {
  test("after the other side took it is not repeated without proof", async () => {
    const provider = smsProvider({ proof: lookUp });
    provider.batchFailure = () => ({ kind: "unavailable", taken: true, maybeDone: true });
    const world = await testWorld(database(), [provider]);
    await world.askEach(await world.enrolMany(20), sms());
    expect(await deliver(world.context, world.tenant)).toMatchObject({ unknown: 20 });
    provider.batchFailure = () => undefined;
    expect(await nextRound(world)).toMatchObject({ sent: 20 });
    expect(provider.taken).toHaveLength(20);
  });

  test("before the other side took it is tried again", async () => {
    const provider = smsProvider();
    provider.batchFailure = () => ({ kind: "unavailable", taken: false, maybeDone: false });
    const world = await testWorld(database(), [provider]);
    await world.askEach(await world.enrolMany(3), sms());
    expect(await deliver(world.context, world.tenant)).toMatchObject({ retried: 3 });
    provider.batchFailure = () => undefined;
    expect(await nextRound(world)).toMatchObject({ sent: 3 });
  });

  test("by leaving a command without an answer leaves that one unknown", async () => {
    const provider = smsProvider();
    provider.fate = ({ customerId }) => (customerId === "2" ? "forget" : "accept");
    const world = await testWorld(database(), [provider]);
    await world.askEach(await world.enrolMany(3), sms());
    expect(await deliver(world.context, world.tenant)).toMatchObject({ sent: 2, unknown: 1 });
  });
});

describe("what was tried in vain for a day", () => {
  const inVain = async (messageClass: MessageClass) => {
    const provider = smsProvider();
    provider.fate = () => "busy";
    const office = testProvider({ id: "crm", commands: ["create-task"] });
    const world = await testWorld(database(), [office, provider]);
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
    expect(await world.query(TOLD)).toEqual([{ outcome: "not-sent", reason: "provider-rejected" }]);
  });

  test("goes on for a message the law asks for, and a person is told once", async () => {
    const { world, office } = await inVain("statutory");
    expect(await world.query("select state from outbox where seq = 1")).toEqual([
      { state: "pending" },
    ]);
    expect(office.taken).toHaveLength(1);
  });
});

describe("a rate limit", () => {
  test("lets a claim take only what is sent within seconds; the rest is spread over the time it takes", async () => {
    const rateLimit = { requests: 60, perSeconds: 60 };
    const provider = smsProvider({ rateLimit });
    const world = await testWorld(database(), [provider]);
    const reach = await readReach(world.context.connections, world.tenant.id);
    const states = [...reach.byId.values()].map(({ connection }) => connection);
    const gates = new Gates(reach, states, MONDAY);
    const passages = Array.from({ length: 30 }, () =>
      gates.pass({ kind: "send-sms", class: "service" }),
    );
    expect(passages.filter(({ open }) => open)).toHaveLength(5);
    expect(passages[5]).toEqual({
      open: false,
      until: "2026-03-02T09:00:06.000Z",
      missing: false,
    });
    expect(passages[29]).toEqual({
      open: false,
      until: "2026-03-02T09:00:30.000Z",
      missing: false,
    });
  });

  test("that others have used up lets nothing begin, and what waits is due when there is room", async () => {
    const provider = smsProvider({ rateLimit: { requests: 60, perSeconds: 60 } });
    const world = await testWorld(database(), [provider]);
    await world.ask(await world.enrol("1"), sms());
    const connection = await world.context.connections.get(world.tenant.id, "sms");
    await connection?.limiter.commands?.take(60);
    expect(await deliver(world.context, world.tenant)).toMatchObject({ claimed: 1, sent: 0 });
    const due = (await world.in(nextDelivery)) ?? MONDAY;
    expect([due > later(MONDAY, 1_000), due <= later(MONDAY, 60_000)]).toEqual([true, true]);
    expect(await world.outbox("state || attempts")).toEqual(["pending0"]);
    expect(provider.taken).toHaveLength(0);
  });
});
