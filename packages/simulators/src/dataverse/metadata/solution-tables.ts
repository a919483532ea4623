import { choice, choiceColumn, integer, line, lookup, memo, moment } from "./column.ts";
import type { Table } from "./table.ts";
import { table } from "./table-kit.ts";

/** A table of a publisher's own whose rows are activities and so stand in the timeline. */
export function touchpointTable(prefix: string): Table {
  const name = `${prefix}_touchpoint`;
  const own = { isCustom: true };
  return table({
    name,
    en: "Touchpoint",
    sv: "Kontakttillfälle",
    isActivity: true,
    isCustom: true,
    columns: [
      line(`${prefix}_key`, 100, { ...own, schemaName: `${prefix}_Key` }),
      line(`${prefix}_program`, 100, own),
      choiceColumn(
        `${prefix}_channel`,
        [choice(743_100_000, "Email"), choice(743_100_001, "SMS")],
        own,
      ),
    ],
    keys: [{ name: `${prefix}_touchpoint_key`, columns: [`${prefix}_key`], status: "Active" }],
  });
}

/** A table of a publisher's own for what fits nowhere else: tiers, say. */
export function tierTable(prefix: string): Table {
  const own = { isCustom: true };
  return table({
    name: `${prefix}_tier`,
    en: "Tier",
    sv: "Nivå",
    isCustom: true,
    primaryName: `${prefix}_name`,
    columns: [
      line(`${prefix}_name`, 100, { ...own, schemaName: `${prefix}_Name` }),
      line(`${prefix}_key`, 100, { ...own, schemaName: `${prefix}_Key` }),
      integer(`${prefix}_points`, { ...own, minimum: 0 }),
      lookup(`${prefix}_contact`, "contact", {
        ...own,
        schemaName: `${prefix}_Contact`,
        collection: `${prefix}_Contact_Tiers`,
        onDelete: "Cascade",
      }),
    ],
    keys: [{ name: `${prefix}_tier_key`, columns: [`${prefix}_key`], status: "Active" }],
  });
}

/** The tables of a solution such as ours: settings, rules, tiers, touchpoints, what ran, and who asked (crm/dynamics.md, 6.3). */
export function solutionTables(prefix: string): readonly Table[] {
  const own = { isCustom: true };
  const named = { ...own, primaryName: `${prefix}_name` };
  const name = line(`${prefix}_name`, 100, { ...own, schemaName: `${prefix}_Name` });
  const organisationOwned = { ...named, ownership: "OrganizationOwned" } as const;
  const json = (column: string) => memo(`${prefix}_${column}`, own);
  return [
    tierTable(prefix),
    touchpointTable(prefix),
    table({ ...organisationOwned, name: `${prefix}_configuration`, columns: [name, json("json")] }),
    table({ ...organisationOwned, name: `${prefix}_rule`, columns: [name, json("json")] }),
    table({
      ...organisationOwned,
      name: `${prefix}_runlog`,
      columns: [name, json("summary"), moment(`${prefix}_ranat`, own)],
    }),
    table({
      ...named,
      name: `${prefix}_handshake`,
      columns: [name, line(`${prefix}_nonce`, 100, own)],
    }),
  ];
}
