import type { PutCall, Signal } from "@perennial/contract";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  type OrganizationSession,
  organizationSession,
  readAll,
} from "../testing/organization-session.ts";

let of: OrganizationSession;
let anna: string;
afterEach(() => of.stop());

async function reading(calls: object = {}): Promise<string> {
  of = await organizationSession({ calls: { read: true, ...calls } });
  anna = of.org.staff.create("contact", { lastname: "Berg" }).id;
  return (await readAll(of.session)).cursor;
}

const calls = (signals: readonly Signal[]) =>
  signals.filter(({ type }) => type.startsWith("call."));
const call = (values: object, id: string = anna) =>
  of.org.staff.create("phonecall", {
    ...{ subject: "Samtal", phonenumber: "+46701234567" },
    ...{ regardingobjectid: { table: "contact", id }, ...values },
  }).id;
const MADE = { statecode: 1, statuscode: 2 };

describe("phone calls of the organisation", () => {
  let cursor: string;
  beforeEach(async () => {
    cursor = await reading();
  });

  test("are told when they are over, with what came of them, once however often they change", async () => {
    const times = { actualstart: "2026-11-20T09:00:00Z", actualend: "2026-11-20T09:04:00Z" };
    const id = call({ ...times, directioncode: false, description: "Ringer igen" });
    const open = await readAll(of.session, cursor);
    expect(calls(open.signals)).toEqual([]);
    of.org.staff.change("phonecall", id, { statecode: 1, statuscode: 4 });
    const first = await readAll(of.session, open.cursor);
    const told = {
      ...{ callId: `dynamics:phonecall:${id}`, customerId: anna, direction: "in" },
      ...{ at: "2026-11-20T09:04:00.000Z", endedAt: "2026-11-20T09:04:00.000Z" },
      agent: expect.any(String),
    };
    expect(calls(first.signals)).toEqual([
      {
        ...{ ...told, type: "call.ended", id: `call:phonecall:${id}:ended` },
        ...{ startedAt: "2026-11-20T09:00:00.000Z", phone: "+46701234567" },
      },
      {
        ...{ ...told, type: "call.finished", id: `call:phonecall:${id}:finished:reached` },
        ...{ outcome: "reached", note: "Ringer igen" },
      },
    ]);
    of.org.staff.change("phonecall", id, { subject: "Samtal om avtalet" });
    const again = await readAll(of.session, first.cursor);
    expect(calls(again.signals).map((each) => each.id)).toEqual(
      calls(first.signals).map((each) => each.id),
    );
  });

  test("that left a voice mail reached nobody; one that was canceled, or is about nobody's customer, is none", async () => {
    const voice = call({ ...MADE, leftvoicemail: true });
    call({ statecode: 2, statuscode: 3 });
    of.org.staff.create("phonecall", { ...MADE, subject: "Samtal" });
    const { signals, problems } = await readAll(of.session, cursor).then(({ signals, pages }) => ({
      signals,
      problems: pages.flatMap((page) => page.problems ?? []),
    }));
    expect(problems).toEqual([]);
    expect(calls(signals)).toMatchObject([
      { type: "call.ended", callId: `dynamics:phonecall:${voice}` },
      { type: "call.finished", outcome: "not-reached" },
    ]);
  });

  test("that we put there and took back are none; one that somebody makes is", async () => {
    const put: PutCall = {
      ...{ kind: "put-call", id: "t1-e5-3", customerId: anna, phone: "+46701234567" },
      ...{ name: "Anna Berg", reason: "Inget svar", priority: 50 },
    };
    const agreed = {
      ...{ date: "2026-11-26", from: "14:00", to: "16:00", zone: "Europe/Stockholm" },
      ...{ notBefore: "2026-11-26T13:00:00.000Z", dueBy: "2026-11-26T15:00:00.000Z" },
    };
    const promised = { ...put, id: "t1-p6", agreed, expiresAt: "2026-12-03T15:00:00.000Z" };
    const [one, two] = await of.session.perform([put, promised]);
    const off = { kind: "withdraw-call", id: "w1", customerId: anna, callId: put.id } as const;
    await of.session.perform([{ ...off, reason: "har svarat" }]);
    expect(one?.outcome).toBe("accepted");
    const id = two?.outcome === "accepted" ? (two.providerId ?? "") : "";
    const due = of.org.staff.look("phonecall", id)?.values.scheduledend;
    expect(new Date(String(due)).toISOString()).toBe(agreed.dueBy);
    of.org.staff.change("phonecall", id, MADE);
    const { signals } = await readAll(of.session, cursor);
    expect(calls(signals).map((each) => each.id)).toEqual([
      ...[`call:phonecall:${id}:ended`, `call:phonecall:${id}:finished:reached`],
    ]);
  });
});

test("what came of a call is what the organisation's own column says", async () => {
  const cursor = await reading({ outcome: "subject", outcomes: { Förlängde: "renewed" } });
  call({ ...MADE, subject: "Förlängde" });
  const other = call({ ...MADE, subject: "Annat" });
  const { signals } = await readAll(of.session, cursor);
  const finished = calls(signals).filter(({ type }) => type === "call.finished");
  expect(finished).toMatchObject([{ outcome: "renewed" }]);
  expect(calls(signals).map((each) => each.id)).toContain(`call:phonecall:${other}:ended`);
});

test("phone calls are not read unless somebody asks for them", async () => {
  of = await organizationSession();
  anna = of.org.staff.create("contact", { lastname: "Berg" }).id;
  call(MADE);
  const { signals } = await readAll(of.session);
  expect(signals.map(({ type }) => type)).toEqual(["customer.changed"]);
});
