import { afterEach, expect, test } from "vitest";
import {
  type PortalReading,
  type PortalReadingOptions,
  readAll,
  readingPortal,
} from "../testing/reading.ts";

const open: PortalReading[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.stop()));
});

const CONNECTED = "f240bbac-87c9-4f6e-bf70-924b57d47db7";
const OWN = "83e2c746-f09b-4850-9408-4be10cf998ac";
const BEGUN = "2026-11-22T07:30:00.000Z";

interface CallPortal extends PortalReading {
  readonly anna: number;
}

async function callPortal(options: PortalReadingOptions = {}): Promise<CallPortal> {
  let anna = 0;
  const reading = await readingPortal({
    settings: { calls: { read: true, outcomes: { [OWN]: "do-not-call" } } },
    fill: ({ staff }) => {
      anna = staff.create("contacts", { firstname: "Anna", email: "anna@example.com" }).id;
    },
    ...options,
  });
  open.push(reading);
  return { ...reading, anna };
}

const logged = (portal: CallPortal, properties: Readonly<Record<string, string>>) =>
  portal.portal.staff.create(
    "calls",
    { hs_timestamp: BEGUN, hs_call_direction: "OUTBOUND", ...properties },
    { contacts: portal.anna },
  ).id;

/** What is told of calls, without whom it is about. */
async function callsOf(portal: CallPortal, cursor?: string) {
  const read = await readAll(portal.session, cursor);
  const calls = read.signals.filter(({ type }) => type.startsWith("call."));
  return { calls, cursor: read.cursor };
}

test("a logged call is over, and what came of it is told with its words", async () => {
  const portal = await callPortal();
  const id = logged(portal, {
    ...{ hs_call_status: "COMPLETED", hs_call_disposition: CONNECTED, hs_call_duration: "300000" },
    ...{ hs_call_to_number: "+46701112233" },
    hs_call_body: "<p>Vill ha <b>timpris</b> &amp; solceller</p><p>Ring i maj</p>",
  });
  const { calls } = await callsOf(portal);
  const told = { callId: `hubspot:${id}`, customerId: String(portal.anna), direction: "out" };
  const endedAt = "2026-11-22T07:35:00.000Z";
  expect(calls).toEqual([
    {
      ...{ ...told, id: `call:${id}:ended`, type: "call.ended", at: endedAt },
      ...{ startedAt: BEGUN, answeredAt: BEGUN, endedAt, phone: "+46701112233" },
    },
    {
      ...{ ...told, id: `call:${id}:finished:reached`, type: "call.finished", at: endedAt },
      ...{ endedAt, outcome: "reached", note: "Vill ha timpris & solceller\nRing i maj" },
    },
  ]);
});

test("a call under way is told at once, and its end when the record says so", async () => {
  const portal = await callPortal();
  const id = logged(portal, { hs_call_status: "IN_PROGRESS", hs_call_direction: "INBOUND" });
  const first = await callsOf(portal);
  expect(first.calls).toMatchObject([
    { type: "call.started", startedAt: BEGUN, direction: "in", callId: `hubspot:${id}` },
  ]);
  portal.wait(120);
  portal.portal.staff.change("calls", id, {
    ...{ hs_call_status: "COMPLETED", hs_call_duration: "60000", hs_call_disposition: OWN },
  });
  portal.wait(60);
  const { calls } = await callsOf(portal, first.cursor);
  expect(calls.map((each) => [each.type, "outcome" in each && each.outcome])).toEqual([
    ["call.ended", false],
    ["call.finished", "do-not-call"],
  ]);
});

test("who did not answer was not reached; a call without an outcome is over and unregistered", async () => {
  const portal = await callPortal();
  logged(portal, { hs_call_status: "NO_ANSWER" });
  logged(portal, { hs_call_status: "COMPLETED" });
  logged(portal, { hs_call_status: "QUEUED" });
  const { calls } = await callsOf(portal);
  expect(calls.map((each) => [each.type, "outcome" in each && each.outcome])).toEqual([
    ["call.ended", false],
    ["call.finished", "not-reached"],
    ["call.ended", false],
  ]);
});

test("a call of nobody is named, and costs no other", async () => {
  const portal = await callPortal();
  portal.portal.staff.create("calls", { hs_timestamp: BEGUN, hs_call_status: "COMPLETED" });
  logged(portal, { hs_call_status: "NO_ANSWER" });
  const { pages } = await readAll(portal.session);
  const problems = pages.flatMap((page) => page.problems ?? []);
  expect(problems).toHaveLength(1);
  expect(problems[0]?.place).toMatch(/^call \d+/);
});

test("no call is read until somebody turns it on", async () => {
  const portal = await callPortal({ settings: {} });
  const { calls } = await callsOf(portal);
  expect(calls).toEqual([]);
});
