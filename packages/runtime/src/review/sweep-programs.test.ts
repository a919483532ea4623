import type { Agreement } from "@perennial/contract";
import { addDays, localDateOf } from "@perennial/lifecycle";
import { asTenant, type StoredDecision } from "@perennial/store";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { advanceDue } from "../advance/advance-due.ts";
import { useTestDatabase } from "../deliver/testing/test-database.ts";
import { decisionWords } from "../explain/decision-words.ts";
import { programOf } from "../testing/test-program.ts";
import { type TestRuntime, testRuntime } from "../testing/test-runtime.ts";
import { countAudience } from "./count-audience.ts";
import { sweepPrograms } from "./sweep-programs.ts";

const database = useTestDatabase();
/** Thirty days before the end, and up to ten days late. */
const STEPS = "{ id: rest, do: wait, for: P1D }\n{ id: done, do: exit, reason: completed }";
const ACTIVE = "entry: { field: agreement.status, is: equals, value: active }";
const DUE = programOf("due", { steps: STEPS, more: `${ACTIVE}\nreentry: always` });

async function company(): Promise<TestRuntime> {
  const of = await testRuntime(database());
  await of.addCustomers({ id: "1" });
  await of.query("delete from agreements");
  await of.publish("due", DUE);
  return of;
}

/** Agreements of customer 1 by the days from today until they end. */
function ending(
  of: TestRuntime,
  days: Readonly<Record<string, number>>,
  more: Partial<Agreement> = {},
): Promise<void> {
  const today = localDateOf(of.clock.now(), "Europe/Stockholm");
  const agreements = Object.entries(days).map(([id, until]) => ({
    ...{ id, customerId: "1", end: addDays(today, until), ...more },
  }));
  return of.addAgreements(...agreements);
}

async function sweepOn(of: TestRuntime, day?: string): Promise<readonly unknown[]> {
  if (day !== undefined) of.clock.moveTo(`${day}T06:00:00.000Z`);
  return (await sweepPrograms(of.context, of.tenant)).map((each) => [
    each.entered,
    each.turnedAway,
  ]);
}

const keys = (of: TestRuntime) =>
  of.query<{ key: string; round: number }>("select key, round from enrolments order by key, round");

function turnedAway(of: TestRuntime): Promise<readonly StoredDecision[]> {
  return of.query(
    "select kind, reason, step, evidence from decisions where kind = 'not-entered' order by id",
  );
}

describe("looking at dates", () => {
  test("lets in from the day until the last late day, both included", async () => {
    const of = await company();
    await ending(of, {
      "too-early": 31,
      today: 30,
      late: 25,
      "last-day": 20,
      "too-late": 19,
      past: -1,
    });
    expect(await sweepOn(of)).toEqual([[3, 0]]);
    expect((await keys(of)).map(({ key }) => key)).toEqual(["last-day", "late", "today"]);
    const [entry] = await of.query(
      "select jsonb_array_elements(news) as body from enrolments limit 1",
    );
    expect(entry).toEqual({ body: { kind: "entry", cause: "agreement.end" } });
  });

  test("is done once a day", async () => {
    const of = await company();
    await ending(of, { a: 30 });
    expect(await sweepOn(of)).toEqual([[1, 0]]);
    await ending(of, { b: 30 });
    expect(await sweepOn(of)).toEqual([]);
    expect(await sweepOn(of, "2026-03-03")).toEqual([[1, 0]]);
  });

  test("lets a date in once, also when its case has ended, and anew when it is another", async () => {
    const of = await company();
    await ending(of, { a: 30 });
    await sweepOn(of);
    await advanceDue(of.context, of.tenant);
    of.clock.moveTo("2026-03-04T06:00:00.000Z");
    await advanceDue(of.context, of.tenant);
    expect(await of.query("select ended from enrolments")).toEqual([{ ended: true }]);
    expect(await sweepOn(of)).toEqual([[0, 0]]);
    await ending(of, { a: 27 }, { updatedAt: "2026-03-04T00:00:00.000Z" });
    expect(await sweepOn(of, "2026-03-05")).toEqual([[1, 0]]);
    expect(await keys(of)).toEqual([
      { key: "a", round: 0 },
      { key: "a", round: 1 },
    ]);
  });

  test("turns away once for each date, and says why in both languages", async () => {
    const of = await company();
    await ending(of, { a: 30 }, { status: "cancelled" });
    expect(await sweepOn(of)).toEqual([[0, 1]]);
    expect(await sweepOn(of, "2026-03-03")).toEqual([[0, 0]]);
    await ending(of, { a: 28 }, { status: "ended", updatedAt: "2026-03-03T00:00:00.000Z" });
    expect(await sweepOn(of, "2026-03-04")).toEqual([[0, 1]]);
    const [first, second, ...rest] = await turnedAway(of);
    expect(rest).toEqual([]);
    expect(first?.evidence).toMatchObject({ agreement: "a", occurrence: "turned-away:2026-04-01" });
    const said = [first, second].flatMap((each) =>
      each ? [decisionWords(each, "sv"), decisionWords(each, "en")] : [],
    );
    expect(said).toEqual([
      expect.stringMatching(/^Kom inte in i programmet: .*avtal.*\.$/),
      expect.stringMatching(/^Did not enter the program: .*agreement.*\.$/),
      expect.stringMatching(/^Kom inte in i programmet: /),
      expect.stringMatching(/^Did not enter the program: /),
    ]);
    expect(said[1]).not.toMatch(/avtal|är/);
  });

  test("does not look at programs that are not active", async () => {
    const of = await company();
    await of.publish("due", DUE, "paused");
    await ending(of, { a: 30 });
    expect(await sweepOn(of)).toEqual([]);
    expect(await keys(of)).toEqual([]);
  });

  test("goes on with the other programs when one cannot be looked at", async () => {
    const of = await company();
    const odd = "[{ date: customer.name, before: P30D }]";
    await of.publish("a-broken", programOf("a-broken", { steps: STEPS, triggers: odd }));
    await of.publish("unreadable", programOf("unreadable", { steps: STEPS }));
    await of.query("update program_versions set files = '{}' where program = 'unreadable'");
    await ending(of, { a: 30 });
    expect(await sweepOn(of)).toEqual([[1, 0]]);
    expect(of.lines.filter((line) => line.startsWith("error"))).toHaveLength(2);
  });
});

test("the audience is told to be whom the sweep then lets in", async () => {
  const property = fc.asyncProperty(
    fc.array(
      fc.record({
        until: fc.integer({ min: 15, max: 35 }),
        status: fc.constantFrom("active", "ended", "cancelled", "ordered"),
        party: fc.constantFrom("own", "competitor"),
      }),
      { minLength: 1, maxLength: 12 },
    ),
    async (agreements) => {
      const of = await company();
      for (const [index, { until, ...more }] of agreements.entries())
        await ending(of, { [`${index}`]: until }, more);
      const loaded = await asTenant(database(), of.tenant.id, (tx) =>
        of.context.programs.load(tx, "due", 1),
      );
      const told = await countAudience(of.context, of.tenant, loaded);
      const [swept] = await sweepPrograms(of.context, of.tenant);
      expect(told.today).toBe(swept?.entered);
      const own = agreements.filter(({ party }) => party === "own");
      expect(told.eligible).toBe(own.filter(({ status }) => status === "active").length);
      expect((await countAudience(of.context, of.tenant, loaded)).today).toBe(0);
    },
  );
  await fc.assert(property, { seed: 7, numRuns: 12 });
}, 30_000);
