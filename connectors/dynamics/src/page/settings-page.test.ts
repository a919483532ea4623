import { fileURLToPath } from "node:url";
import type { PageRow, PageWrite, SettingsPage } from "@perennial/contract";
import { privilegesOn } from "@perennial/simulators";
import { afterEach, describe, expect, test } from "vitest";
import { DynamicsSettings } from "../dynamics-settings.ts";
import { BEGAN } from "../testing/dynamics-world.ts";
import { type OrganizationSession, organizationSession } from "../testing/organization-session.ts";
import { dynamicsPageSources } from "./page-sources.ts";

/** The source of our solution. */
const SOURCE = fileURLToPath(new URL("../../../../apps/dynamics-app/solution", import.meta.url));
const VERBS = ["Create", "Read", "Write", "Delete", "Append", "AppendTo"] as const;

const open: OrganizationSession[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.stop()));
});

interface PageOrganization extends OrganizationSession {
  readonly page: SettingsPage;
  /** Somebody saves on the page. */
  save(row: PageRow, values: Readonly<Record<string, string | number>>): void;
  /** A row's values as the organisation has them. */
  values(row: PageRow): Readonly<Record<string, unknown>>;
}

async function pageOrganization({ hasSolution = true } = {}): Promise<PageOrganization> {
  const of = await organizationSession({}, { tables: [] });
  open.push(of);
  if (hasSolution) {
    of.org.staff.importSolution(SOURCE);
    const role = of.org.staff.addRole("Perennial pages", privilegesOn(of.org.book.all, VERBS));
    of.org.staff.assign(of.appUser, role);
  }
  const page = of.session.settingsPage;
  if (!page) throw new Error("the session has no page");
  const idOf = ({ mark }: PageRow) => mark.split(" ")[0] ?? "";
  return {
    ...{ ...of, page },
    save: (row, values) => {
      of.org.staff.change(tableOf(row), idOf(row), { ...values, prnl_revision: row.revision + 1 });
    },
    values: (row) => of.org.staff.look(tableOf(row), idOf(row))?.values ?? {},
  };
}

const tableOf = ({ table }: PageRow) => `prnl_${table === "company" ? "setting" : table}`;

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

describe("the solution's settings page", () => {
  test("is not there where the solution is not", async () => {
    const { page } = await pageOrganization({ hasSolution: false });
    expect(await page.read()).toBeUndefined();
  });

  test("reads what was written to it, as it was written", async () => {
    const { page } = await pageOrganization();
    expect(await page.read()).toEqual([]);
    await page.write({ rows: [COMPANY, RULE, TIER], gone: [] });
    const rows = await page.read();
    for (const { table, key, values } of [COMPANY, RULE, TIER]) {
      const row = rowOf(rows, table);
      expect(row).toMatchObject({ key, values, revision: 0, appliedRevision: 0, problem: null });
    }
  });

  test("has an end of day that its field for times can show", async () => {
    const { page, values } = await pageOrganization();
    await page.write({ rows: [COMPANY], gone: [] });
    expect(values(rowOf(await page.read(), "company")).prnl_weekdayto).toBe("23:59");
  });

  test("has each row once, however often it is made", async () => {
    const { page } = await pageOrganization();
    for (let time = 0; time < 2; time++) await page.write({ rows: [COMPANY, RULE], gone: [] });
    expect(await page.read()).toHaveLength(2);
  });

  test("tells what somebody chose, and keeps what came of it", async () => {
    const { page, save, values } = await pageOrganization();
    await page.write({ rows: [RULE], gone: [] });
    save(rowOf(await page.read(), "rule"), { prnl_value: "soon" });
    const row = rowOf(await page.read(), "rule");
    expect(row).toMatchObject({ revision: 1, appliedRevision: 0, values: { value: "soon" } });
    const answer = { revision: 1, at: BEGAN, problem: "Välj en tidslängd." };
    await page.write({ rows: [{ ...RULE, row, values: { running: 4 }, answer }], gone: [] });
    expect(values(row)).toMatchObject({
      ...{ prnl_value: "soon", prnl_running: 4, prnl_revision: 1, prnl_appliedrevision: 1 },
      prnl_problem: "Välj en tidslängd.",
    });
  });

  test("is not written where somebody has saved since it was read", async () => {
    const { page, save, values } = await pageOrganization();
    await page.write({ rows: [TIER, RULE], gone: [] });
    const rows = await page.read();
    const [tier, rule] = [rowOf(rows, "tier"), rowOf(rows, "rule")];
    save(tier, { prnl_from: 30_000 });
    await page.write({
      rows: [
        { ...TIER, row: tier, values: { from: 25_000 } },
        { ...RULE, row: rule, values: { value: "P30D" } },
      ],
      gone: [],
    });
    expect(values(tier).prnl_from).toBe(30_000);
    expect(values(rule).prnl_value).toBe("P30D");
  });

  test("loses the rows of what is no more, also where they are gone already", async () => {
    const { page } = await pageOrganization();
    await page.write({ rows: [TIER, RULE], gone: [] });
    const tier = rowOf(await page.read(), "tier");
    for (let time = 0; time < 2; time++) await page.write({ rows: [], gone: [tier] });
    expect((await page.read())?.map(({ table }) => table)).toEqual(["rule"]);
  });
});

describe("where agreements and purchases are kept", () => {
  const chosen = (from: DynamicsSettings, values: object) => {
    const shown = dynamicsPageSources.shown(from);
    const came = dynamicsPageSources.chosen(from, { ...shown, ...values });
    if ("problem" in came) return came.problem.en;
    return DynamicsSettings.parse({ ...from, ...came.changes });
  };

  test("is shown as the settings have it", () => {
    expect(dynamicsPageSources.shown(DynamicsSettings.parse({}))).toEqual({
      ...{ agreementSource: "None", agreementObject: null },
      ...{ purchaseSource: "Order", logContacts: true },
    });
    const own = DynamicsSettings.parse({ agreements: [{ name: "power", from: "new_power" }] });
    expect(dynamicsPageSources.shown(own)).toMatchObject({
      ...{ agreementSource: "Custom", agreementObject: "new_power" },
    });
  });

  test("is chosen by name, and what an administrator has mapped stays", () => {
    const mapped = { name: "power", from: "new_power", end: "new_lastday" };
    const others = { name: "old", from: "entitlement", party: "competitor" };
    const before = DynamicsSettings.parse({ agreements: [mapped, others] });
    const named = (agreementSource: string) =>
      chosen(before, { agreementSource, agreementObject: null });
    expect(named("Contract")).toMatchObject({
      agreements: [{ name: "contracts", from: "contract" }, others],
    });
    expect(named("Entitlement")).toMatchObject({ agreements: [others] });
    expect(named("None")).toMatchObject({ agreements: [] });
    expect(chosen(before, { purchaseSource: "Invoice" })).toMatchObject({
      ...{ agreements: [mapped, others], purchases: [{ name: "invoices", from: "invoice" }] },
    });
  });

  test("is refused for a table whose columns nobody has chosen", () => {
    const values = { agreementSource: "Custom", agreementObject: "new_deal" };
    const words = chosen(DynamicsSettings.parse({}), values);
    expect(words).toContain("Choose the columns in Perennial's console");
  });
});
