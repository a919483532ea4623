import { ApiError, type Client } from "@perennial/api";
import { Customer, Interaction, Purchase } from "@perennial/contract";
import { VISIT_CRITERIA } from "@perennial/lifecycle";
import {
  addRecords,
  asTenant,
  CUSTOMERS,
  INTERACTIONS,
  PURCHASES,
  upsertRecords,
} from "@perennial/store";
import { beforeAll, describe, expect, test } from "vitest";
import { queryAs } from "../testing/query-as.ts";
import { clientAs, otherTenant } from "../testing/roles-and-tenants.ts";
import { useServer } from "../testing/test-server.ts";

const server = useServer();
let viewer: Client;
let marketer: Client;

const district = "Skövde";
/** A company of a district, with what the criteria ask about. */
const company = (id: string, attributes: Readonly<Record<string, unknown>>, where = district) => ({
  ...{ id, kind: "company", name: `Bolaget ${id}`, locale: "sv" },
  ...{ owner: "eva", attributes: { ...attributes, district: where } },
  updatedAt: "2026-01-01T00:00:00.000Z",
});
const numbered = (name: string, count: number) =>
  Array.from({ length: count }, (_, number) => `${name}-${number}`);

const LEFT_OUT = numbered("left", 18);
const BEST = numbered("best", 2);
const WEAK = numbered("weak", 3);
const OWN = numbered("own", 14);

beforeAll(async () => {
  viewer = await clientAs(server(), "viewer");
  marketer = await clientAs(server(), "marketer");
  const { runtime, tenant } = server();
  const companies = [
    ...LEFT_OUT.map((id) => company(id, { investmentBudget: true, trucks: 2 })),
    ...BEST.map((id) => company(id, { investmentBudget: true, plansChange: true })),
    ...WEAK.map((id) => company(id, { trucks: 1 })),
    ...OWN.map((id) => company(id, { trucks: 0 })),
    company("far", { trucks: 9 }, "Borås"),
  ].map((each) => Customer.parse(each));
  await asTenant(runtime.db, tenant.id, (tx) => upsertRecords(tx, CUSTOMERS, companies));
  // The example company has criteria of its own; these are about any company's.
  await queryAs(server(), "delete from visit_criteria");
}, 60_000);

const refusal = async (asking: Promise<unknown>) => {
  const error: unknown = await asking.catch((reason: unknown) => reason);
  if (!(error instanceof ApiError)) throw new Error("it was not refused");
  return error.problem;
};
const visits = [...OWN, ...BEST, ...WEAK].map((customerId) => ({ customerId, date: "2026-03-10" }));
/** The next three weeks (B-03). */
const WEEKS = { from: "2026-03-02", to: "2026-03-22" };

