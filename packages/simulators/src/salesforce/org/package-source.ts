import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { SimulatorError } from "../../simulator-error.ts";
import type { FieldSketch, FieldType } from "../schema/field.ts";

/** What a package adds to an org, as its source says. */
export interface PackageContent {
  readonly objects: readonly PackageObject[];
  readonly fields: readonly { readonly typeName: string; readonly field: FieldSketch }[];
  readonly channels: readonly { readonly name: string; readonly entities: readonly string[] }[];
}

/** A type of record of a package. */
export interface PackageObject {
  readonly name: string;
  readonly label: string;
  readonly isNumbered: boolean;
}

const TYPES: Readonly<Record<string, FieldType>> = {
  Text: "string",
  TextArea: "textarea",
  LongTextArea: "textarea",
  Html: "textarea",
  Email: "email",
  Phone: "phone",
  Url: "url",
  Picklist: "picklist",
  MultiselectPicklist: "multipicklist",
  Checkbox: "boolean",
  Number: "double",
  Currency: "currency",
  Percent: "percent",
  Date: "date",
  DateTime: "datetime",
  Time: "time",
  Lookup: "reference",
  MasterDetail: "reference",
};

/**
 * Reads objects, fields and channels of change events out of a package's source folder (`force-app/main/default`), with the
 * names that they have in an org where it is installed; throws a `SimulatorError` for what it does not know.
 */
export function readPackage(folder: string, namespace: string): PackageContent {
  const named = (name: string) => (/__(?:c|chn)$/.test(name) ? `${namespace}__${name}` : name);
  const all = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  const files = (form: RegExp) => all.filter((path) => form.test(path.replaceAll("\\", "/")));
  const read = (path: string) => readFileSync(join(folder, path), "utf8");
  const objects = files(/^objects\/[^/]+\/[^/]+\.object-meta\.xml$/)
    .map((path) => ({ path, xml: read(path) }))
    .filter(({ path }) => basename(dirname(path)).endsWith("__c"))
    .map(({ path, xml }) => {
      const nameField = block(xml, "nameField");
      return {
        name: named(basename(dirname(path))),
        label: text(xml.replace(nameField, ""), "label") ?? "",
        isNumbered: text(nameField, "type") === "AutoNumber",
      };
    });
  const fields = files(/^objects\/[^/]+\/fields\/[^/]+\.field-meta\.xml$/).map((path) => ({
    typeName: named(basename(dirname(dirname(path)))),
    field: fieldOf(read(path), named, path),
  }));
  const members = files(/^platformEventChannelMembers\/[^/]+\.xml$/).map((path) => read(path));
  const channels = files(/^platformEventChannels\/[^/]+\.xml$/).map((path) => {
    const name = basename(path).replace(/\..*$/, "");
    const own = members.filter((xml) => text(xml, "eventChannel") === name);
    const entities = own.map((xml) => named(entityOf(text(xml, "selectedEntity") ?? "")));
    return { name: named(name), entities };
  });
  return { objects, fields, channels };
}

function fieldOf(xml: string, named: (name: string) => string, path: string): FieldSketch {
  const valueSet = block(xml, "valueSet");
  const own = xml.replace(valueSet, "");
  const kind = text(own, "type") ?? "";
  const type = TYPES[kind];
  if (type === undefined)
    throw new SimulatorError(`${path}: fields of type ${kind} are not known to this simulator.`);
  const is = (name: string) => text(own, name) === "true";
  const whole = (name: string) => Number(text(own, name) ?? "0");
  const isMaster = kind === "MasterDetail";
  const children = text(own, "relationshipName");
  const to = text(own, "referenceTo");
  const sizes = type === "double" || type === "percent" || type === "currency";
  const length = text(own, "length");
  return {
    name: named(text(own, "fullName") ?? ""),
    type,
    label: text(own, "label") ?? "",
    externalId: is("externalId"),
    unique: is("unique"),
    caseSensitive: is("caseSensitive"),
    ...(type === "boolean" ? {} : { nillable: !is("required") && !isMaster }),
    ...(length === undefined ? {} : { length: Number(length) }),
    ...(sizes ? { precision: whole("precision"), scale: whole("scale") } : {}),
    ...(to === undefined ? {} : { referenceTo: [named(to)], cascadeDelete: isMaster }),
    ...(children === undefined
      ? {}
      : { childRelationshipName: `${named(`${children}__c`).slice(0, -1)}r` }),
    ...(is("defaultValue") ? { defaultValue: true } : {}),
    ...picklist(valueSet),
  };
}

function picklist(valueSet: string): Partial<FieldSketch> {
  if (valueSet === "") return {};
  const values = [...valueSet.matchAll(/<value>([\s\S]*?)<\/value>/g)].map(([, xml = ""]) => xml);
  const names = values.map((xml) => text(xml, "fullName") ?? "");
  const usual = names[values.findIndex((xml) => text(xml, "default") === "true")];
  return {
    restrictedPicklist: text(valueSet, "restricted") === "true",
    picklistValues: names,
    ...(usual === undefined ? {} : { defaultValue: usual }),
  };
}

function entityOf(event: string): string {
  return event.endsWith("__ChangeEvent")
    ? event.replace(/ChangeEvent$/, "c")
    : event.replace(/ChangeEvent$/, "");
}

function block(xml: string, tag: string): string {
  return new RegExp(`<${tag}>[\\s\\S]*?</${tag}>`).exec(xml)?.[0] ?? "";
}

function text(xml: string, tag: string): string | undefined {
  const found = new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(xml)?.[1];
  return found
    ?.replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&apos;", "'")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}
