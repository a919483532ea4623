import { anyCommand } from "@perennial/conformance";
import type { Command, Session } from "@perennial/contract";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { rowIdOf } from "../write/command-key.ts";
import { call, performOne, task, type WorkSession, workSession } from "./testing/work-session.ts";

let it: WorkSession;
beforeEach(async () => {
  it = await workSession();
});
afterEach(() => it.stop());

const todo = () =>
  it.person.todo.lists
    .filter(({ displayName }) => displayName === "Perennial")
    .flatMap(({ id }) => it.person.todo.tasks(id));
const events = () => it.person.calendar.events;
const look = async (session: Session, command: Command) =>
  (await session.lookUp?.([{ command, attemptedAt: it.clock.now() }]))?.[0]?.found;

describe("a calendar", () => {
  let session: Session;
  beforeEach(async () => {
    session = await it.open({ calendar: true });
  });

  test("has a task's time once, in the company's zone, beside the task in Dynamics", async () => {
    const order = task(it.anna, { dueAt: "2026-12-01T09:00:00.000Z" });
    expect(await look(session, order)).toBe(false);
    await performOne(session, order);
    await performOne(await it.open({ calendar: true }), order);
    expect(events()).toMatchObject([
      {
        ...{ subject: "Ring upp", content: "Om avtalet", transactionId: "t1", isReminderOn: true },
        start: { dateTime: "2026-12-01T10:00:00", timeZone: "Europe/Stockholm" },
        end: { dateTime: "2026-12-01T10:30:00", timeZone: "Europe/Stockholm" },
      },
    ]);
    expect(it.org.staff.list("task")).toHaveLength(1);
    expect(await look(session, order)).toBe(true);
  });

  test("leaves what its owner moved, and has nothing of what has no time", async () => {
    const order = task(it.anna, { dueAt: "2026-12-01T09:00:00.000Z" });
    await performOne(session, order);
    const noon = { dateTime: "2026-12-03T12:00:00", timeZone: "Europe/Stockholm" };
    const [event] = events();
    if (event !== undefined) it.person.calendar.change(event, { start: noon, end: noon });
    await performOne(session, order);
    await performOne(session, task(it.anna, { id: "t2" }));
    await performOne(session, call(it.anna));
    expect(events()).toMatchObject([{ start: noon }]);
  });

  test("has a call before it is of no use, as it was put last, until it is withdrawn", async () => {
    await performOne(session, call(it.anna, { expiresAt: "2026-12-01T15:00:00.000Z" }));
    expect(events()).toMatchObject([
      { subject: "Anna Ek: Inget svar på SMS", start: { dateTime: "2026-12-01T15:30:00" } },
    ]);
    await performOne(
      session,
      call(it.anna, { expiresAt: "2026-12-02T15:00:00.000Z", name: "Anna & Bo" }),
    );
    expect(events()).toMatchObject([
      { subject: "Anna & Bo: Inget svar på SMS", end: { dateTime: "2026-12-02T16:00:00" } },
    ]);
    const withdrawal = { ...anyCommand("withdraw-call", "w1"), customerId: it.anna, callId: "c1" };
    expect(await performOne(session, withdrawal)).toMatchObject({ outcome: "accepted" });
    expect(events()).toEqual([]);
    expect(await performOne(session, withdrawal)).toMatchObject({ outcome: "accepted" });
    expect(await look(session, withdrawal)).toBe(true);
  });

  test.each([
    [
      "was given to another since",
      (id: string, other: string) =>
        it.org.staff.change("phonecall", id, { ownerid: { table: "systemuser", id: other } }),
    ],
    ["was deleted in Dynamics", (id: string) => it.org.staff.remove("phonecall", id)],
  ])("has no call any more that is withdrawn and %s", async (_what, turn) => {
    await performOne(session, call(it.anna, { expiresAt: "2026-12-01T15:00:00.000Z" }));
    expect(events()).toHaveLength(1);
    const other = it.org.staff.hire({ firstName: "Bo", lastName: "Berg", email: "bo@x.example" });
    turn(rowIdOf("phonecall", "c1"), other);
    const withdrawal = { ...anyCommand("withdraw-call", "w1"), customerId: it.anna, callId: "c1" };
    expect(await look(session, withdrawal)).toBe(false);
    expect(await performOne(session, withdrawal)).toMatchObject({ outcome: "accepted" });
    expect(events()).toEqual([]);
    expect(await look(session, withdrawal)).toBe(true);
  });

  test("whose answer was lost has the event once", async () => {
    const order = task(it.anna, { dueAt: "2026-12-01T09:00:00.000Z" });
    await it.loseAnswers(true);
    expect(await performOne(session, order)).toMatchObject({ outcome: "unknown" });
    await it.loseAnswers(false);
    expect(await look(session, order)).toBe(true);
    await performOne(session, order);
    expect(events()).toHaveLength(1);
  });

  test("has names and reasons as they were written", async () => {
    const signs = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 });
    let made = 0;
    await fc.assert(
      fc.asyncProperty(signs, signs, async (name, reason) => {
        made += 1;
        const order = { id: `å'"%&+#/?=${made}`, name, reason };
        await performOne(
          session,
          call(it.anna, { ...order, expiresAt: "2026-12-01T15:00:00.000Z" }),
        );
        expect(events().at(-1)).toMatchObject({ subject: `${name}: ${reason}` });
        expect(events()).toHaveLength(made);
      }),
      { numRuns: 10 },
    );
  });

  test("that is closed to us costs nobody the task, and the log says so", async () => {
    it.tenant.revoke(it.app.clientId, "https://graph.microsoft.com", "Calendars.ReadWrite");
    const order = task(it.anna, { dueAt: "2026-12-01T09:00:00.000Z" });
    expect(await performOne(session, order)).toMatchObject({ outcome: "accepted" });
    expect(it.org.staff.list("task")).toHaveLength(1);
    expect(it.log.lines.join()).toContain("the calendar of whoever is to do it cannot be written");
    expect(await look(session, order)).toBe(true);
  });

  test("that is busy has the command come again, which makes nothing twice", async () => {
    const order = task(it.anna, { dueAt: "2026-12-01T09:00:00.000Z" });
    it.graph.trouble.add({ status: 429, retryAfterSeconds: 60, times: 3 });
    expect(await performOne(session, order)).toMatchObject({
      outcome: "not-done",
      retryAfter: 60_000,
    });
    it.graph.trouble.clear();
    expect(await performOne(session, order)).toMatchObject({ outcome: "accepted" });
    expect([events().length, it.org.staff.list("task").length]).toEqual([1, 1]);
  });

  test("and To Do go together", async () => {
    const both = await it.open({ calendar: true, tasksIn: "to-do" });
    await performOne(both, task(it.anna, { dueAt: "2026-12-01T09:00:00.000Z" }));
    expect([events().length, todo().length, it.org.staff.list("task").length]).toEqual([1, 1, 0]);
  });
});

