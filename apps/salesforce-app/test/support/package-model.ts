import { readSource, type SourceFile } from "./source-files.ts";
import { childrenOf, deepChildrenOf, type Element, parseXml, textOf } from "./xml.ts";

/** Something that can be chosen in a field. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** A field of an object, as far as others refer to it. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly hasHelp: boolean;
  readonly isUnique: boolean;
  /** Of a text: its most characters. */
  readonly length?: number;
  /** Of a number: digits in all, and those after the point. */
  readonly precision?: number;
  readonly scale?: number;
  readonly choices: readonly Choice[];
  /** The object it leads to, and what that object calls the records that lead there. */
  readonly to?: string;
  readonly relationship?: string;
}

/** An object with fields of the package: one of its own, or a standard one. */
export interface PackagedObject {
  readonly name: string;
  readonly fields: ReadonlyMap<string, Field>;
  readonly listViews: readonly string[];
}

/** The package as it is written: its files, its metadata by file, and what others refer to. */
export interface PackageModel {
  readonly files: readonly SourceFile[];
  /** Root elements of metadata files, by path. */
  readonly documents: ReadonlyMap<string, Element>;
  readonly objects: ReadonlyMap<string, PackagedObject>;
  /** Words of custom labels, by name. */
  readonly labels: ReadonlyMap<string, string>;
  /** The same in Swedish. */
  readonly swedishLabels: ReadonlyMap<string, string>;
}

/** Reads the package. Throws where a file of metadata is not well-formed. */
export function readPackage(): PackageModel {
  const files = readSource();
  const documents = new Map(
    files.flatMap(({ path, text }) =>
      path.endsWith("-meta.xml") ? [[path, parseXml(text)] as const] : [],
    ),
  );
  return {
    ...{ files, documents, objects: objectsOf(documents) },
    ...{ labels: labelsOf(documents), swedishLabels: swedishLabelsOf(documents) },
  };
}

/** Metadata documents of a folder, each with its name: its file's, without the ending. */
export function documentsIn(
  { documents }: Pick<PackageModel, "documents">,
  folder: string,
): readonly (readonly [string, Element])[] {
  return [...documents].flatMap(([path, root]) => {
    if (!path.startsWith(`${folder}/`)) return [];
    const file = path.split("/").at(-1) ?? "";
    return [[file.replace(/\.[\w-]+-meta\.xml$/, ""), root] as const];
  });
}

function objectsOf(documents: ReadonlyMap<string, Element>): ReadonlyMap<string, PackagedObject> {
  const names = new Set(
    [...documents.keys()].flatMap((path) => /^objects\/(\w+)\//.exec(path)?.[1] ?? []),
  );
  return new Map(
    [...names].map((name) => {
      const fields = documentsIn({ documents }, `objects/${name}/fields`).map(([, root]) =>
        fieldOf(root),
      );
      const listViews = documentsIn({ documents }, `objects/${name}/listViews`).map(([id]) => id);
      return [name, { name, fields: new Map(fields.map((each) => [each.name, each])), listViews }];
    }),
  );
}

function fieldOf(root: Element): Field {
  const to = textOf(root, "referenceTo");
  const relationship = textOf(root, "relationshipName");
  return {
    name: textOf(root, "fullName") ?? "",
    label: textOf(root, "label") ?? "",
    type: textOf(root, "type") ?? "",
    isRequired: textOf(root, "required") === "true" || textOf(root, "type") === "MasterDetail",
    hasHelp: textOf(root, "inlineHelpText") !== undefined,
    isUnique: textOf(root, "unique") === "true",
    choices: deepChildrenOf(root, "value").map((each) => ({
      value: textOf(each, "fullName") ?? "",
      label: textOf(each, "label") ?? "",
    })),
    ...numberIn(root, "length"),
    ...numberIn(root, "precision"),
    ...numberIn(root, "scale"),
    ...(to !== undefined && { to }),
    ...(relationship !== undefined && { relationship }),
  };
}

function numberIn<Name extends string>(root: Element, name: Name): { [Key in Name]?: number } {
  const text = textOf(root, name);
  const found: { [Key in Name]?: number } = {};
  if (text !== undefined) found[name] = Number(text);
  return found;
}

function labelsOf(documents: ReadonlyMap<string, Element>): ReadonlyMap<string, string> {
  const root = documents.get("labels/CustomLabels.labels-meta.xml");
  const labels = root ? childrenOf(root, "labels") : [];
  return new Map(
    labels.map((each) => [textOf(each, "fullName") ?? "", textOf(each, "value") ?? ""]),
  );
}

function swedishLabelsOf(documents: ReadonlyMap<string, Element>): ReadonlyMap<string, string> {
  const root = documents.get("translations/sv.translation-meta.xml");
  const labels = root ? childrenOf(root, "customLabels") : [];
  return new Map(labels.map((each) => [textOf(each, "name") ?? "", textOf(each, "label") ?? ""]));
}
