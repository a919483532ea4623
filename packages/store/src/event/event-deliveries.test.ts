import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addDecisions } from "../decision/add-decisions.ts";
import { addEffects } from "../outbox/add-effects.ts";
import { listEventDeliveries } from "../reading/event-deliveries.ts";
import { addConsents } from "../record/consents.ts";
import { enterMany } from "../testing/example-enrolments.ts";
import { exampleConsent } from "../testing/example-records.ts";
import {
  MONDAY,
  startTestDatabase,
  type TestDatabase,
  type TestTenant,
  TUESDAY,
  WEDNESDAY,
} from "../testing/test-database.ts";
import {
  deleteEndpoint,
  type EndpointSettings,
  noteEndpoint,
  putEndpoint,
  setEndpointState,
} from "./endpoints.ts";
import {
  claimEvents,
  type EventAttempt,
  findDueEndpoints,
  forgetEvents,
  nextEventAt,
  replayEvents,
  saveAttempts,
} from "./event-deliveries.ts";
import { publishEvents } from "./publish-events.ts";

let database: TestDatabase;
let company: TestTenant;
beforeAll(async () => {
  database = await startTestDatabase();
}, 60_000);
afterAll(() => database.close());
beforeEach(async () => {
  company = await database.newTenant();
});

const settings = {
  url: "https://shop.example/hooks",
  description: "",
  types: null as readonly string[] | null,
  ...({ format: "standard-webhooks", ordered: false, secret: "sealed" } as const),
};

function subscribe(id: string, changes: Partial<EndpointSettings> = {}) {
  return company.inTenant((tx) => putEndpoint(tx, { ...settings, id, ...changes }, MONDAY));
}

/** Publishes events about customers, one after the other. */
function happen(...customers: readonly string[]) {
  const at = MONDAY;
  return company.inTenant((tx) =>
    publishEvents(
      tx,
      customers.map((customerId) => ({
        type: "renewal.due",
        at,
        customerId,
        data: { customerId },
      })),
    ),
  );
}

function claim(endpoint: string, { now = TUESDAY, ordered = false, limit = 10 } = {}) {
  const leaseUntil = new Date(Date.parse(now) + 60_000).toISOString();
  return company.inTenant((tx) => claimEvents(tx, { endpoint, ordered, now, leaseUntil, limit }));
}

function attempt(eventId: number, parts: Partial<EventAttempt> = {}): EventAttempt {
  return {
    ...{ eventId, attempt: 1, at: TUESDAY, status: 200, milliseconds: 12, problem: null },
    ...{ answer: "ok", retryAt: null, ...parts },
  };
}

const save = (endpoint: string, ...attempts: readonly EventAttempt[]) =>
  company.inTenant((tx) => saveAttempts(tx, endpoint, attempts));
const log = (endpoint: string, state?: string) =>
  company.inTenant(
    async (tx) => (await listEventDeliveries(tx, endpoint, { limit: 50, state })).items,
  );
const refused = { status: 500, problem: "The endpoint answered 500.", answer: "down" } as const;

describe("what happens", () => {
  it("is kept for those who want it, and for nobody where nobody does", async () => {
    await happen("c1");
    await subscribe("all");
    await subscribe("some", { types: ["consent.changed.v1"] });
    await happen("c2");
    expect((await log("all")).map((each) => each.customerId)).toEqual(["c2"]);
    expect(await log("some")).toEqual([]);
    const [kept] = await company.inTenant((tx) =>
      tx.rows(sql`select count(*)::int as n from events`),
    );
    expect(kept).toEqual({ n: 1 });
  });

  it("is a decision, a consent, a task, a call or a program's own event", async () => {
    await subscribe("all");
    await company.inTenant(async (tx) => {
      await enterMany(tx, 1, MONDAY);
      const [{ id: enrolmentId = 0 } = {}] =
        await tx.rows(sql<{ id: number }>`select id from enrolments`);
      const of = { customerId: "c0", program: "renewal", enrolmentId, at: MONDAY };
      const phone = { channel: "phone", contactPoint: "+46700000001" };
      const sms = { channel: "sms", contactPoint: "+46700000001", messageId: "t1-e1-1" };
      await addDecisions(tx, [
        { ...of, kind: "entered", reason: "end-of-agreement", evidence: {} },
        { ...of, kind: "moved", step: "wait", evidence: {} },
        { ...of, kind: "sent", step: "remind", evidence: sms },
        { ...of, kind: "sent", step: "call", evidence: phone },
        { ...of, kind: "skipped", step: "offer", reason: "no-consent", evidence: {} },
        { ...of, kind: "ended", reason: "signed", evidence: {} },
      ]);
      const step = { enrolmentId, customerId: "c0" };
      const effects = [
        { kind: "task", seq: 1, step: "ask", template: "ask", assignee: "sales" },
        {
          kind: "webhook",
          seq: 2,
          step: "tell",
          type: "renewal.due",
          data: { ends: "2026-05-31" },
        },
        { kind: "start-program", seq: 3, step: "next", program: "club" },
      ] as const;
      await addEffects(
        tx,
        effects.map((effect) => ({ ...step, effect })),
        MONDAY,
      );
      await addConsents(tx, [exampleConsent(), exampleConsent()]);
      await addConsents(tx, [exampleConsent()]);
    });
    const told = (await log("all")).toReversed();
    expect(told.map(({ type }) => type)).toEqual([
      "program.entered.v1",
      "message.sent.v1",
      "message.skipped.v1",
      "program.ended.v1",
      "task.requested.v1",
      "renewal.due",
      "consent.changed.v1",
    ]);
    const enrolmentId = expect.any(Number);
    const of = { customerId: "c0", program: "renewal", enrolmentId };
    expect(told[1]?.data).toEqual({ ...of, step: "remind", channel: "sms", messageId: "t1-e1-1" });
    expect(told[4]?.data).toEqual({ ...of, step: "ask", assignee: "sales" });
    expect(told[5]).toMatchObject({ customerId: "c0", data: { ends: "2026-05-31" } });
    expect(JSON.stringify(told)).not.toContain("+46700000001");
  });

  it("is forgotten with everything about it when its time is over", async () => {
    await subscribe("all");
    await happen("c1", "c2");
    await claim("all");
    expect(await company.inTenant((tx) => forgetEvents(tx, MONDAY))).toBe(0);
    expect(await company.inTenant((tx) => forgetEvents(tx, TUESDAY))).toBe(2);
    expect(await log("all")).toEqual([]);
  });
});

