import { mapWithLimit } from "@perennial/connector-kit";
import type { LocalizedText, VendorObject, VendorSchema } from "@perennial/contract";
import { z } from "zod";
import type { DynamicsTools, KnownTable } from "../dynamics-tools.ts";
import { tablesOf } from "../mapping/map-row.ts";
import { hiddenRefusals } from "../read/visible-refusals.ts";
import { PREFIX } from "../settings/write-back-settings.ts";
import { readColumns } from "./table-definition.ts";

/** The tables of Dynamics' own that something can be made of. */
const STANDARD: readonly string[] = [
  ...["contact", "account", "entitlement", "contract", "salesorder", "invoice"],
];
/** Microsoft's own apps bring hundreds of tables along, and our solution its few: neither holds agreements. */
const NOT_OWN = new RegExp(`^(?:ms[a-z]+|adx|${PREFIX})_`);
/** The most tables of a company's own that are listed. */
const MOST_OWN = 50;
/** Tables asked for at once. */
const TOGETHER = 4;
const Listed = z.looseObject({ value: z.array(z.looseObject({ LogicalName: z.string() })) });

/** The tables that can be mapped and their columns, with what people call them; and what cannot be used. */
export async function describeOrganization(tools: DynamicsTools): Promise<VendorSchema> {
  const used = tablesOf(tools.settings);
  const names = [...new Set([...STANDARD, ...used, ...(await ownTables(tools))])];
  const tables = await mapWithLimit(names, TOGETHER, (name) => tools.table(name));
  const there = tables.filter((table) => table !== undefined);
  const untracked = there.filter((one) => !one.tracksChanges && used.includes(one.logicalName));
  return {
    objects: await mapWithLimit(there, TOGETHER, (table) => describeTable(tools, table)),
    missing: [
      ...names.flatMap((name, at) => (tables[at] === undefined ? lacking(name) : [])),
      ...untracked.map(({ logicalName }) => notTracked(logicalName)),
      ...(await hiddenRefusals(tools)).map(({ table, column }) => hidden(table, column)),
    ],
  };
}

async function ownTables({ client }: DynamicsTools): Promise<readonly string[]> {
  const query = { $select: "LogicalName", $filter: "IsCustomEntity eq true" };
  const answer = await client.request({ method: "GET", path: ["EntityDefinitions"], query });
  const names = answer.read(Listed).value.map(({ LogicalName }) => LogicalName);
  return names.filter((name) => !NOT_OWN.test(name)).slice(0, MOST_OWN);
}

async function describeTable(
  { client }: DynamicsTools,
  { logicalName: object, label }: KnownTable,
): Promise<VendorObject> {
  const columns = await readColumns(client, object);
  return {
    ...{ object, label },
    fields: columns.map(({ logicalName, label: words, type, choices, isWritable }) => ({
      ...{ name: logicalName, label: words, type, readOnly: !isWritable },
      ...(choices.length > 0 && {
        options: choices.map((one) => ({ value: String(one.value), label: one.label })),
      }),
    })),
  };
}

function lacking(name: string): LocalizedText {
  return {
    sv: `Miljön har ingen tabell ${name}.`,
    en: `The environment has no table ${name}.`,
  };
}

function notTracked(name: string): LocalizedText {
  return {
    sv: `Ändringsspårning är av för ${name}: borttagna rader märks inte. Slå på den i tabellens egenskaper.`,
    en: `Change tracking is off for ${name}: deleted rows are not noticed. Turn it on in the table's properties.`,
  };
}

function hidden(table: string, column: string): LocalizedText {
  return {
    sv: `Programanvändaren kan inte läsa ${column} i ${table}. Därför läses inget.`,
    en: `The application user cannot read ${column} of ${table}. Nothing is read for that reason.`,
  };
}
