import type { PageRow, PageWrite, SettingsPage } from "@perennial/contract";
import { afterEach, describe, expect, test } from "vitest";
import { SalesforceSettings } from "../salesforce-settings.ts";
import { BEGAN } from "../testing/salesforce-world.ts";
import { type WritingOrg, type WritingOrgOptions, writingOrg } from "../testing/writing-org.ts";
import { salesforcePageSources } from "./page-sources.ts";

const open: WritingOrg[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.stop()));
});

interface PageOrg extends WritingOrg {
  readonly page: SettingsPage;
  /** Somebody saves on the page. */
  save(id: string, values: Readonly<Record<string, unknown>>): void;
}

async function pageOrg(options?: WritingOrgOptions): Promise<PageOrg> {
  const of = await writingOrg(options);
  open.push(of);
  const page = of.session.settingsPage;
  if (!page) throw new Error("the session has no page");
  return {
    ...{ ...of, page },
    save: (id, values) => {
      const revision = Number(of.values(id).Revision__c ?? 0) + 1;
      const named = Object.entries({ ...values, Revision__c: revision });
      const prefixed = named.map(([name, value]) => [`perennial__${name}`, value]);
      of.org.staff.change(id, Object.fromEntries(prefixed));
    },
  };
}

const COMPANY: PageWrite = {
  ...{ table: "company", key: "default" },
  values: {
    ...{ locale: "sv", timeZone: "Europe/Stockholm", country: "SE" },
    ...{ weekdayFrom: "08:00", weekdayTo: "24:00", saturdayFrom: null, saturdayTo: null },
    ...{ capLimit: 2, capDays: 7, budgetPerYear: null, notify: "a@b.example\nc@d.example" },
    ...{ agreementSource: "Contract", agreementObject: null, purchaseSource: "None" },
    ...{ logContacts: true, connectionState: "working", connectionProblem: null },
    ...{ readAt: BEGAN, consoleUrl: "https://perennial.example/" },
  },
};
const RULE: PageWrite = {
  ...{ table: "rule", key: "renewal/ahead" },
  values: {
    ...{ label: "Hur långt före", program: "renewal", kind: "duration", value: "P90D" },
    ...{ default: "P90D", order: 1, running: null },
  },
};
const TIER: PageWrite = {
  ...{ table: "tier", key: "gold" },
  values: { name: "Guld", rank: 3, basis: "value", from: 20_000.5, benefits: "Te\nFri frakt" },
};

const rowOf = (rows: readonly PageRow[] | undefined, table: PageRow["table"]) => {
  const row = rows?.find((each) => each.table === table);
  if (!row) throw new Error(`no row ${table}`);
  return row;
};

