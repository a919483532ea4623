import type { PutCall, Signal } from "@perennial/contract";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type WritingOrg, writingOrg } from "../testing/writing-org.ts";

let of: WritingOrg;
let anna: string;
beforeEach(async () => {
  of = await writingOrg({ settings: { calls: { read: true } } });
  anna = of.org.staff.create("Contact", { LastName: "Berg" }).id;
});
afterEach(() => of.stop());

const calls = (signals: readonly Signal[]) =>
  signals.filter(({ type }) => type.startsWith("call."));
const task = (values: object) =>
  of.org.staff.create("Task", {
    ...{ Subject: "Samtal", WhoId: anna, TaskSubtype: "Call", ...values },
  }).id;

const PUT: PutCall = {
  ...{ kind: "put-call", id: "t1-e5-3", customerId: "", phone: "+46701234567", name: "Anna Berg" },
  ...{ reason: "Inget svar", priority: 50 },
};

/** Puts a call on the list in Salesforce; the id of its task. */
async function put(changes: Partial<PutCall> = {}): Promise<string> {
  const receipt = await of.perform({ ...PUT, customerId: anna, ...changes });
  if (receipt?.outcome !== "accepted") throw new Error("the call was not put on the list");
  return receipt.providerId ?? "";
}

describe("calls of the org", () => {
  test("are not read unless somebody asks for them", async () => {
    const plain = await writingOrg();
    plain.org.staff.create("Contact", { LastName: "Ek" });
    plain.org.staff.create("Task", { TaskSubtype: "Call", Status: "Completed" });
    const { signals } = await plain.read();
    expect(signals.map(({ type }) => type)).toEqual(["customer.changed"]);
    await plain.stop();
  });

  test("that people log are told as over, with what came of them, once however often they change", async () => {
    const { cursor } = await of.read();
    const closed = { Status: "Completed", CallDurationInSeconds: 120, CallType: "Inbound" };
    const id = task({ ...closed, CallDisposition: " left voicemail ", Description: "Ringer igen" });
    const first = await of.read(cursor);
    const endedAt = of.clock.now();
    const startedAt = new Date(Date.parse(endedAt) - 120_000).toISOString();
    const call = {
      ...{ callId: `salesforce:${id}`, customerId: anna, direction: "in", at: endedAt, endedAt },
      agent: expect.any(String),
    };
    expect(calls(first.signals)).toEqual([
      { ...call, type: "call.ended", id: `call:${id}:ended`, startedAt },
      {
        ...{ ...call, type: "call.finished", id: `call:${id}:finished:not-reached` },
        ...{ outcome: "not-reached", note: "Ringer igen" },
      },
    ]);
    of.clock.moveTo(new Date(Date.parse(endedAt) + 60_000).toISOString());
    of.org.staff.change(id, { Priority: "High" });
    const again = await of.read(first.cursor);
    expect(calls(again.signals).map((each) => each.id)).toEqual(
      calls(first.signals).map((each) => each.id),
    );
  });

  test("without a result are over and no more; one that is not closed is ahead", async () => {
    const { cursor } = await of.read();
    const id = task({ Status: "Completed" });
    task({ Status: "In Progress" });
    const { signals } = await of.read(cursor);
    expect(calls(signals).map((each) => each.id)).toEqual([`call:${id}:ended`]);
  });

  test("mean what the settings say, by the task's status where there is no result", async () => {
    const outcomes = { completed: "reached", "Ja tack": "renewed" } as const;
    const session = await of.open({ calls: { read: true, outcomes } });
    const ids = [
      task({ Status: "Completed" }),
      task({ Status: "Completed", CallDisposition: "ja tack" }),
    ];
    const read = await session.readRecords?.(ids.map((id) => ({ object: "Task", id })));
    expect(
      calls(read?.signals ?? []).flatMap((each) => ("outcome" in each ? [each.outcome] : [])),
    ).toEqual([...["reached", "renewed"]]);
    await session.close();
  });

  test("with a lead, other tasks, and what was thrown away are none", async () => {
    const lead = of.org.staff.create("Lead", { LastName: "Ek", Company: "Ek AB" }).id;
    const { cursor } = await of.read();
    const done = { Status: "Completed", CallDisposition: "Connected" };
    task({ ...done, WhoId: lead });
    task({ ...done, TaskSubtype: "Task" });
    task({ ...done, WhoId: null });
    of.org.staff.delete(task(done));
    expect(calls((await of.read(cursor)).signals)).toEqual([]);
  });
});

describe("an entry of the call list", () => {
  test("that somebody completes with a result is told with the command that put it there", async () => {
    const { cursor } = await of.read();
    const id = await put();
    expect(calls((await of.read(cursor)).signals)).toEqual([]);
    of.org.staff.change(id, { Status: "Completed", CallDisposition: "Renewed" });
    const { signals } = await of.read(cursor);
    expect(calls(signals)).toMatchObject([
      { type: "call.ended", customerId: anna },
      { type: "call.finished", outcome: "renewed", commandId: PUT.id, direction: "out" },
    ]);
    expect(calls(signals)[1]).not.toHaveProperty("note");
  });

  test("that was taken off, or completed without a result, is no call", async () => {
    const { cursor } = await of.read();
    await put();
    const off = { kind: "withdraw-call", id: "w1", customerId: anna, callId: PUT.id } as const;
    expect(await of.perform({ ...off, reason: "har svarat" })).toMatchObject({
      outcome: "accepted",
    });
    const other = await put({ id: "t1-p5" });
    of.org.staff.change(other, { Status: "Completed" });
    expect(calls((await of.read(cursor)).signals)).toEqual([]);
    // Whatever the status means of calls that people log.
    const session = await of.open({ calls: { read: true, outcomes: { Completed: "reached" } } });
    const read = await session.readRecords?.([{ object: "Task", id: other }]);
    expect(calls(read?.signals ?? [])).toEqual([]);
    await session.close();
  });

  test("that was promised is due on the day it was promised for", async () => {
    const agreed = {
      ...{ date: "2026-12-03", from: "14:00", to: "16:00", zone: "Europe/Stockholm" },
      ...{ notBefore: "2026-12-03T13:00:00.000Z", dueBy: "2026-12-03T15:00:00.000Z" },
    };
    const id = await put({ agreed, expiresAt: "2026-12-10T15:00:00.000Z" });
    expect(of.values(id)).toMatchObject({ ActivityDate: "2026-12-03" });
  });
});

test("a call of the org's that somebody names is read as it is, and what is no call means nothing", async () => {
  const done = { Status: "Completed", CallDisposition: "Answered" };
  const id = task(done);
  const other = task({ ...done, TaskSubtype: "Task" });
  const refs = [id, other].map((named) => ({ object: "Task", id: named }));
  const read = await of.session.readRecords?.(refs);
  expect(calls(read?.signals ?? []).map((each) => each.id)).toEqual([
    ...[`call:${id}:ended`, `call:${id}:finished:reached`],
  ]);
});
