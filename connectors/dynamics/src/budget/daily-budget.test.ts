import { anyCommand } from "@perennial/conformance";
import { recordingLimiter, testContext } from "@perennial/connector-kit/testing";
import type { ChangePage, Command } from "@perennial/contract";
import { afterEach, describe, expect, test } from "vitest";
import { dayLimiter } from "../testing/day-limiter.ts";
import {
  type OrganizationSession,
  organizationSession,
  readAll,
} from "../testing/organization-session.ts";
import { createDailyBudget, DAY, THOUSAND } from "./daily-budget.ts";
import { readInBudget } from "./read-in-budget.ts";

let it: OrganizationSession;
let limiter: ReturnType<typeof dayLimiter>;
/** A budget of 1000, so that a thousandth is one request. */
const begin = async () => {
  it = await organizationSession({ dailyRequests: THOUSAND }, {}, (clock) => {
    limiter = dayLimiter(clock);
    return limiter;
  });
};
afterEach(() => it?.stop());

const note = (customerId: string, id: string): Command => ({
  ...anyCommand("add-note", id),
  customerId,
});
const people = (count: number) =>
  it.org.staff.fill(
    "contact",
    Array.from({ length: count }, (_one, n) => ({ lastname: `Nr ${n}` })),
  );

describe("the budget of a day", () => {
  test("counts what the organisation counts: pages, single writes, and bulk writes row by row", async () => {
    await begin();
    const ids = people(30);
    await readAll(it.session);
    const receipts = await it.session.perform(ids.map((id, n) => note(id, `n${n}`)));
    expect(receipts.every(({ outcome }) => outcome === "accepted")).toBe(true);
    await it.perform({ ...anyCommand("create-task", "t1"), customerId: ids[0] ?? "" });
    expect(it.org.daily.total).toBeGreaterThan(30);
    expect(limiter.used()).toBe(it.org.daily.total);
  });

  test("is one for all sessions, as processes have them", async () => {
    await begin();
    await readAll(it.session);
    const before = limiter.used();
    await readAll(await it.open({ dailyRequests: THOUSAND }));
    expect(limiter.used()).toBeGreaterThan(before);
  });

  test("has changes read once an hour when it is spent, and never holds a command", async () => {
    await begin();
    const [anna = ""] = people(1);
    const { cursor } = await readAll(it.session);
    it.wait(3_600);
    const spend = async () => {
      while (limiter.used() < THOUSAND) await limiter.take(DAY);
    };
    await spend();
    // What room was taken ahead for is made yet; it is less than a reading takes.
    await readAll(it.session, cursor).catch(() => undefined);
    it.org.staff.change("contact", anna, { lastname: "Ny" });
    const { signals } = await readAll(it.session, cursor);
    expect(signals).toMatchObject([{ type: "customer.changed", customer: { name: "Ny" } }]);
    it.wait(1_200);
    await expect(readAll(it.session, cursor)).rejects.toMatchObject({
      ...{ kind: "rate-limited", retryAfter: 2_400_000 },
      message: expect.stringMatching(
        /^1000 requests were made in 24 hours, .*: changes are read once an hour/,
      ),
    });
    expect(await it.perform(note(anna, "n1"))).toMatchObject({ outcome: "accepted" });
    it.wait(2_400);
    await spend();
    await expect(readAll(it.session, cursor)).resolves.toMatchObject({ signals });
    it.wait(86_400);
    const before = limiter.used();
    await readAll(it.session, cursor);
    expect(limiter.used()).toBeGreaterThan(before);
  });

  test("lets a first load go on for a few pages in an hour, behind its cursor", async () => {
    await begin();
    while (limiter.used() < THOUSAND) await limiter.take(DAY);
    const budget = createDailyBudget({
      requests: THOUSAND,
      context: { ...testContext(), limiter },
    });
    let read = 0;
    const endless = async function* (): AsyncGenerator<ChangePage, void, undefined> {
      for (;;) {
        read += 1;
        yield { signals: [], cursor: `${read}` };
      }
    };
    const pages = readInBudget(budget, endless());
    const all = async () => {
      for await (const _page of pages);
    };
    await expect(all()).rejects.toMatchObject({ kind: "rate-limited", retryAfter: 3_600_000 });
    expect(read).toBe(50);
  });

  test("is kept in thousandths, however large it is", () => {
    const taken = recordingLimiter();
    const context = { ...testContext(), limiter: taken };
    const budget = createDailyBudget({ requests: 500_000, context });
    for (let n = 0; n < 500; n += 1) budget.note(1);
    expect(taken.taken).toEqual([DAY]);
    budget.note(2_000);
    expect(taken.taken).toHaveLength(5);
  });
});
