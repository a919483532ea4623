import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { advanceAll, enterMany, textsOf, told } from "../testing/example-enrolments.ts";
import {
  MONDAY,
  startTestDatabase,
  type TestDatabase,
  type TestTenant,
  TUESDAY,
  WEDNESDAY,
} from "../testing/test-database.ts";
import { claimDue, nextWake } from "./claim-due.ts";
import { saveAdvanced } from "./save-advanced.ts";
import { toEnrolment } from "./stored-enrolment.ts";
import { wake } from "./wake.ts";

let database: TestDatabase;
let tenant: TestTenant;
beforeAll(async () => {
  database = await startTestDatabase();
}, 60_000);
afterAll(() => database.close());
beforeEach(async () => {
  tenant = await database.newTenant();
});

const enter = (count: number, now = MONDAY) => tenant.inTenant((tx) => enterMany(tx, count, now));
const claim = (now = WEDNESDAY, limit = 1_000) =>
  tenant.inTenant((tx) => claimDue(tx, { now, limit }));

describe("claiming", () => {
  it("gives what is due, the earliest first, and no more than asked for", async () => {
    await enter(2, TUESDAY);
    await tenant.inTenant((tx) =>
      tx.run(sql`update enrolments set wake_at = ${MONDAY} where key = 'c1'`),
    );
    expect(await claim(MONDAY)).toHaveLength(1);
    expect((await claim(TUESDAY)).map(({ enrolment }) => enrolment.key)).toEqual(["c1", "c0"]);
    expect((await claim(TUESDAY, 1)).map(({ wakeAt }) => wakeAt)).toEqual([MONDAY]);
  });

  it("from a floor on leaves out what was due before it", async () => {
    await enter(1, MONDAY);
    const from = (floor: string) =>
      tenant.inTenant((tx) => claimDue(tx, { now: WEDNESDAY, limit: 9, floor }));
    expect(await from(MONDAY)).toHaveLength(1);
    expect(await from(TUESDAY)).toHaveLength(0);
  });

  it("takes the stimuli in the order in which they were told, and only once", async () => {
    await enter(1);
    const [due] = await tenant.inTenant((tx) => advanceAll(tx, undefined));
    expect(textsOf(due?.stimuli ?? [])).toEqual(["entry"]);
    const enrolmentId = due?.enrolment.id ?? 0;
    for (const text of ["a", "b"]) {
      await tenant.inTenant((tx) =>
        wake(
          tx,
          [text, `${text}${text}`].map((each) => ({ enrolmentId, stimulus: told(each) })),
          MONDAY,
        ),
      );
    }
    const [next] = await tenant.inTenant((tx) => advanceAll(tx, TUESDAY));
    expect(textsOf(next?.stimuli ?? [])).toEqual(["a", "aa", "b", "bb"]);
    const [last] = await claim();
    expect(last?.stimuli).toEqual([]);
  });

  it("by several workers gives each row to one of them", async () => {
    await enter(400);
    const taken: number[] = [];
    const work = () =>
      tenant.inTenant(async (tx) => {
        const due = await claimDue(tx, { now: WEDNESDAY, limit: 70 });
        taken.push(...due.map(({ enrolment }) => enrolment.id));
        await tx.rows(sql`select pg_sleep(0.02)`);
        await saveAdvanced(
          tx,
          due.map(({ enrolment }) => ({ enrolment: toEnrolment(enrolment) })),
        );
        return due.length;
      });
    for (let claimed = 1; claimed > 0; ) {
      claimed = (await Promise.all([work(), work(), work(), work()])).reduce((a, b) => a + b);
    }
    expect(taken).toHaveLength(400);
    expect(new Set(taken).size).toBe(400);
  });

  it("that fails leaves everything as it was: state and stimuli", async () => {
    await enter(1);
    const failing = tenant.inTenant(async (tx) => {
      await advanceAll(tx, TUESDAY);
      throw new RangeError("the worker broke down");
    });
    await expect(failing).rejects.toThrow(RangeError);
    expect(await claim()).toMatchObject([
      { stimuli: [{ kind: "entry" }], enrolment: { step: null } },
    ]);
  });
});

describe("an enrolment that was advanced", () => {
  it("is due again when its time comes, or never without one", async () => {
    await enter(1);
    await tenant.inTenant((tx) => advanceAll(tx, TUESDAY));
    expect(await tenant.inTenant(nextWake)).toBe(TUESDAY);
    expect(await claim(MONDAY)).toEqual([]);
    await tenant.inTenant((tx) => advanceAll(tx, undefined));
    expect(await tenant.inTenant(nextWake)).toBeUndefined();
  });

  it("keeps where it stands, what it noted, and its end", async () => {
    await enter(1);
    const [due] = await claim();
    const state = {
      ...{ id: String(due?.enrolment.id), customerId: "c0", key: "c0", holdout: false },
      ...{ step: "ask", stage: "due", timerAt: WEDNESDAY, effects: 3 },
      variables: { offer: "två år", "times:ask": 1, none: null },
    };
    const saved = async (enrolment: typeof state & { ended?: { at: string; reason: string } }) => {
      await tenant.inTenant((tx) => saveAdvanced(tx, [{ enrolment }]));
      const rows = await tenant.inTenant((tx) =>
        tx.rows<Record<string, unknown>>(sql`
          select step, stage, timer_at, wake_at, effects, variables, ended, ended_at, end_reason from enrolments`),
      );
      return rows[0];
    };
    expect(await saved(state)).toEqual({
      ...{ step: "ask", stage: "due", timer_at: WEDNESDAY, wake_at: WEDNESDAY, effects: 3 },
      ...{ variables: state.variables, ended: false, ended_at: null, end_reason: null },
    });
    const { step: _step, timerAt: _timer, ...rest } = state;
    const over = { ...rest, ended: { at: TUESDAY, reason: "declined" } };
    expect(await saved(over as typeof state & typeof over)).toMatchObject({
      ...{ step: null, stage: "due", timer_at: null, wake_at: null },
      ...{ ended: true, ended_at: TUESDAY, end_reason: "declined" },
    });
  });
});
