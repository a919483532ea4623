import { LifecyclePlan } from "@perennial/lifecycle";
import {
  findTenant,
  listAuditEntries,
  listPlans,
  readNotify,
  saveCursor,
  type Tenant,
} from "@perennial/store";
import { expect, test } from "vitest";
import { useTestDatabase } from "../deliver/testing/test-database.ts";
import { publishPlan } from "../plan/publish-plan.ts";
import { changeSettings, readTenantSettings } from "../tenant/tenant-settings.ts";
import { type TestPage, testPage } from "../testing/test-page.ts";
import { programOf } from "../testing/test-program.ts";
import { MONDAY, type TestRuntime, testRuntime } from "../testing/test-runtime.ts";
import { exchangePage } from "./page-exchange.ts";

const database = useTestDatabase();

const SETTINGS = `
settings:
  ahead: { type: duration, default: P30D, label: { sv: Hur långt före, en: How long before } }
  attempts: { type: number, default: 3, label: { sv: Försök, en: Attempts } }
`;
const STEPS = "{ id: rest, do: wait, for: { setting: ahead } }";
const PLAN = LifecyclePlan.parse({
  tiers: {
    benefits: [{ id: "tea", name: { sv: "Te", en: "Tea" } }],
    tiers: [
      { id: "bronze", name: { sv: "Brons", en: "Bronze" }, from: 0 },
      { id: "silver", name: { sv: "Silver", en: "Silver" }, from: 500_000, benefits: ["tea"] },
      { id: "gold", name: { sv: "Guld", en: "Gold" }, from: 2_000_000 },
    ],
  },
});

interface PageWorld extends TestRuntime {
  readonly page: TestPage;
  /** The tenant as it is now. */
  now(): Promise<Tenant>;
  exchange(): Promise<boolean>;
}

/** A company whose connection has a page, with one program and a club. */
async function pageWorld({ hasPage = true } = {}): Promise<PageWorld> {
  const page = testPage("page");
  if (hasPage) page.rows = new Map();
  const of = await testRuntime(database(), [page]);
  await of.publish("renewal", programOf("renewal", { steps: STEPS, more: SETTINGS }), "draft");
  const now = async () => (await findTenant(database(), of.tenant.id)) ?? of.tenant;
  await publishPlan(of.context, of.tenant, { plan: PLAN, by: "test" });
  return {
    ...{ ...of, page, now },
    async exchange() {
      const open = await of.context.connections.get(of.tenant.id, "page");
      if (!open) throw new Error("no connection");
      const consoleUrl = "https://perennial.example";
      return exchangePage(of.context, { tenant: await now(), open, consoleUrl });
    },
  };
}

test("an empty page is told what is in force", async () => {
  const { page, exchange } = await pageWorld();
  expect(await exchange()).toBe(false);
  expect(page.values("company", "default")).toMatchObject({
    ...{ locale: "sv", timeZone: "Europe/Stockholm", country: "SE" },
    ...{ weekdayFrom: "08:00", weekdayTo: "20:00", saturdayTo: "18:00", holidayFrom: null },
    ...{ capLimit: 2, capDays: 7, budgetPerYear: 48, notify: null, agreementSource: "None" },
    ...{ connectionState: "working", consoleUrl: "https://perennial.example" },
  });
  expect(page.values("rule", "renewal")).toEqual({
    ...{ program: "renewal", kind: "switch", value: "paused", default: "paused", order: 0 },
    ...{ state: "draft", running: 0, label: "Prov renewal" },
  });
  expect(page.values("rule", "renewal/ahead")).toMatchObject({
    ...{ label: "Hur långt före", kind: "duration", value: "P30D", default: "P30D" },
  });
  expect(page.values("tier", "silver")).toEqual({
    ...{ name: "Silver", rank: 2, basis: "value", from: 5_000, benefits: "Te" },
  });
});

test("what is as it was is not written again", async () => {
  const { page, exchange } = await pageWorld();
  await exchange();
  page.written.length = 0;
  await exchange();
  expect(page.written).toEqual([]);
});

