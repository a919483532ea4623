import { type ChurnModel, LifecyclePlan, READY_SERVICE_DESK } from "@perennial/lifecycle";
import {
  findTenant,
  openDatabase,
  type Statement,
  saveChurnModel,
  saveServiceDesk,
  WORD_FIELDS,
  type WordField,
} from "@perennial/store";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openTestDatabase, type TestDatabase } from "../deliver/testing/test-database.ts";
import { publishPlan } from "../plan/publish-plan.ts";
import { reviewBase } from "../review/review-base.ts";
import { MONDAY, type TestRuntime, testRuntime } from "../testing/test-runtime.ts";
import { type ToldWords, wordsOf } from "./told-words.ts";

const text = (sv: string, en: string) => ({ sv, en });
const PLAN = LifecyclePlan.parse({
  flows: { basis: "agreements" },
  tiers: {
    basis: "purchases",
    tiers: [
      { id: "member", name: text("Stamkund", "Regular"), from: 0 },
      { id: "gold", name: text("Guldklubben", "The Gold Club"), from: 4 },
    ],
  },
});
/** Whose agreement ends soon may leave; whose ends in more than two years hardly does. */
const MODEL: ChurnModel = {
  ...{ day: "2026-01-01", horizon: "P6M", constant: -2 },
  weights: [
    { feature: "ending", coefficient: 6, mean: 0.1 },
    { feature: "declined", coefficient: 1, mean: 0 },
  ],
  ...{ customers: 100, lost: 10, logLikelihood: -1, steps: 1, ridge: 1 },
};

let server: TestDatabase;
let statements: string[];
let watched: ReturnType<typeof openDatabase>;
beforeAll(async () => {
  server = await openTestDatabase();
  const onStatement = ({ sql }: Statement) => statements.push(sql);
  statements = [];
  watched = openDatabase({ url: server.url, connections: 8, onStatement });
});
beforeEach(() => {
  statements = [];
});
afterAll(async () => {
  await watched.destroy();
  await server.close();
});

interface Company extends TestRuntime {
  told(
    ids: readonly string[],
    how?: { readonly fields?: readonly WordField[]; readonly locale?: string },
  ): Promise<Record<string, ToldWords>>;
}

/** A company on the morning after the first night of its plan, with customers whose agreements end on 31 May. */
async function company(ids: readonly string[] = ["1"]): Promise<Company> {
  const of = await testRuntime(watched);
  await of.addCustomers(...ids.map((id) => ({ id, email: `${id}@example.com` })));
  await publishPlan(of.context, of.tenant, { plan: PLAN, by: "test" });
  await of.in((tx) => saveChurnModel(tx, MODEL, MONDAY));
  const tenant = async () => (await findTenant(watched, of.tenant.id)) ?? of.tenant;
  of.clock.moveTo("2026-03-03T05:00:00.000Z");
  await reviewBase(of.context, await tenant());
  return {
    ...of,
    async told(customerIds, { fields = WORD_FIELDS, locale = "sv" } = {}) {
      const asked = { tenant: { ...(await tenant()), locale }, customerIds, fields };
      const told = await of.in((tx) => wordsOf(of.context, tx, asked));
      return Object.fromEntries(told);
    },
  };
}

const RENEWAL =
  "Ditt avtal Fast gäller till och med 31 maj 2026. Vill du att vi går igenom vad som passar dig sedan?";

describe("where a customer stands in words", () => {
  test("is told in the staff's language: the tier, what remains, why it may leave and what to say", async () => {
    const of = await company();
    expect(await of.told(["1"])).toEqual({
      1: {
        tierName: "Stamkund",
        tierRemaining: "4 köp kvar till Guldklubben.",
        tierShare: 0,
        riskReasons: "Har ett avtal som går ut om 2 månader.",
        say: `${RENEWAL}\nÄr du nöjd med det du har hos oss? Är det något vi kan göra bättre?`,
      },
    });
    expect(await of.told(["1"], { locale: "en", fields: ["tierName", "riskReasons"] })).toEqual({
      1: {
        tierName: "Regular",
        riskReasons: "Has an agreement that ends in 2 months.",
      },
    });
  });

  test("is read in as many statements for thirty customers as for one", async () => {
    const ids = Array.from({ length: 30 }, (_, at) => `many-${at}`);
    const of = await company(ids);
    await of.told(ids.slice(0, 1));
    statements = [];
    await of.told(ids.slice(0, 1));
    const ofOne = statements.length;
    statements = [];
    expect(Object.keys(await of.told(ids))).toHaveLength(30);
    expect(statements).toHaveLength(ofOne);
  });

  test("is not asked for where nothing of it is kept, and is nothing of whom nobody knows", async () => {
    const of = await company();
    statements = [];
    expect(await of.told(["1"], { fields: [] })).toEqual({});
    expect(statements.filter((each) => each.includes("purchases"))).toEqual([]);
    expect(await of.told(["nobody"])).toEqual({});
  });

  test("has no reasons without a level, and neither a share nor what remains at the highest tier", async () => {
    const of = await company();
    await of.query(`
      update standings set risk = null, next_tier = null, remaining = null, tier_until = '2026-12-31', to_keep = 0`);
    await of.query("update customers set tier = 'gold'");
    const { 1: told } = await of.told(["1"]);
    expect(told).toEqual({
      tierName: "Guldklubben",
      tierKeeping:
        "Guldklubben är säkrad till och med den 31 december 2026. Det som krävs för att behålla nivån är klart.",
      say: RENEWAL,
    });
  });

  test("tells the rest where a service desk cannot be read, and says so in the log", async () => {
    const of = await company();
    const settings = { routing: "lost" };
    await of.in((tx) => saveServiceDesk(tx, { settings, savedAt: MONDAY, savedBy: "test" }));
    expect(await of.told(["1"])).toEqual({
      1: { tierName: "Stamkund", tierRemaining: "4 köp kvar till Guldklubben.", tierShare: 0 },
    });
    expect(of.lines.filter((each) => each.startsWith("warn"))).toEqual([
      expect.stringContaining("How calls are answered cannot be read"),
    ]);
  });

  test("is a line for each thing to say, the most pressing first and ten at most", async () => {
    const of = await company();
    const talkPoints = Array.from({ length: 12 }, (_, at) => ({
      ...{ id: `p-${at}`, name: text("Fråga", "Ask"), worth: { amount: at } },
      when: { field: "customer.id", is: "equals", value: "1" },
      say: text(`Säg\n\n det ${at}.`, `Say it ${at}.`),
    }));
    const settings = { routing: READY_SERVICE_DESK.routing, talkPoints };
    await of.in((tx) => saveServiceDesk(tx, { settings, savedAt: MONDAY, savedBy: "test" }));
    const { 1: told } = await of.told(["1"], { fields: ["say"] });
    const lines = String(told?.say).split("\n");
    expect(lines).toHaveLength(10);
    expect([lines[0], lines[9]]).toEqual(["Säg det 11.", "Säg det 2."]);
  });
});
