import { join } from "node:path";
import type { Privileges } from "@perennial/simulators";
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
