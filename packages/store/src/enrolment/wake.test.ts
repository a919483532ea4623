import { AsyncLocalStorage } from "node:async_hooks";
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

const enter = (count: number) => tenant.inTenant((tx) => enterMany(tx, count, MONDAY));
const claim = (now = WEDNESDAY) => tenant.inTenant((tx) => claimDue(tx, { now, limit: 1_000 }));
/** Does something on a connection of its own, as another process would, though a transaction is open here. */
const outside = AsyncLocalStorage.snapshot();

describe("something that happens while a worker holds the enrolment", () => {
  it("waits for the worker and is seen by the next one, however the worker leaves it", async () => {
    for (const timerAt of ["2030-01-01T00:00:00.000Z", undefined]) {
      tenant = await database.newTenant();
      await enter(1);
      let telling: Promise<void> = Promise.resolve();
      await tenant.inTenant(async (tx) => {
        const [due] = await advanceAll(tx, timerAt);
        const enrolmentId = due?.enrolment.id ?? 0;
        telling = outside(() =>
          tenant.inTenant((other) =>
            wake(other, [{ enrolmentId, stimulus: told("now") }], TUESDAY),
          ),
        );
        await untilBlocked();
      });
      await telling;
      expect(await claim(TUESDAY)).toMatchObject([
        { wakeAt: TUESDAY, stimuli: [{ kind: "signal" }] },
      ]);
    }
  });

  it("is told to nobody when the worker ends it: nothing is left behind", async () => {
    await enter(1);
    let telling: Promise<void> = Promise.resolve();
    await tenant.inTenant(async (tx) => {
      const [due] = await claimDue(tx, { now: WEDNESDAY, limit: 9 });
      if (!due) return;
      const ended = { at: TUESDAY, reason: "done" };
      await saveAdvanced(tx, [{ enrolment: { ...toEnrolment(due.enrolment), ended } }]);
      const news = [{ enrolmentId: due.enrolment.id, stimulus: told("late") }];
      telling = outside(() => tenant.inTenant((other) => wake(other, news, TUESDAY)));
      await untilBlocked();
    });
    await telling;
    const left = await tenant.inTenant((tx) =>
      tx.rows(sql`select 1 from enrolments where news is not null`),
    );
    expect(left).toEqual([]);
    expect(await claim()).toEqual([]);
  });

  it("wakes it then, or when something else would have before", async () => {
    await enter(1);
    const [due] = await tenant.inTenant((tx) => advanceAll(tx, undefined));
    const news = [{ enrolmentId: due?.enrolment.id ?? 0, stimulus: told("x") }];
    await tenant.inTenant((tx) => wake(tx, news, WEDNESDAY));
    expect(await tenant.inTenant(nextWake)).toBe(WEDNESDAY);
    await tenant.inTenant((tx) => wake(tx, news, TUESDAY));
    expect(await tenant.inTenant(nextWake)).toBe(TUESDAY);
    await tenant.inTenant((tx) => wake(tx, news, WEDNESDAY));
    expect(await tenant.inTenant(nextWake)).toBe(TUESDAY);
  });

  it("a storm of it loses nothing: every stimulus is taken once, in the order of its teller", async () => {
    await enter(5);
    const ids = (await claim()).map(({ enrolment }) => enrolment.id);
    await tenant.inTenant((tx) => advanceAll(tx, undefined));
    const seen = new Map<number, string[]>(ids.map((id) => [id, []]));
    let isOver = false;
    const take = () =>
      tenant.inTenant(async (tx) => {
        const due = await advanceAll(tx, undefined);
        for (const { enrolment, stimuli } of due) seen.get(enrolment.id)?.push(...textsOf(stimuli));
        return due.length;
      });
    const worker = async () => {
      while (!isOver) await take();
    };
    const teller = async (name: string) => {
      for (let n = 0; n < 25; n++) {
        const news = ids.map((enrolmentId) => ({ enrolmentId, stimulus: told(`${name}${n}`) }));
        await tenant.inTenant((tx) => wake(tx, n % 2 ? news : news.reverse(), MONDAY));
      }
    };
    const workers = [worker(), worker()];
    await Promise.all([teller("a"), teller("b")]);
    isOver = true;
    await Promise.all(workers);
    await take();
    for (const texts of seen.values()) {
      for (const name of ["a", "b"]) {
        const own = texts.filter((text) => text.startsWith(name));
        expect(own).toEqual(Array.from({ length: 25 }, (_, n) => `${name}${n}`));
      }
    }
  });
});

/** Resolves when a session of the database waits for another one's lock. */
async function untilBlocked(): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from pg_stat_activity
      where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`.execute(
      database.db,
    );
    if ((rows[0]?.n ?? 0) > 0) return;
  }
}
