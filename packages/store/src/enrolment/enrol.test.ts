import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  MONDAY,
  startTestDatabase,
  type TestDatabase,
  type TestTenant,
  TUESDAY,
  WEDNESDAY,
} from "../testing/test-database.ts";
import { claimDue } from "./claim-due.ts";
import { enrol, type NewEnrolment, type Reentry } from "./enrol.ts";
import { findEnrolments, findRunning } from "./find-enrolments.ts";
import { saveAdvanced } from "./save-advanced.ts";
import { toEnrolment } from "./stored-enrolment.ts";

let database: TestDatabase;
let tenant: TestTenant;
beforeAll(async () => {
  database = await startTestDatabase();
}, 60_000);
afterAll(() => database.close());
beforeEach(async () => {
  tenant = await database.newTenant();
});

const anna: NewEnrolment = {
  ...{ program: "renewal", programVersion: 3, customerId: "c1", agreementId: "a1", key: "a1" },
  ...{ holdout: true, entry: { kind: "entry", cause: "agreement.end" } },
};
const enter = (entries: readonly NewEnrolment[], reentry: Reentry = "never", now = MONDAY) =>
  tenant.inTenant((tx) => enrol(tx, entries, { now, reentry }));
const rows = () =>
  tenant.inTenant((tx) =>
    tx.rows<Record<string, unknown>>(
      sql`select program, customer_id, key, round, ended from enrolments order by id`,
    ),
  );
/** Ends everything that runs. */
const end = (at: string) =>
  tenant.inTenant(async (tx) => {
    const due = await claimDue(tx, { now: WEDNESDAY, limit: 100 });
    const ended = { at, reason: "done" };
    const over = due.map(({ enrolment }) => {
      const { step: _step, timerAt: _timer, ...rest } = toEnrolment(enrolment);
      return { enrolment: { ...rest, ended } };
    });
    await saveAdvanced(tx, over);
  });

describe("an entry", () => {
  it("is written whole, is due at once and waits with its stimulus", async () => {
    expect(await enter([anna])).toEqual([anna]);
    const [due] = await tenant.inTenant((tx) => claimDue(tx, { now: MONDAY, limit: 9 }));
    expect(due).toMatchObject({ wakeAt: MONDAY, stimuli: [anna.entry] });
    const id = due?.enrolment.id ?? 0;
    expect(due?.enrolment).toEqual({
      ...{
        id,
        program: "renewal",
        programVersion: 3,
        customerId: "c1",
        agreementId: "a1",
        invitationId: null,
      },
      ...{ key: "a1", round: 0, ended: false, step: null, stage: null, timerAt: null, effects: 0 },
      ...{ variables: {}, holdout: true, enteredAt: MONDAY, endedAt: null, endReason: null },
    });
    expect(due && toEnrolment(due.enrolment)).toEqual({
      ...{ id: String(id), customerId: "c1", agreementId: "a1", key: "a1", effects: 0 },
      ...{ variables: {}, holdout: true },
    });
  });

  it("of a key that runs already is none", async () => {
    await enter([anna]);
    expect(await enter([anna], "always", TUESDAY)).toEqual([]);
    expect(await rows()).toHaveLength(1);
  });

  it("twice in one go is one", async () => {
    expect(await enter([anna, { ...anna }])).toEqual([anna]);
    expect(await rows()).toHaveLength(1);
  });

  it("into two programs, by two keys and of two customers is one each", async () => {
    const entries = [
      anna,
      { ...anna, program: "winback" },
      { ...anna, key: "a2" },
      { ...anna, customerId: "c2" },
    ];
    expect(await enter(entries)).toHaveLength(4);
    expect(new Set((await rows()).map((row) => JSON.stringify(row))).size).toBe(4);
  });

  it("by several at once is one, with one stimulus", async () => {
    const entered = await Promise.all(Array.from({ length: 6 }, () => enter([anna])));
    expect(entered.flat()).toHaveLength(1);
    const [due] = await tenant.inTenant((tx) => claimDue(tx, { now: MONDAY, limit: 9 }));
    expect(due?.stimuli).toHaveLength(1);
  });

  it("by several at once, of many in different orders, locks nobody out", async () => {
    const many = Array.from({ length: 200 }, (_, i) => ({ ...anna, customerId: `c${i}` }));
    const turned = [...many].reverse();
    const entered = await Promise.all([enter(many), enter(turned), enter(many), enter(turned)]);
    expect(entered.flat()).toHaveLength(200);
  });
});

describe("entering again", () => {
  it("is not allowed where the program never takes the same one twice", async () => {
    await enter([anna]);
    await end(TUESDAY);
    expect(await enter([anna], "never", WEDNESDAY)).toEqual([]);
  });

  it("begins a new round where it always may", async () => {
    await enter([anna]);
    await end(TUESDAY);
    expect(await enter([anna], "always", WEDNESDAY)).toEqual([anna]);
    expect((await rows()).map(({ round, ended }) => [round, ended])).toEqual([
      [0, true],
      [1, false],
    ]);
    await end(WEDNESDAY);
    await enter([anna], "always", WEDNESDAY);
    expect((await rows()).map(({ round }) => round)).toEqual([0, 1, 2]);
  });

  it("is allowed once the last entry lies far enough back", async () => {
    await enter([anna], "never", TUESDAY);
    await end(WEDNESDAY);
    expect(await enter([anna], { enteredBefore: TUESDAY }, WEDNESDAY)).toEqual([]);
    expect(await enter([anna], { enteredBefore: WEDNESDAY }, WEDNESDAY)).toEqual([anna]);
  });

  it("at once by several is one new round", async () => {
    await enter([anna]);
    await end(TUESDAY);
    const entered = await Promise.all(Array.from({ length: 5 }, () => enter([anna], "always")));
    expect(entered.flat()).toHaveLength(1);
  });
});

describe("finding enrolments", () => {
  it("gives those that run by customer, and any by id", async () => {
    await enter([anna, { ...anna, customerId: "c2" }]);
    await end(TUESDAY);
    await enter([anna, { ...anna, customerId: "c3" }], "always");
    const running = await tenant.inTenant((tx) => findRunning(tx, ["c1", "c2", "c3", "c4"]));
    expect(running.map(({ customerId, round }) => [customerId, round])).toEqual([
      ["c1", 1],
      ["c3", 0],
    ]);
    const ids = running.map(({ id }) => id);
    const first = (ids[0] ?? 0) - 1;
    const found = await tenant.inTenant((tx) => findEnrolments(tx, [first, ...ids, 999_999]));
    expect([...found.keys()].sort((a, b) => a - b)).toEqual([first, ...ids]);
    expect(found.get(first)?.ended).toBe(true);
  });
});
