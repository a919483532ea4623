import { join } from "node:path";
import {
  type Column,
  column,
  type Dataverse,
  dataverseTable,
  type Privileges,
  type Table,
} from "@perennial/simulators";
import { readFolder } from "../../src/solution-folder.ts";
import { childrenOf, deepChildrenOf, type Element, parseXml, textOf } from "./xml.ts";

/** The folder of the app. */
export const APP = join(import.meta.dirname, "..", "..");

/** The solution as it is unpacked: every XML document by its path, and tables and roles read from them. */
export interface SolutionModel {
  readonly files: ReadonlyMap<string, string>;
  readonly documents: ReadonlyMap<string, Element>;
  /** Columns by the physical name of their table. */
  readonly columns: ReadonlyMap<string, readonly Element[]>;
  readonly relationships: readonly Element[];
  readonly roles: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/** Reads the solution. Throws where a document is not well-formed. */
export function readSolution(): SolutionModel {
  const files = readFolder(join(APP, "solution"));
  const documents = new Map(
    [...files]
      .filter(([path]) => path.endsWith(".xml"))
      .map(([path, text]) => [path, parseXml(text)]),
  );
  const below = (folder: string) =>
    [...documents].filter(([path]) => path.startsWith(`${folder}/`)).map(([, root]) => root);
  return {
    files,
    documents,
    columns: new Map(
      below("Entities").map((root) => [
        textOf(root, "Name") ?? "",
        deepChildrenOf(root, "attribute"),
      ]),
    ),
    relationships: below("Other/Relationships").flatMap((root) =>
      childrenOf(root, "EntityRelationship"),
    ),
    roles: new Map(
      below("Roles").map((root) => [
        root.attributes.name ?? "",
        Object.fromEntries(
          deepChildrenOf(root, "RolePrivilege").map(({ attributes }) => [
            attributes.name ?? "",
            attributes.level ?? "",
          ]),
        ),
      ]),
    ),
  };
}

/** The role as the simulator takes it. */
export function privilegesIn(model: SolutionModel, role: string): Privileges {
  const rights = model.roles.get(role);
  if (rights === undefined) throw new Error(`The solution has no role ${role}.`);
  const depths = { Basic: "basic", Local: "local", Deep: "deep", Global: "global" } as const;
  return Object.fromEntries(
    Object.entries(rights).map(([name, level]) => {
      const depth = Object.entries(depths).find(([each]) => each === level)?.[1];
      if (depth === undefined) throw new Error(`${name} in ${role} has the level ${level}.`);
      return [name, depth];
    }),
  );
}

/** The tables of the solution as the simulator takes them, read from the solution itself. */
export function tablesIn(model: SolutionModel): readonly Table[] {
  return [...model.documents].flatMap(([path, root]) => {
    const schemaName = textOf(root, "Name") ?? "";
    if (!path.startsWith("Entities/prnl_")) return [];
    const info = deepChildrenOf(root, "entity")[0];
    const isActivity = textOf(info, "IsActivity") === "1";
    const columns = (model.columns.get(schemaName) ?? []).map((each) => columnOf(model, each));
    const keys = deepChildrenOf(root, "EntityKey").map((key) => ({
      name: textOf(key, "LogicalName") ?? "",
      columns: deepChildrenOf(key, "KeyAttribute").map(({ text }) => text),
      status: "Active" as const,
    }));
    return [
      dataverseTable({
        ...{
          name: schemaName.toLowerCase(),
          schemaName,
          isActivity,
          isCustom: true,
          columns,
          keys,
        },
        setName: textOf(info, "EntitySetName") ?? "",
        ownership:
          textOf(info, "OwnershipTypeMask") === "OrgOwned" ? "OrganizationOwned" : "UserOwned",
        ...(isActivity ? {} : { primaryName: "prnl_name" }),
      }),
    ];
  });
}

/** Adds the solution's columns of standard tables. */
export function addStandardColumns(model: SolutionModel, org: Dataverse): void {
  for (const name of ["Contact", "Account"])
    for (const each of model.columns.get(name) ?? [])
      org.staff.setColumn(name.toLowerCase(), columnOf(model, each));
}

function columnOf(model: SolutionModel, attribute: Element): Column {
  const name = textOf(attribute, "LogicalName") ?? "";
  const schemaName = attribute.attributes.PhysicalName ?? "";
  const type = textOf(attribute, "Type") ?? "";
  const more = { schemaName, isCustom: true };
  const numberIn = (element: string) => Number(textOf(attribute, element));
  const range = { minimum: numberIn("MinValue"), maximum: numberIn("MaxValue") };
  const maxLength = numberIn("MaxLength");
  if (type === "nvarchar") return column(name, "String", { ...more, format: "Text", maxLength });
  if (type === "ntext") return column(name, "Memo", { ...more, maxLength });
  if (type === "bit") return column(name, "Boolean", more);
  if (type === "int") return column(name, "Integer", { ...more, ...range });
  if (type === "decimal") return column(name, "Decimal", { ...more, ...range, precision: 2 });
  if (type === "datetime") {
    const dateOnly = textOf(attribute, "Format") === "date";
    return column(name, "DateTime", { ...more, dateOnly });
  }
  if (type === "lookup")
    return column(name, "Lookup", { ...more, targets: targetsOf(model, name) });
  throw new Error(`${name} is of the type ${type}, which this test does not know.`);
}

function targetsOf(model: SolutionModel, name: string): Column["targets"] {
  return model.relationships
    .filter((each) => textOf(each, "ReferencingAttributeName") === name)
    .map((each) => {
      const [to, back] = deepChildrenOf(each, "NavigationPropertyName").map(({ text }) => text);
      return {
        table: (textOf(each, "ReferencedEntityName") ?? "").toLowerCase(),
        navigation: to ?? "",
        collection: back ?? "",
        onDelete: textOf(each, "CascadeDelete") === "Cascade" ? "Cascade" : "RemoveLink",
      };
    });
}