describe("the package's settings page", () => {
  test("is not there where the package is not", async () => {
    const { page } = await pageOrg({ hasPackage: false });
    expect(await page.read()).toBeUndefined();
  });

  test("reads what was written to it, as it was written", async () => {
    const { page } = await pageOrg();
    expect(await page.read()).toEqual([]);
    await page.write({ rows: [COMPANY, RULE, TIER], gone: [] });
    const rows = await page.read();
    for (const { table, key, values } of [COMPANY, RULE, TIER]) {
      const row = rowOf(rows, table);
      expect(row).toMatchObject({ key, values, revision: 0, appliedRevision: 0, problem: null });
    }
  });

  test("tells what somebody chose and who it was, and keeps what came of it", async () => {
    const { page, save, values } = await pageOrg();
    await page.write({ rows: [RULE], gone: [] });
    const { mark } = rowOf(await page.read(), "rule");
    save(mark, { Value__c: "soon" });
    const row = rowOf(await page.read(), "rule");
    expect(row).toMatchObject({ revision: 1, appliedRevision: 0, values: { value: "soon" } });
    expect(row.by).toEqual(expect.any(String));
    const answer = { revision: 1, at: BEGAN, problem: "Välj en tidslängd." };
    await page.write({ rows: [{ ...RULE, row, values: { running: 4 }, answer }], gone: [] });
    expect(values(mark)).toMatchObject({
      ...{ Value__c: "soon", Running__c: 4, Revision__c: 1, Applied_Revision__c: 1 },
      ...{ Problem__c: "Välj en tidslängd." },
    });
    expect(rowOf(await page.read(), "rule").problem).toBe("Välj en tidslängd.");
  });

  test("is not written where somebody has saved since it was read", async () => {
    const { page, save, values } = await pageOrg();
    await page.write({ rows: [TIER, RULE], gone: [] });
    const rows = await page.read();
    const [tier, rule] = [rowOf(rows, "tier"), rowOf(rows, "rule")];
    save(tier.mark, { From__c: 30_000 });
    const writes: PageWrite[] = [
      { ...TIER, row: tier, values: { from: 25_000 } },
      { ...RULE, row: rule, values: { value: "P30D" } },
    ];
    await page.write({ rows: writes, gone: [] });
    expect(values(tier.mark).From__c).toBe(30_000);
    expect(values(rule.mark).Value__c).toBe("P30D");
  });

  test("loses the rows of what is no more", async () => {
    const { page } = await pageOrg();
    await page.write({ rows: [TIER, RULE], gone: [] });
    const tier = rowOf(await page.read(), "tier");
    await page.write({ rows: [], gone: [tier] });
    expect((await page.read())?.map(({ table }) => table)).toEqual(["rule"]);
  });

  test("takes texts that are longer than their fields, cut", async () => {
    const { page } = await pageOrg();
    const label = "Så här länge före avtalets sista dag ".repeat(20);
    await page.write({ rows: [{ ...RULE, values: { ...RULE.values, label } }], gone: [] });
    const shown = String(rowOf(await page.read(), "rule").values.label);
    expect(shown.length).toBeLessThanOrEqual(255);
    expect(label.startsWith(shown.slice(0, 200))).toBe(true);
  });

  test("costs three calls to hear when nothing was chosen", async () => {
    const { page, client } = await pageOrg();
    const used = async () => {
      for await (const _page of client.query("SELECT Id FROM Organization")) break;
      return client.usage()?.used ?? 0;
    };
    await page.write({ rows: [COMPANY, RULE, TIER], gone: [] });
    await page.read();
    const before = await used();
    await page.read();
    // The last one is the counting's own.
    expect((await used()) - before).toBe(3 + 1);
  });
});

describe("where agreements and purchases are kept", () => {
  const settings = (more: object = {}) =>
    SalesforceSettings.parse({ orgId: `00D${"0".repeat(15)}`, ...more });
  const chosen = (from: SalesforceSettings, values: object) => {
    const shown = salesforcePageSources.shown(from);
    const came = salesforcePageSources.chosen(from, { ...shown, ...values });
    if ("problem" in came) return came.problem.en;
    return SalesforceSettings.parse({ ...from, ...came.changes });
  };

  test("is shown as the settings have it", () => {
    expect(salesforcePageSources.shown(settings())).toEqual({
      ...{ agreementSource: "None", agreementObject: null },
      ...{ purchaseSource: "Opportunity", logContacts: true },
    });
    const own = { name: "power", from: "Power_Contract__c" };
    expect(salesforcePageSources.shown(settings({ agreements: [own], purchases: [] }))).toEqual({
      ...{ agreementSource: "Custom", agreementObject: "Power_Contract__c" },
      ...{ purchaseSource: "None", logContacts: true },
    });
  });

  test("is chosen by name, and what an administrator has mapped stays", () => {
    const mapped = { name: "power", from: "Power_Contract__c", end: "Last_Day__c" };
    const others = { name: "old", from: "Asset", party: "competitor" };
    const before = settings({ agreements: [mapped, others] });
    const toContracts = chosen(before, { agreementSource: "Contract", agreementObject: null });
    expect(toContracts).toMatchObject({
      agreements: [{ name: "contracts", from: "Contract" }, others],
      purchases: [{ from: "Opportunity" }],
    });
    expect(chosen(before, { agreementSource: "Asset", agreementObject: null })).toMatchObject({
      agreements: [others],
    });
    expect(chosen(before, { agreementSource: "None" })).toMatchObject({ agreements: [] });
    expect(chosen(before, { logContacts: false })).toMatchObject({
      ...{ agreements: [mapped, others], logMessages: false },
    });
    expect(chosen(before, { purchaseSource: "Order" })).toMatchObject({
      purchases: [{ name: "orders", from: "Order" }],
    });
  });

  test("is refused for an object whose fields nobody has chosen", () => {
    const words = chosen(settings(), { agreementSource: "Custom", agreementObject: "Deal__c" });
    expect(words).toContain("Choose the fields in Perennial's console");
  });
});
