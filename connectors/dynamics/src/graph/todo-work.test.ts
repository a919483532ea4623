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

describe("a task in To Do", () => {
  let session: Session;
  beforeEach(async () => {
    session = await it.open({ tasksIn: "to-do" });
  });

  test("is the owner's, due on the company's day, and leads to the customer", async () => {
    const order = task(it.anna, { dueAt: "2026-12-01T23:30:00.000Z", assignee: "Kundtjänst" });
    expect(await performOne(session, order)).toMatchObject({ outcome: "accepted" });
    const due = { dateTime: "2026-12-02T00:30:00", timeZone: "Europe/Stockholm" };
    expect(todo()).toMatchObject([
      {
        ...{ title: "Ring upp", content: "Om avtalet\n\nKundtjänst", isReminderOn: true },
        ...{ dueDateTime: due, reminderDateTime: due },
        linkedResources: [
          {
            externalId: "t1",
            webUrl: `https://contoso.crm4.dynamics.com/main.aspx?pagetype=entityrecord&etn=contact&id=${it.anna}`,
          },
        ],
      },
    ]);
    expect(it.org.staff.list("task")).toEqual([]);
    expect(events()).toEqual([]);
  });

  test("is made once however often it is asked for, and found when asked about", async () => {
    expect(await look(session, task(it.anna))).toBe(false);
    const first = await performOne(session, task(it.anna));
    expect(first).toMatchObject({ providerId: todo()[0]?.id });
    expect(await performOne(await it.open({ tasksIn: "to-do" }), task(it.anna))).toEqual(first);
    await performOne(session, task(it.anna, { id: "t2" }));
    expect(todo()).toHaveLength(2);
    expect(await look(session, task(it.anna))).toBe(true);
    expect(it.person.todo.lists.map(({ displayName }) => displayName)).toEqual([
      "Tasks",
      "Perennial",
    ]);
  });

  test("is found again among many, and in a second list of the name", async () => {
    for (let n = 0; n < 101; n += 1) await performOne(session, task(it.anna, { id: `many-${n}` }));
    const other = it.person.todo.addList("Perennial");
    const linkedResources = [{ externalId: "t1" }];
    it.person.todo.create(other.id, { title: "Ring", linkedResources });
    expect(await performOne(session, task(it.anna))).toMatchObject({ outcome: "accepted" });
    expect(await performOne(session, task(it.anna, { id: "many-100" }))).toMatchObject({
      outcome: "accepted",
    });
    expect(todo()).toHaveLength(102);
  });

  test("whose answer was lost is unknown, found, and not made twice", async () => {
    await performOne(session, task(it.anna, { id: "t0" }));
    await it.loseAnswers(true);
    expect(await performOne(session, task(it.anna))).toMatchObject({ outcome: "unknown" });
    await it.loseAnswers(false);
    expect(await look(session, task(it.anna))).toBe(true);
    expect(await performOne(session, task(it.anna))).toMatchObject({ outcome: "accepted" });
    expect(todo()).toHaveLength(2);
  });

  test("is a row of Dynamics where its owner is a team, or nobody in Microsoft 365", async () => {
    const team = it.org.staff.addTeam("Norr", [it.rep]);
    it.org.staff.change("contact", it.anna, { ownerid: { table: "team", id: team } });
    expect(await performOne(session, task(it.anna))).toMatchObject({
      outcome: "accepted",
      providerId: rowIdOf("task", "t1"),
    });
    expect(await look(session, task(it.anna))).toBe(true);
    expect(todo()).toEqual([]);
  });

  test("that the tenant does not let us write is refused in words; other commands go on", async () => {
    it.tenant.revoke(it.app.clientId, "https://graph.microsoft.com", "Tasks.ReadWrite.All");
    const receipts = await session.perform([
      task(it.anna),
      call(it.anna),
      anyCommand("send-sms", "s1"),
    ]);
    expect(receipts).toMatchObject([
      { outcome: "refused", kind: "forbidden" },
      { outcome: "accepted" },
      { outcome: "refused", kind: "unsupported" },
    ]);
  });

  test("has its signs as they were written", async () => {
    const signs = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 });
    let made = 0;
    await fc.assert(
      fc.asyncProperty(signs, signs, async (title, body) => {
        made += 1;
        const id = `å'"%&+#/?=${made}`;
        expect(await performOne(session, task(it.anna, { id, title, body }))).toMatchObject({
          outcome: "accepted",
        });
        expect(todo().at(-1)).toMatchObject({ title, content: body.trim() === "" ? "" : body });
        expect(await look(session, task(it.anna, { id }))).toBe(true);
      }),
      { numRuns: 15 },
    );
  });
});
