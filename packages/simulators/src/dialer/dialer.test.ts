import { ManualClock } from "@perennial/contract";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { signatureFault } from "../courier/signature.ts";
import { openDoor, type RecordingDoor } from "../testing/recording-door.ts";
import { plusSeconds } from "../time/instant.ts";
import type { CallOutcome } from "./call.ts";
import { type Dialer, startDialer } from "./dialer.ts";
import { isOpen, nextOpen, SWEDISH_OFFICE_HOURS } from "./office-hours.ts";

// A Monday at half past ten in Sweden.
const MONDAY = "2026-03-02T09:30:00.000Z";
const CALL_SECONDS = 120;
const entry = {
  id: "call-1",
  customerId: "K1",
  name: "Anna Berg",
  phone: "+46700000001",
  agreementId: "A1",
  reason: "Inget svar på sms 2026-02-27",
  priority: 50,
};

let clock: ManualClock;
let door: RecordingDoor;
let dialer: Dialer;
let outcome: CallOutcome;
beforeEach(async () => {
  clock = new ManualClock(MONDAY);
  door = await openDoor();
  outcome = "renewed";
  dialer = await startDialer({ clock, agents: ["Sara"], callbackUrl: `${door.url}/outcomes` });
  dialer.setPeople(() => ({ outcome, seconds: CALL_SECONDS, note: "Ville förnya." }));
});
afterEach(async () => {
  await dialer.stop();
  await door.shut();
});

interface Sent {
  readonly method: string;
  readonly body?: object | string;
  readonly headers?: Record<string, string>;
}