describe("claiming", () => {
  it("gives each event to one worker, and to another when the lease is over", async () => {
    await subscribe("all");
    await happen("c1", "c2", "c3");
    const [one, two] = await Promise.all([claim("all", { limit: 2 }), claim("all", { limit: 2 })]);
    expect([...one, ...two].map(({ customerId }) => customerId).sort()).toEqual(["c1", "c2", "c3"]);
    expect(await claim("all")).toEqual([]);
    const again = await claim("all", { now: "2026-03-03T08:01:00.000Z" });
    expect(again.map((each) => each.attempt)).toEqual([2, 2, 2]);
  });

  it("gives an ordered endpoint a customer's next event only when the one before is settled", async () => {
    await subscribe("all", { ordered: true });
    await happen("c1", "c2", "c1");
    const first = await claim("all", { ordered: true });
    expect(first.map((each) => each.customerId)).toEqual(["c1", "c2"]);
    expect(await claim("all", { ordered: true })).toEqual([]);
    const [c1, c2] = first.map(({ id }) => id);
    const retryAt = WEDNESDAY;
    await save("all", attempt(c1 ?? 0, { ...refused, retryAt }), attempt(c2 ?? 0));
    expect(await claim("all", { ordered: true })).toEqual([]);
    await claim("all", { ordered: true, now: WEDNESDAY });
    await save("all", attempt(c1 ?? 0, { attempt: 2 }));
    const last = await claim("all", { ordered: true, now: WEDNESDAY });
    expect(last.map((each) => each.customerId)).toEqual(["c1"]);
  });

  it("knows which endpoints have something due and when the next has", async () => {
    const due = (now: Instant) => company.inTenant((tx) => findDueEndpoints(tx, now));
    const next = () => company.inTenant(nextEventAt);
    for (const id of ["a", "b", "c"]) await subscribe(id);
    expect(await next()).toBeNull();
    await happen("c1");
    await company.inTenant((tx) => setEndpointState(tx, "b", "gone"));
    await company.inTenant((tx) =>
      noteEndpoint(tx, "c", { failingSince: null, resumeAt: WEDNESDAY }),
    );
    expect(await due(TUESDAY)).toEqual([{ id: "a" }]);
    expect(await next()).toBe(MONDAY);
    await company.inTenant((tx) => deleteEndpoint(tx, "a"));
    expect(await next()).toBe(WEDNESDAY);
    expect(await due(WEDNESDAY)).toEqual([{ id: "c" }]);
  });
});

describe("an attempt", () => {
  it("is written down with its answer and settles the event", async () => {
    await subscribe("all");
    await happen("c1");
    const [event] = await claim("all");
    await save("all", attempt(event?.id ?? 0));
    const [told] = await log("all", "delivered");
    expect(told).toMatchObject({ state: "delivered", dueAt: null, settledAt: TUESDAY });
    expect(told?.attempts).toEqual([
      { attempt: 1, at: TUESDAY, status: 200, milliseconds: 12, problem: null, answer: "ok" },
    ]);
  });

  it("of a worker whose lease is over changes nothing any more", async () => {
    await subscribe("all");
    await happen("c1");
    const [event] = await claim("all");
    await claim("all", { now: WEDNESDAY });
    await save("all", attempt(event?.id ?? 0));
    expect(await log("all", "pending")).toHaveLength(1);
    await save("all", attempt(event?.id ?? 0, { ...refused, attempt: 2 }));
    expect(await log("all", "failed")).toMatchObject([{ attempts: [{}, { status: 500 }] }]);
  });
});

describe("a replay", () => {
  beforeEach(async () => {
    await subscribe("all");
    await happen("c1", "c2", "c3");
    const [one, two] = await claim("all", { limit: 2 });
    await save("all", attempt(one?.id ?? 0), attempt(two?.id ?? 0, refused));
  });
  const replayed = async (replay: Parameters<typeof replayEvents>[2]["replay"]) => {
    const count = await company.inTenant((tx) =>
      replayEvents(tx, "all", { replay, now: WEDNESDAY }),
    );
    const due = await claim("all", { now: WEDNESDAY });
    return { count, tries: due.map((each) => [each.customerId, each.tries, each.attempt]) };
  };

  it("of one sends it again with the schedule from its beginning", async () => {
    const [newest] = await log("all", "delivered");
    expect(await replayed({ eventIds: [newest?.eventId ?? 0] })).toEqual({
      count: 1,
      tries: [
        ["c1", 1, 2],
        ["c3", 1, 1],
      ],
    });
  });

  it("of all failed since a moment leaves what was delivered", async () => {
    expect(await replayed({ failedSince: MONDAY })).toMatchObject({ count: 1 });
    expect(await replayed({ failedSince: TUESDAY })).toMatchObject({ count: 0 });
  });

  it("of a range sends whatever happened in it, but nothing that waits anyway", async () => {
    expect(await replayed({ from: MONDAY, to: TUESDAY })).toMatchObject({ count: 2 });
  });
});
