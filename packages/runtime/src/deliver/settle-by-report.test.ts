import { describe, expect, test } from "vitest";
import { deliver } from "./deliver.ts";
import { settleByReport } from "./settle-by-report.ts";
import { openCase } from "./testing/open-case.ts";
import { useTestDatabase } from "./testing/test-database.ts";
import { smsProvider } from "./testing/test-provider.ts";
import { MONDAY } from "./testing/test-records.ts";
import { DECISIONS, nextRound, sms, TOLD, testWorld } from "./testing/test-world.ts";

const database = useTestDatabase();

describe("an outcome that a report proves", () => {
  const delivered = (commandId: string) =>
    ({ type: "message.delivered", id: "s1", at: MONDAY, commandId }) as const;

  test("is sent, and the timeline says delivered", async () => {
    const { world, provider, id } = await openCase(database(), {
      proof: { reports: true },
      first: "lose-answer",
      class: "marketing",
    });
    await world.in((tx) => settleByReport(tx, [delivered(id)], MONDAY));
    await world.in((tx) => settleByReport(tx, [delivered(id)], MONDAY));
    expect(await world.outbox("state")).toContain("done");
    expect(await world.query("select outcome from interactions")).toEqual([
      { outcome: "delivered" },
    ]);
    expect(await world.query(DECISIONS)).toMatchObject([
      { kind: "sent", evidence: { source: "report" } },
    ]);
    expect(await world.query(TOLD)).toEqual([{ outcome: "sent", reason: null }]);
    expect(provider.taken).toHaveLength(1);
  });

  test("is sent although it was given up as unclear before, and the program that moved on is left alone", async () => {
    const { world, id } = await openCase(database(), {
      proof: { reports: true },
      first: "lose-answer",
      class: "marketing",
    });
    expect(await nextRound(world)).toMatchObject({ unclear: 1 });
    await world.in((tx) => settleByReport(tx, [delivered(id)], world.clock.now()));
    expect(await world.outbox("state")).toContain("done");
    expect(await world.query(DECISIONS)).toMatchObject([{ kind: "unclear" }, { kind: "sent" }]);
    expect(await world.query(TOLD)).toEqual([{ outcome: "not-sent", reason: "unknown-outcome" }]);
  });

  test("that comes before the answer settles the row, and the answer only adds the price", async () => {
    const provider = smsProvider({ proof: { reports: true } });
    const world = await testWorld(database(), [provider]);
    const enrolment = await world.enrol("1");
    await world.ask(enrolment, sms());
    const id = `t${world.tenant.id}-e${enrolment}-1`;
    provider.beforeAnswer = () => world.in((tx) => settleByReport(tx, [delivered(id)], MONDAY));
    await deliver(world.context, world.tenant);
    expect(await world.query("select state, cost, provider_id from outbox where seq = 1")).toEqual([
      { state: "done", cost: 35, provider_id: `p-${id}` },
    ]);
    expect(await world.query(DECISIONS)).toHaveLength(1);
    expect(await world.query(TOLD)).toHaveLength(1);
  });

  test("that a message the law asks for did not arrive makes a task for a person, once", async () => {
    const { world, id } = await openCase(database(), {
      proof: { reports: true },
      first: "lose-answer",
      class: "statutory",
    });
    const failed = {
      type: "message.failed",
      id: "s2",
      at: MONDAY,
      commandId: id,
      reason: "dead number",
    } as const;
    await world.in((tx) => settleByReport(tx, [delivered(id)], MONDAY));
    await world.in((tx) => settleByReport(tx, [failed], MONDAY));
    expect(await world.query("select outcome from interactions")).toEqual([{ outcome: "failed" }]);
    expect(await world.query("select * from sends")).toEqual([]);
    expect(await world.query(DECISIONS)).toMatchObject([
      { kind: "sent" },
      { kind: "failed", evidence: { detail: "dead number" } },
    ]);
    expect(
      await world.query("select effect ->> 'cause' as cause from outbox where kind = 'alarm'"),
    ).toEqual([{ cause: "not-delivered" }]);
  });

  test("of a command that is not ours means nothing", async () => {
    const world = await testWorld(database(), []);
    await world.in((tx) => settleByReport(tx, [delivered("t999999-e1-1"), delivered("x")], MONDAY));
    expect(await world.query(DECISIONS)).toEqual([]);
  });
});