async function request(path: string, { method, body, headers }: Sent) {
  const answer = await fetch(`${dialer.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${dialer.token}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  const json: { state?: string; error?: { code: string } } = text === "" ? {} : JSON.parse(text);
  return { status: answer.status, json };
}

const put = (changes: object = {}) => {
  const body = { ...entry, ...changes };
  return request(`/entries/${body.id}`, { method: "PUT", body });
};
const show = (id: string) => request(`/entries/${id}`, { method: "GET" });
const withdraw = (id: string) =>
  request(`/entries/${id}?reason=${encodeURIComponent("Har svarat")}`, { method: "DELETE" });

async function pass(seconds: number): Promise<void> {
  clock.moveTo(plusSeconds(clock.now(), seconds));
  await dialer.tick();
}

describe("the call list", () => {
  test("takes a new entry with 201 and replaces one with 200", async () => {
    clock.moveTo("2026-03-07T12:00:00.000Z");
    expect((await put()).status).toBe(201);
    expect((await put({ priority: 90 })).status).toBe(200);
    expect((await show("call-1")).json).toMatchObject({ ...entry, priority: 90, state: "waiting" });
    expect(dialer.accepted.entries.map(({ act }) => act)).toEqual(["put", "put"]);
  });

  test("gives up a waiting entry with 204, and then knows it no more", async () => {
    await put();
    expect((await withdraw("call-1")).status).toBe(204);
    expect((await show("call-1")).status).toBe(404);
    expect((await withdraw("call-1")).status).toBe(404);
    await pass(3600);
    expect(door.requests).toEqual([]);
  });

  test("answers 409 once the call is under way, and when it is over", async () => {
    await put();
    await dialer.tick();
    expect((await show("call-1")).json.state).toBe("calling");
    expect((await withdraw("call-1")).status).toBe(409);
    await pass(CALL_SECONDS);
    expect((await withdraw("call-1")).status).toBe(409);
    expect((await put({ priority: 1 })).status).toBe(409);
  });

  test("a repeat of the same put after the call is answered and calls nobody again", async () => {
    await put();
    await pass(CALL_SECONDS);
    expect(await put()).toMatchObject({ status: 200, json: { state: "finished" } });
    await pass(3600);
    expect(door.requests).toHaveLength(1);
    expect(dialer.accepted.size).toBe(1);
  });

  test.each([
    ["a missing field", { reason: undefined }, 422],
    ["a number that is none", { phone: "070-000 00 01" }, 422],
    ["a priority out of range", { priority: 101 }, 422],
    ["a field it does not know", { urgency: "high" }, 422],
    ["a moment that is none", { expiresAt: "tomorrow" }, 422],
  ])("refuses %s", async (_, changes, status) => {
    const answer = await put(changes);
    expect([answer.status, answer.json.error?.code]).toEqual([status, "invalid_entry"]);
    expect(dialer.accepted.size).toBe(0);
  });

  test("refuses another id than the path's, what is no JSON, strangers and unknown paths", async () => {
    const other = await request("/entries/call-2", { method: "PUT", body: entry });
    expect(other.status).toBe(422);
    expect((await request("/entries/call-1", { method: "PUT", body: "{" })).status).toBe(422);
    const headers = { "content-type": "text/plain" };
    expect((await request("/entries/call-1", { method: "PUT", body: "{}", headers })).status).toBe(
      415,
    );
    const stranger = { authorization: "Bearer wrong" };
    expect((await request("/entries", { method: "GET", headers: stranger })).status).toBe(401);
    expect((await request("/calls", { method: "GET" })).status).toBe(404);
    expect((await request("/entries/call-1", { method: "POST" })).status).toBe(405);
    expect((await request("/entries/call-1", { method: "DELETE" })).status).toBe(400);
  });
});

describe("working the list", () => {
  test("the highest priority goes first, then who has waited longest", async () => {
    await put({ id: "busy" });
    await dialer.tick();
    for (const [id, priority] of [
      ["b", 50],
      ["a", 50],
      ["urgent", 90],
      ["late", 10],
    ] as const) {
      await put({ id, priority });
      clock.moveTo(plusSeconds(clock.now(), 1));
    }
    await pass(3600);
    const ended = door.requests.map(({ body }) => JSON.parse(body).data.entryId);
    expect(ended).toEqual(["busy", "urgent", "b", "a", "late"]);
  });

  test("each agent has one call at a time", async () => {
    const two = await startDialer({ clock, agents: ["Sara", "Ahmed"] });
    two.setPeople(() => ({ outcome: "reached", seconds: 60, note: "" }));
    for (const id of ["a", "b", "c"]) {
      await fetch(`${two.url}/entries/${id}`, {
        method: "PUT",
        headers: { authorization: `Bearer ${two.token}`, "content-type": "application/json" },
        body: JSON.stringify({ ...entry, id }),
      });
    }
    await two.tick();
    expect(two.calls.map(({ state, agent }) => [state, agent])).toEqual([
      ["calling", "Sara"],
      ["calling", "Ahmed"],
      ["waiting", undefined],
    ]);
    await two.stop();
  });

  test("nobody is called at night or at the weekend", async () => {
    clock.moveTo("2026-03-06T17:30:00.000Z");
    await put();
    expect(dialer.nextDue()).toBe("2026-03-09T08:00:00.000Z");
    clock.moveTo("2026-03-09T07:59:00.000Z");
    await dialer.tick();
    expect((await show("call-1")).json.state).toBe("waiting");
    await pass(60);
    expect((await show("call-1")).json.state).toBe("calling");
  });

  test("an entry that has expired is not called", async () => {
    clock.moveTo("2026-03-06T17:30:00.000Z");
    await put({ expiresAt: "2026-03-08T00:00:00.000Z" });
    clock.moveTo("2026-03-09T10:00:00.000Z");
    await dialer.tick();
    expect((await show("call-1")).json.state).toBe("expired");
    expect(door.requests).toEqual([]);
  });
});

describe("a call that was promised", () => {
  const agreed = {
    ...{ date: "2026-03-05", from: "14:00", to: "16:00", zone: "Europe/Stockholm" },
    ...{ notBefore: "2026-03-05T13:00:00.000Z", dueBy: "2026-03-05T15:00:00.000Z" },
  };

  test("is not made before the agreed moment, however free the agents are, and then at once", async () => {
    await put({ agreed });
    await pass(3600);
    expect((await show("call-1")).json.state).toBe("waiting");
    clock.moveTo("2026-03-05T12:59:59.000Z");
    await dialer.tick();
    expect((await show("call-1")).json.state).toBe("waiting");
    await pass(1);
    expect((await show("call-1")).json).toMatchObject({ state: "calling", agreed });
  });

  test("that is moved is made at the new time and not at the old one", async () => {
    await put({ agreed });
    const later = {
      ...{ ...agreed, date: "2026-03-06" },
      ...{ notBefore: "2026-03-06T13:00:00.000Z", dueBy: "2026-03-06T15:00:00.000Z" },
    };
    expect((await put({ agreed: later })).status).toBe(200);
    clock.moveTo("2026-03-06T12:59:59.000Z");
    await dialer.tick();
    expect((await show("call-1")).json.state).toBe("waiting");
    await pass(1);
    expect((await show("call-1")).json.state).toBe("calling");
  });

  test("that was missed is made when somebody is free, until it expires", async () => {
    await put({ agreed, expiresAt: "2026-03-12T15:00:00.000Z" });
    clock.moveTo("2026-03-04T10:00:00.000Z");
    dialer.setPeople(() => ({ outcome: "reached", seconds: 2 * 86_400, note: "" }));
    await put({ id: "long" });
    await dialer.tick();
    clock.moveTo("2026-03-06T10:00:00.000Z");
    await dialer.tick();
    expect((await show("call-1")).json.state).toBe("calling");
  });

  test("is kept over a restart until its time", async () => {
    await put({ agreed });
    const snapshot = JSON.parse(JSON.stringify(dialer.snapshot()));
    const other = await startDialer({ clock, agents: ["Sara"] });
    other.restore(snapshot);
    clock.moveTo("2026-03-05T12:59:00.000Z");
    await other.tick();
    expect(other.calls.map(({ state }) => state)).toEqual(["waiting"]);
    clock.moveTo("2026-03-05T13:00:00.000Z");
    await other.tick();
    expect(other.calls.map(({ state }) => state)).toEqual(["calling"]);
    await other.stop();
  });

  test.each([
    ["in a zone that is none", { zone: "svensk tid" }],
    ["in an offset, which is none", { zone: "+01:00" }],
    ["in another zone than its moments", { zone: "Europe/London" }],
    ["with moments of another zone", { notBefore: "2026-03-05T15:00:00.000Z" }],
    ["with a moment before the time", { notBefore: "2026-03-05T12:59:00.000Z" }],
    ["with an end that is not that of the day", { dueBy: "2026-03-05T16:00:00.000Z" }],
    ["that ends before it begins", { from: "16:00", to: "14:00" }],
    ["with a field it does not know", { weekday: "Thursday" }],
  ])("is refused %s", async (_, changes) => {
    const answer = await put({ agreed: { ...agreed, ...changes } });
    expect([answer.status, answer.json.error?.code]).toEqual([422, "invalid_entry"]);
    expect(dialer.accepted.size).toBe(0);
  });

  test("on a day of summer time goes by summer time", async () => {
    const summer = {
      ...{ ...agreed, date: "2026-04-02" },
      ...{ notBefore: "2026-04-02T12:00:00.000Z", dueBy: "2026-04-02T14:00:00.000Z" },
    };
    expect((await put({ agreed: summer })).status).toBe(201);
    const winter = { ...summer, dueBy: "2026-04-02T15:00:00.000Z" };
    expect((await put({ agreed: winter })).status).toBe(422);
  });
});

describe("outcomes", () => {
  test("are posted, signed, when the call is over", async () => {
    await put();
    await pass(CALL_SECONDS);
    const [report] = door.requests;
    const endedAt = plusSeconds(MONDAY, CALL_SECONDS);
    expect(JSON.parse(report?.body ?? "")).toEqual({
      type: "call.finished",
      timestamp: endedAt,
      data: {
        entryId: "call-1",
        customerId: "K1",
        outcome: "renewed",
        endedAt,
        agent: "Sara",
        note: "Ville förnya.",
      },
    });
    const fault = signatureFault(
      dialer.signingSecret,
      report?.headers ?? {},
      report?.body ?? "",
      clock.now(),
    );
    expect(fault).toBeUndefined();
  });

  test("tell of the call back that was agreed", async () => {
    const promise = { date: "2026-03-05", from: "14:00", to: "16:00", about: "fast pris" };
    dialer.setPeople(() => ({ outcome: "reached", seconds: CALL_SECONDS, note: "", promise }));
    await put();
    await pass(CALL_SECONDS);
    expect(JSON.parse(door.requests[0]?.body ?? "").data.promise).toEqual(promise);
  });

  test("come again with the same id until somebody takes them", async () => {
    door.answer = () => ({ status: 503 });
    await put();
    await pass(CALL_SECONDS);
    door.answer = () => ({ status: 202 });
    await pass(10);
    const [first, second, ...more] = door.requests;
    expect(more).toEqual([]);
    expect(second?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
    expect(second?.body).toBe(first?.body);
    expect(second?.headers["webhook-timestamp"]).not.toBe(first?.headers["webhook-timestamp"]);
  });

  test("a door that is gone for good is not called again", async () => {
    door.answer = () => ({ status: 410 });
    await put();
    await pass(CALL_SECONDS);
    expect(dialer.nextDue()).toBeUndefined();
    expect(dialer.givenUp).toHaveLength(1);
  });
});

test("a restart goes on with the call that was under way", async () => {
  await put();
  await dialer.tick();
  const snapshot = JSON.parse(JSON.stringify(dialer.snapshot()));
  const other = await startDialer({ clock, agents: ["Sara"], callbackUrl: door.url });
  other.restore(snapshot);
  clock.moveTo(plusSeconds(MONDAY, CALL_SECONDS));
  await other.tick();
  expect(door.requests).toHaveLength(1);
  await other.stop();
});

test("office hours follow the clock on the wall through the change in spring", () => {
  expect(nextOpen("2026-03-27T17:00:00.000Z", SWEDISH_OFFICE_HOURS)).toBe(
    "2026-03-30T07:00:00.000Z",
  );
  expect(isOpen("2026-03-27T07:30:00.000Z", SWEDISH_OFFICE_HOURS)).toBe(false);
  expect(isOpen("2026-03-30T07:30:00.000Z", SWEDISH_OFFICE_HOURS)).toBe(true);
});
