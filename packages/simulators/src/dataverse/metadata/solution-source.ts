import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { SimulatorError } from "../../simulator-error.ts";
import { type Column, type ColumnType, column } from "./column.ts";
import type { Table } from "./table.ts";
import { table } from "./table-kit.ts";

/** What a solution adds to an organisation, as its unpacked source says. */
export interface SolutionContent {
  readonly tables: readonly Table[];
  /** Columns that it gives to tables that are there, by the table's logical name. */
  readonly columns: ReadonlyMap<string, readonly Column[]>;
}

const TYPES: Readonly<Record<string, ColumnType>> = {
  ...{ nvarchar: "String", ntext: "Memo", bit: "Boolean", int: "Integer", decimal: "Decimal" },
  ...{ datetime: "DateTime", lookup: "Lookup" },
};

/** Reads tables and columns out of a solution's unpacked source; throws a `SimulatorError` for what it does not know. */
export function readSolutionSource(folder: string): SolutionContent {
  const relationships = filesIn(join(folder, "Other", "Relationships"));
  const entities = readdirSync(join(folder, "Entities")).map((name) =>
    readFileSync(join(folder, "Entities", name, "Entity.xml"), "utf8"),
  );
  const parts = entities.map((xml) => ({
    xml,
    schemaName: text(xml, "Name") ?? "",
    columns: blocks(xml, "attribute").map((each) => columnOf(each, relationships)),
  }));
  // A table of the solution's own says how it is owned; of a standard one it has columns alone.
  const isOwn = ({ xml }: (typeof parts)[number]) => text(xml, "OwnershipTypeMask") !== undefined;
  const standard = parts.filter((each) => !isOwn(each));
  return {
    tables: parts.filter(isOwn).map(tableOf),
    columns: new Map(
      standard.map(({ schemaName, columns }) => [schemaName.toLowerCase(), columns]),
    ),
  };
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
}

function tableOf({
  xml,
  schemaName,
  columns,
}: {
  readonly xml: string;
  readonly schemaName: string;
  readonly columns: readonly Column[];
}): Table {
  const isActivity = text(xml, "IsActivity") === "1";
  const isOrganizations = text(xml, "OwnershipTypeMask") === "OrgOwned";
  const primaryName = columns.find(({ name }) => name.endsWith("_name"))?.name;
  return table({
    ...{ name: schemaName.toLowerCase(), schemaName, isActivity, isCustom: true, columns },
    setName: text(xml, "EntitySetName") ?? "",
    ownership: isOrganizations ? "OrganizationOwned" : "UserOwned",
    ...(primaryName !== undefined && { primaryName }),
    keys: blocks(xml, "EntityKey").map((key) => ({
      ...{ name: text(key, "LogicalName") ?? "", status: "Active" as const },
      columns: [...key.matchAll(/<KeyAttribute>([^<]*)<\/KeyAttribute>/g)].map(
        ([, name = ""]) => name,
      ),
    })),
  });
}

function columnOf(xml: string, relationships: readonly string[]): Column {
  const name = text(xml, "LogicalName") ?? "";
  const kind = text(xml, "Type") ?? "";
  const type = TYPES[kind];
  if (type === undefined)
    throw new SimulatorError(`${name}: columns of type ${kind} are not known to this simulator.`);
  const [, schemaName = name] = /PhysicalName="([^"]*)"/.exec(xml) ?? [];
  const number = (element: string) => Number(text(xml, element));
  const isNumber = type === "Integer" || type === "Decimal";
  return column(name, type, {
    ...{ schemaName, isCustom: true },
    ...(type === "String" && { format: "Text" as const }),
    ...((type === "String" || type === "Memo") && { maxLength: number("MaxLength") }),
    ...(isNumber && { minimum: number("MinValue"), maximum: number("MaxValue") }),
    ...(type === "Decimal" && { precision: number("Accuracy") || 2 }),
    ...(type === "DateTime" && { dateOnly: text(xml, "Format") === "date" }),
    ...(type === "Lookup" && { targets: targetsOf(name, relationships) }),
  });
}

function targetsOf(name: string, relationships: readonly string[]): Column["targets"] {
  return relationships
    .filter((xml) => text(xml, "ReferencingAttributeName") === name)
    .map((xml) => {
      const names = [...xml.matchAll(/<NavigationPropertyName>([^<]*)</g)];
      const [navigation = "", collection = ""] = names.map(([, each = ""]) => each);
      return {
        ...{ table: (text(xml, "ReferencedEntityName") ?? "").toLowerCase() },
        ...{ navigation, collection },
        onDelete: text(xml, "CascadeDelete") === "Cascade" ? "Cascade" : "RemoveLink",
      };
    });
}

/** What stands in the first element of a name. */
function text(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}(?: [^>]*)?>([^<]*)</${name}>`).exec(xml)?.[1];
}

/** The elements of a name, with what stands in them. */
function blocks(xml: string, name: string): readonly string[] {
  const pattern = new RegExp(`<${name}(?: [^>]*)?>[\\s\\S]*?</${name}>`, "g");
  return [...xml.matchAll(pattern)].map(([block]) => block);
}
