import { expect, test } from "vitest";
import { OrgCompany } from "./electricity-org.ts";

/** Minutes within which Salesforce is read, and its page heard. */
const READ_WITHIN = 6;
const LONG = { timeout: 300_000 };

test(
  "what is chosen on the page inside Salesforce is in force, and the page tells what is",
  LONG,
  async () => {
    const company = await OrgCompany.open();
    const { town } = company;
    const anna = company.addHousehold();
    await company.begin();
    await town.passes(READ_WITHIN);
    const programOf = async () => {
      const console = await town.console();
      return (await console.ask("getProgram", { params: { id: "renewal" } })).program;
    };

    // The page tells what is in force: the program runs.
    const turning = rowOf(company, "Rule", "renewal");
    expect(turning.values).toMatchObject({ Value: "active", State: "active", Revision: 0 });
    expect(rowOf(company, "Setting", "default").values).toMatchObject({
      ...{ Locale: "sv", Weekday_From: "08:00:00.000Z", Agreement_Source: "Contract" },
      ...{ Connection_State: "working", Console_Url: town.server.url },
    });

    // A marketer pauses it, and lets it call more often.
    save(company, "Rule", "renewal", { Value: "paused" });
    save(company, "Rule", "renewal/callAttempts", { Value: "5" });
    await town.passes(READ_WITHIN);
    expect(await programOf()).toMatchObject({ state: "paused", settings: { callAttempts: 5 } });
    expect(rowOf(company, "Rule", "renewal").values).toMatchObject({
      ...{ Revision: 1, Applied_Revision: 1 },
    });

    // Its day comes, and nothing is sent while it is paused.
    await town.until("2026-03-06 12:00");
    expect(town.sms.accepted.entries.filter(({ to }) => to === anna.mobile)).toEqual([]);

    // Turned on again, it goes on; the administrator gives it shorter evenings at the same time.
    save(company, "Rule", "renewal", { Value: "active" });
    save(company, "Setting", "default", {
      Weekday_To: "17:00:00.000Z",
      Notify: "it@elbolaget.example",
    });
    await town.passes(READ_WITHIN);
    expect(await programOf()).toMatchObject({ state: "active" });
    const console = await town.console();
    expect(await console.ask("getTenantSettings")).toMatchObject({
      quietHours: { marketing: { weekday: [{ from: "08:00", to: "17:00" }] } },
      notify: ["it@elbolaget.example"],
    });
    await town.until("2026-03-09 12:00");
    expect(town.sms.accepted.entries.filter(({ to }) => to === anna.mobile)).toHaveLength(1);

    // What cannot be is refused with words, in the language of the staff.
    save(company, "Setting", "default", { Time_Zone: "Skövde" });
    await town.passes(READ_WITHIN);
    const refused = rowOf(company, "Setting", "default").values;
    expect(refused.Problem).toContain("Skriv tidszonen med sitt IANA-namn");
    expect(refused).toMatchObject({ Revision: 2, Applied_Revision: 2, Time_Zone: "Skövde" });

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

type Table = "Setting" | "Rule";
const KEYS = { Setting: "Key", Rule: "Rule_Key" } as const;

/** A row of the page, its values by their names without the package's prefix and ending. */
function rowOf({ town }: OrgCompany, table: Table, key: string) {
  const rows = town.org.staff.list(`perennial__Perennial_${table}__c`).map(({ id, values }) => ({
    id,
    values: Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name.replace(/^perennial__(.*)__c$/, "$1"),
        value,
      ]),
    ),
  }));
  const row = rows.find(({ values }) => values[KEYS[table]] === key);
  if (!row) throw new Error(`The page has no ${table} ${key}.`);
  return row;
}

/** Somebody saves on the page, as its component does: under the next revision. */
function save(
  company: OrgCompany,
  table: Table,
  key: string,
  chosen: Readonly<Record<string, string>>,
): void {
  const { id, values } = rowOf(company, table, key);
  const named = Object.entries({ ...chosen, Revision: Number(values.Revision ?? 0) + 1 });
  const prefixed = named.map(([name, value]) => [`perennial__${name}__c`, value]);
  company.town.org.staff.change(id, Object.fromEntries(prefixed));
}