test("without the page nothing is taken and nothing written", async () => {
  const { page, exchange } = await pageWorld({ hasPage: false });
  expect(await exchange()).toBe(false);
  expect(page.rows).toBeUndefined();
});

test("a program is turned on with a setting of its own, each by its own answer", async () => {
  const { page, exchange, context, in: inside } = await pageWorld();
  await exchange();
  page.choose("rule", "renewal", { value: "active" }, "Maja Marknad");
  page.choose("rule", "renewal/attempts", { value: "5" }, "Maja Marknad");
  page.choose("rule", "renewal/ahead", { value: "soon" });
  expect(await exchange()).toBe(true);
  const [stored] = await inside((tx) => context.programs.list(tx));
  expect(stored).toMatchObject({ state: "active", settings: { attempts: 5 } });
  expect(page.rows?.get("rule renewal")).toMatchObject({ appliedRevision: 1, problem: null });
  expect(page.rows?.get("rule renewal/attempts")).toMatchObject({ problem: null });
  const refused = page.rows?.get("rule renewal/ahead");
  expect(refused?.problem).toContain("Välj en tidslängd, till exempel P90D.");
  expect(refused?.values.value).toBe("soon");
  const { items } = await inside((tx) => listAuditEntries(tx, { limit: 10 }));
  expect(items).toEqual([
    expect.objectContaining({ who: "Maja Marknad", origin: "crm-page", operation: "setProgram" }),
    expect.objectContaining({ after: { settings: { attempts: "5" } } }),
  ]);
});

test("what was refused stands with its reason until somebody chooses anew", async () => {
  const { page, exchange } = await pageWorld();
  await exchange();
  page.choose("rule", "renewal/ahead", { value: "soon" });
  await exchange();
  await exchange();
  expect(page.values("rule", "renewal/ahead")?.value).toBe("soon");
  page.choose("rule", "renewal/ahead", { value: "P10D" });
  await exchange();
  expect(page.rows?.get("rule renewal/ahead")).toMatchObject({ problem: null, appliedRevision: 2 });
});

test("the company's settings are taken, and what is finer than the page stays", async () => {
  const { page, exchange, context, now, in: inside } = await pageWorld();
  const { caps, quietHours } = await readTenantSettings(context, await now());
  const two = [
    { from: "09:00", to: "11:00" },
    { from: "13:00", to: "17:00" },
  ];
  const marketing = { ...quietHours.marketing, weekday: two };
  await changeSettings(context, await now(), { quietHours: { ...quietHours, marketing } });
  await exchange();
  expect(page.values("company", "default")).toMatchObject({
    ...{ weekdayFrom: "09:00", weekdayTo: "17:00" },
  });
  page.choose("company", "default", {
    ...{ saturdayFrom: null, saturdayTo: null, capLimit: 1, budgetPerYear: 12 },
    notify: "anna@bolag.example\nBo@bolag.example; anna@bolag.example",
  });
  await exchange();
  const after = await readTenantSettings(context, await now());
  expect(after.quietHours.marketing).toEqual({ weekday: two, saturday: [], holiday: [] });
  expect(after.caps).toEqual([{ ...caps[0], limit: 1 }, caps[1]]);
  expect(after.budget).toMatchObject({ perYear: 12, atLeast: 12 });
  expect(await inside(readNotify)).toEqual(["anna@bolag.example", "Bo@bolag.example"]);
});

test.each([
  [{ timeZone: "Stockholm" }, "Skriv tidszonen med sitt IANA-namn"],
  [{ weekdayFrom: "21:00" }, "först det tidigare"],
  [{ weekdayFrom: null }, "lämna båda tomma"],
  [{ capDays: null }, "lämna båda tomma"],
  [{ capLimit: 0 }, "från 1 och uppåt"],
  [{ country: "Sverige" }, "två versaler"],
  [{ notify: "anna" }, "e-postadresser, en på varje rad"],
  [
    { weekdayFrom: null, weekdayTo: null, saturdayFrom: null, saturdayTo: null },
    "måste få skickas någon dag",
  ],
  [{ agreementSource: "Shoebox" }, "Finns inte."],
])(
  "the company's choice %j is refused with words, and nothing of it is taken",
  async (chosen, words) => {
    const { page, exchange, context, now } = await pageWorld();
    await exchange();
    const before = await readTenantSettings(context, await now());
    page.choose("company", "default", { budgetPerYear: 7, ...chosen });
    expect(await exchange()).toBe(false);
    expect(page.rows?.get("company default")?.problem).toContain(words);
    expect(await readTenantSettings(context, await now())).toEqual(before);
  },
);

