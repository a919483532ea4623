import { expect, test } from "vitest";
import { type ChosenPage, pageInOrg, pageInOrganization } from "./chosen-page.ts";
import { OrgCompany } from "./electricity-org.ts";
import { OrganizationCompany } from "./electricity-organization.ts";

/** Minutes within which both CRMs are read, and their pages heard. */
const READ_WITHIN = 6;
const LONG = { timeout: 300_000 };

interface Paged {
  readonly company: OrgCompany | OrganizationCompany;
  readonly page: ChosenPage;
  /** What the page calls where the company keeps its agreements. */
  readonly source: string;
}

const CRMS: readonly (readonly [string, () => Promise<Paged>])[] = [
  [
    "Salesforce",
    async () => {
      const company = await OrgCompany.open();
      return { company, page: pageInOrg(company), source: "Contract" };
    },
  ],
  [
    "Dynamics 365",
    async () => {
      const company = await OrganizationCompany.open();
      return { company, page: pageInOrganization(company), source: "Custom" };
    },
  ],
];

test.each(CRMS)(
  "what is chosen on the page inside %s is in force, and the page tells what is",
  LONG,
  async (_crm, open) => {
    const { company, page, source } = await open();
    const { town } = company;
    const anna = company.addHousehold();
    await company.begin();
    await town.passes(READ_WITHIN);
    const programOf = async () => {
      const console = await town.console();
      return (await console.ask("getProgram", { params: { id: "renewal" } })).program;
    };
    const texts = () => town.sms.accepted.entries.filter(({ to }) => to === anna.mobile);

    // The page tells what is in force: the program runs.
    const turning = page.row("rule", "renewal");
    expect([turning.value, turning.state, turning.revision]).toEqual(["active", "active", 0]);
    const setting = page.row("setting", "default");
    expect([setting.locale, setting.agreementSource]).toEqual(["sv", source]);
    expect([setting.connectionState, setting.consoleUrl]).toEqual(["working", town.server.url]);

    // A marketer pauses it, and lets it call more often.
    page.save("rule", "renewal", { value: "paused" });
    page.save("rule", "renewal/callAttempts", { value: "5" });
    await town.passes(READ_WITHIN);
    expect(await programOf()).toMatchObject({ state: "paused", settings: { callAttempts: 5 } });
    const paused = page.row("rule", "renewal");
    expect([paused.revision, paused.appliedRevision, paused.problem ?? null]).toEqual([1, 1, null]);

    // Its day comes, and nothing is sent while it is paused.
    await town.until("2026-03-06 12:00");
    expect(texts()).toEqual([]);

    // Turned on again, it goes on; the administrator gives it shorter days at the same time.
    page.save("rule", "renewal", { value: "active" });
    page.save("setting", "default", { weekdayTo: "17:00", notify: "it@elbolaget.example" });
    await town.passes(READ_WITHIN);
    expect(await programOf()).toMatchObject({ state: "active" });
    expect(await (await town.console()).ask("getTenantSettings")).toMatchObject({
      quietHours: { marketing: { weekday: [{ from: "08:00", to: "17:00" }] } },
      notify: ["it@elbolaget.example"],
    });
    await town.until("2026-03-09 12:00");
    expect(texts()).toHaveLength(1);

    // What cannot be is refused with words, in the language of the staff.
    page.save("setting", "default", { timeZone: "Skövde" });
    await town.passes(READ_WITHIN);
    const refused = page.row("setting", "default");
    expect(refused.problem).toContain("Skriv tidszonen med sitt IANA-namn");
    expect([refused.revision, refused.appliedRevision, refused.timeZone]).toEqual([2, 2, "Skövde"]);

    // The console tells who chose.
    const { items } = await (await town.console()).ask("listAudit", {
      query: { operation: "setProgram", limit: 10 },
    });
    expect(items.slice(0, 3)).toEqual([
      expect.objectContaining({ origin: "crm-page", after: { state: "active" } }),
      expect.objectContaining({ after: { state: "paused" } }),
      expect.objectContaining({ after: { settings: { callAttempts: "5" } } }),
    ]);
    expect(town.errors).toEqual([]);
  },
);