describe("the worklist of Skövde", () => {
  test("has the 23 companies that meet a criterion, the best first, with reasons and what to bring", async () => {
    const { items, next } = await viewer.ask("getWorklist", { query: { district } });
    expect(items).toHaveLength(23);
    expect(next).toBeNull();
    expect(items.map(({ score }) => score)).toEqual([6, 6, ...LEFT_OUT.map(() => 4), 1, 1, 1]);
    const [best] = items;
    expect(best).toMatchObject({ customerId: "best-0", kind: "prospect", district, owner: "eva" });
    expect(best?.reasons.map(({ criterion }) => criterion)).toEqual([
      "investment-budget",
      "plans-change",
    ]);
    expect(best?.whyNow.sv).toContain("har fått investeringsbudget");
    expect(best?.bring.en).toContain("an investment calculation");
  });

  test("comes page by page, and by owner", async () => {
    const all = await viewer.ask("getWorklist", { query: { district, owner: "eva" } });
    const pages = [];
    let after: string | undefined;
    do {
      const query = { district, limit: 5, ...(after !== undefined && { after }) };
      const page = await viewer.ask("getWorklist", { query });
      pages.push(...page.items);
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(pages).toEqual(all.items);
    const nobody = await viewer.ask("getWorklist", { query: { owner: "nisse" } });
    expect(nobody.items).toEqual([]);
  });

  test("shows that 18 of 23 are more worth a visit and 2 of 19 planned a better choice (B-04)", async () => {
    const body = { ...{ district, visits }, ...WEEKS };
    const audit = await viewer.ask("auditVisitPlan", { body });
    expect([audit.missed.length, audit.found]).toEqual([18, 23]);
    expect([audit.good.length, audit.planned]).toEqual([2, 19]);
    expect([audit.wasted.length, audit.withoutReason]).toEqual([17, 14]);
    expect(audit.wrongChoiceRate).toBe(17 / 19);
    expect(JSON.stringify(audit)).not.toContain("66");
  });

  test("judges a planned company of another district by what it is worth", async () => {
    const body = { ...{ district, ...WEEKS }, visits: [{ customerId: "far", date: "2026-03-03" }] };
    const audit = await viewer.ask("auditVisitPlan", { body });
    expect(audit.withoutReason).toBe(0);
    expect(audit.wasted).toMatchObject([{ customerId: "far", name: "Bolaget far", score: 1 }]);
  });

  test("is refused a plan with a company that is not there, by its row, and days that are back to front", async () => {
    const unknown = { customerId: "nobody", date: "2026-03-10" };
    const body = { ...WEEKS, visits: [...visits, unknown] };
    const { problems } = await refusal(viewer.ask("auditVisitPlan", { body }));
    expect(problems?.map(({ place }) => place)).toEqual(["body.visits.19.customerId"]);
    const turned = { from: WEEKS.to, to: WEEKS.from, visits: [] };
    const { problems: days } = await refusal(viewer.ask("auditVisitPlan", { body: turned }));
    expect(days?.[0]?.place).toBe("body.to");
  });
});

describe("what data criteria lack", () => {
  test("is told with the fields to map", async () => {
    const { items, looked } = await viewer.ask("getWorklistGaps");
    expect(looked).toBeGreaterThan(0);
    expect(items).toHaveLength(9);
    const gap = items.find(({ criterion }) => criterion === "contact-changes");
    expect(gap).toMatchObject({
      judged: "not-at-all",
      fields: [{ field: "customer.attributes.contactChangesOn", filled: 0 }],
    });
  });
});

describe("what visits lead to (B-07)", () => {
  const DAY = 86_400_000;
  let since = "";
  const dayOf = (days: number) =>
    new Date(Date.parse(`${since}T10:00:00.000Z`) + days * DAY).toISOString();

  beforeAll(async () => {
    const { runtime, tenant } = server();
    since = new Date(Date.parse(runtime.clock.now()) - 100 * DAY).toISOString().slice(0, 10);
    const contact = (customerId: string, days: number, kind: "visit" | "reply") =>
      Interaction.parse({
        ...{ id: `${kind}-${customerId}-${days}`, customerId, at: dayOf(days), kind },
        ...{ direction: kind === "visit" ? "out" : "in", channel: "other", text: "-" },
      });
    const order = (customerId: string, days: number, amount: number) =>
      Purchase.parse({
        ...{ id: `p-${customerId}-${days}`, customerId, at: dayOf(days), amount },
        ...{ currency: "SEK", quantity: 1, discount: 0 },
      });
    await asTenant(runtime.db, tenant.id, async (tx) => {
      await addRecords(tx, INTERACTIONS, [
        // Before: three to nobody's gain, one of them answered too late, and one that led to an enquiry.
        contact("own-0", -40, "visit"),
        contact("own-1", -40, "visit"),
        contact("own-2", -40, "visit"),
        contact("own-2", -5, "reply"),
        contact("own-3", -40, "visit"),
        contact("own-3", -30, "reply"),
        // After: one that was ordered upon, one that was returned, and one that is too new to tell.
        contact("best-0", 5, "visit"),
        contact("best-1", 5, "visit"),
        contact("best-1", 95, "visit"),
      ]);
      await addRecords(tx, PURCHASES, [order("best-0", 20, 900), order("best-1", 20, -900)]);
    });
  });

  test("is counted before a day and after it, as far as it can be known yet", async () => {
    const query = { since, days: 60, within: 30 };
    const effect = await viewer.ask("getVisitEffect", { query });
    expect(effect).toMatchObject({
      before: { visits: 4, zeroVisits: 3, enquiries: 1, orders: 0 },
      after: { from: since, visits: 2, zeroVisits: 1, enquiries: 0, orders: 1 },
      change: { zeroVisits: -0.25, enquiries: -0.25, orders: 0.5 },
    });
    expect(effect.sentence.sv).toContain("50\u00a0% efter");
    const long = await viewer.ask("getVisitEffect", { query: { ...query, days: 700 } });
    expect([long.after.visits, long.after.to]).toEqual([2, dayOf(69).slice(0, 10)]);
  });

  test("is refused while it cannot be known, with the day on which it can", async () => {
    const query = { since, days: 60, within: 120 };
    const { status, detail } = await refusal(viewer.ask("getVisitEffect", { query }));
    expect([status, detail]).toEqual([409, expect.stringContaining(dayOf(121).slice(0, 10))]);
  });

  test("is each company's own", async () => {
    const foreign = await clientAs(server(), "viewer", await otherTenant(server()));
    const effect = await foreign.ask("getVisitEffect", { query: { since, within: 30 } });
    expect(effect).toMatchObject({
      ...{ before: { visits: 0, shares: null }, change: null },
      sentence: { en: "No visits are recorded." },
    });
  });
});

describe("criteria", () => {
  test("are the nine ready ones until somebody saves their own, which then decide", async () => {
    const ready = await viewer.ask("getVisitCriteria");
    expect([ready.criteria.length, ready.isReady]).toEqual([9, true]);
    const [first, ...others] = VISIT_CRITERIA;
    const own = {
      ...{ ...first, id: "many-trucks", points: 7 },
      when: { field: "customer.attributes.trucks", is: "at-least", value: 9 },
    };
    await marketer.ask("putVisitCriteria", { body: { criteria: [own, ...others] } });
    const { items } = await viewer.ask("getWorklist", { query: { district: "Borås" } });
    expect(items).toMatchObject([{ customerId: "far", score: 7 }]);
    const changes = await (await clientAs(server(), "admin")).ask("listAudit", { query: {} });
    expect(changes.items.map(({ operation }) => operation)).toContain("putVisitCriteria");
  });

  test("are refused by their places", async () => {
    const [first] = VISIT_CRITERIA;
    const wrong = {
      ...first,
      when: { field: "customer.attributes.wheels", is: "equals", value: 4 },
    };
    const places = [];
    for (const criteria of [[wrong], [first, first], []]) {
      const body = { criteria: criteria.map((each) => ({ ...each })) };
      const { problems } = await refusal(marketer.ask("putVisitCriteria", { body }));
      places.push(problems?.[0]?.place);
    }
    expect(places).toEqual(["body.criteria.0.when.field", "body.criteria.1.id", "body.criteria"]);
  });

  test("and companies of another tenant are nobody else's", async () => {
    const foreign = await clientAs(server(), "viewer", await otherTenant(server()));
    expect((await foreign.ask("getWorklist", { query: { district } })).items).toEqual([]);
    expect((await foreign.ask("getVisitCriteria")).isReady).toBe(true);
    const body = { ...WEEKS, visits: [{ customerId: "best-0", date: "2026-03-10" }] };
    expect((await refusal(foreign.ask("auditVisitPlan", { body }))).status).toBe(400);
  });
});