test("where agreements are kept becomes the connection's own setting, and its secrets stay", async () => {
  const { page, exchange, context, tenant } = await pageWorld();
  await exchange();
  page.choose("company", "default", { agreementSource: "Contract" });
  await exchange();
  const open = await context.connections.get(tenant.id, "page");
  expect(open?.settings).toEqual({ token: "page-token-1", agreements: "Contract" });
  await exchange();
  expect(page.rows?.get("company default")).toMatchObject({
    ...{ problem: null, values: { agreementSource: "Contract" } },
  });
});

test("tiers moved together are one version of the plan, with benefits by their names", async () => {
  const { page, exchange, in: inside } = await pageWorld();
  await exchange();
  page.choose("tier", "silver", { from: 25_000, benefits: "te\nFri frakt" });
  page.choose("tier", "gold", { from: 50_000 });
  expect(await exchange()).toBe(true);
  const plans = await inside(listPlans);
  expect(plans).toHaveLength(2);
  expect(LifecyclePlan.parse(plans[0]?.plan).tiers).toMatchObject({
    benefits: [{ id: "tea" }, { id: "fri-frakt", name: { sv: "Fri frakt" } }],
    tiers: [{}, { from: 2_500_000, benefits: ["tea", "fri-frakt"] }, { from: 5_000_000 }],
  });
  const { items } = await inside((tx) => listAuditEntries(tx, { limit: 10 }));
  expect(items.map(({ operation }) => operation)).toEqual(["publishPlan", "publishPlan"]);
});

test("tiers that do not rise are refused", async () => {
  const { page, exchange, in: inside } = await pageWorld();
  await exchange();
  page.choose("tier", "gold", { from: 10 });
  await exchange();
  expect(page.rows?.get("tier gold")?.problem).toContain("varje nivå kräver mer");
  expect(await inside(listPlans)).toHaveLength(1);
});

test("what is chosen in the console is told, but never over what somebody has chosen on the page", async () => {
  const { page, exchange, context, now } = await pageWorld();
  await exchange();
  await changeSettings(context, await now(), { country: "NO" });
  page.beforeWrite = () => {
    page.beforeWrite = () => undefined;
    page.choose("company", "default", { country: "FI" });
  };
  await exchange();
  expect(page.values("company", "default")?.country).toBe("FI");
  await exchange();
  expect((await now()).country).toBe("FI");
  expect(page.rows?.get("company default")).toMatchObject({ problem: null, appliedRevision: 1 });
});

test("rows of tiers that are no more are taken away", async () => {
  const { page, exchange, context, now } = await pageWorld();
  await exchange();
  const tiers = PLAN.tiers?.tiers.filter(({ id }) => id !== "gold");
  const plan = LifecyclePlan.parse({ ...PLAN, tiers: { ...PLAN.tiers, tiers } });
  await publishPlan(context, await now(), { plan, by: "test" });
  await exchange();
  expect(page.rows?.has("tier gold")).toBe(false);
  expect(page.rows?.has("tier silver")).toBe(true);
});

test("the moment of the last reading is told now and then, not each time", async () => {
  const { page, exchange, in: inside } = await pageWorld();
  const read = (from: string | null, syncedAt: string) =>
    inside((tx) => saveCursor(tx, "page", { from, cursor: "c", syncedAt }));
  await read(null, MONDAY);
  await exchange();
  await read("c", "2026-03-02T09:20:00.000Z");
  await exchange();
  expect(page.values("company", "default")?.readAt).toBe(MONDAY);
  await read("c", "2026-03-02T09:40:00.000Z");
  await exchange();
  expect(page.values("company", "default")?.readAt).toBe("2026-03-02T09:40:00.000Z");
});