test("a permission that is missing is named by the check, for what the settings ask for", async () => {
  const both = await it.open({ calendar: true, tasksIn: "to-do" });
  await both.check();
  it.tenant.revoke(it.app.clientId, "https://graph.microsoft.com", "Calendars.ReadWrite");
  const open = () => it.open({ calendar: true, tasksIn: "to-do" });
  await expect((await open()).check()).rejects.toMatchObject({
    kind: "forbidden",
    message: expect.stringContaining("let our app have Calendars.ReadWrite"),
  });
  await (await it.open({ tasksIn: "to-do" })).check();
  it.tenant.revoke(it.app.clientId, "https://graph.microsoft.com", "Tasks.ReadWrite.All");
  await expect((await open()).check()).rejects.toMatchObject({
    message: expect.stringContaining("let our app have Tasks.ReadWrite.All"),
  });
  await (await it.open({})).check();
});

test("where the settings ask for neither, Graph is not asked at all", async () => {
  const session = await it.open({});
  await performOne(session, task(it.anna, { dueAt: "2026-12-01T09:00:00.000Z" }));
  const resources = it.entra.accepted.entries.flatMap((act) =>
    act.act === "token" ? [act.resource] : [],
  );
  expect(resources).not.toContain("https://graph.microsoft.com");
});
