import type { Field, PackageModel } from "../package-model.ts";
import { childrenOf, textOf } from "../xml.ts";

/** A field as the org has it: with the namespace, and in both languages. */
export interface OrgField extends Omit<Field, "name"> {
  readonly apiName: string;
  readonly swedish: { readonly label: string; readonly choices: ReadonlyMap<string, string> };
}

/** An object as the org has it. */
export interface OrgObject {
  readonly apiName: string;
  /** The first three characters of its records' ids. */
  readonly prefix: string;
  readonly fields: ReadonlyMap<string, OrgField>;
  readonly listViews: readonly string[];
}

/** What an org in which the package is installed knows of it. */
export interface OrgSchema {
  /** What names of the package begin with, such as `perennial__`. */
  readonly prefix: string;
  readonly objects: ReadonlyMap<string, OrgObject>;
}

/** What every object has besides the package's fields. */
const NAME: Omit<OrgField, "apiName"> = {
  ...{ label: "Name", type: "Text", isRequired: false, hasHelp: false, isUnique: false },
  ...{ length: 80, choices: [], swedish: { label: "Namn", choices: new Map() } },
};
const PREFIXES: Readonly<Record<string, string>> = { Account: "001", Contact: "003" };

/** The schema of an org with the package: `prefix` is empty where the source was deployed without a namespace. */
export function orgSchema(model: PackageModel, prefix: string): OrgSchema {
  const objects = [...model.objects.values()].map((object, index): OrgObject => {
    const own = (name: string) => (name.endsWith("__c") ? `${prefix}${name}` : name);
    const fields = [...object.fields.values()].map((field): OrgField => {
      const swedish = swedishOf(model, object.name, field);
      const { to, name, ...rest } = field;
      return { ...rest, apiName: own(name), swedish, ...(to !== undefined && { to: own(to) }) };
    });
    const all = [{ ...NAME, apiName: "Name" }, ...fields];
    return {
      apiName: own(object.name),
      prefix: PREFIXES[object.name] ?? `a0${index}`,
      fields: new Map(all.map((each) => [each.apiName, each])),
      listViews: object.listViews.map((name) => `${prefix}${name}`),
    };
  });
  return { prefix, objects: new Map(objects.map((each) => [each.apiName, each])) };
}

function swedishOf({ documents }: PackageModel, object: string, field: Field): OrgField["swedish"] {
  const path = `objectTranslations/${object}-sv/${field.name}.fieldTranslation-meta.xml`;
  const root = documents.get(path);
  const choices = root ? childrenOf(root, "picklistValues") : [];
  const words = new Map(
    choices.map((each) => [textOf(each, "masterLabel") ?? "", textOf(each, "translation") ?? ""]),
  );
  return {
    label: textOf(root, "label") ?? field.label,
    choices: new Map(
      field.choices.map(({ value, label }) => [value, words.get(label) ?? label] as const),
    ),
  };
}
