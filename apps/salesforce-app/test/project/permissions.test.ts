import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { documentsIn, type Field, readPackage } from "../support/package-model.ts";
import { PROJECT } from "../support/source-files.ts";
import { childrenOf, deepChildrenOf, type Element, textOf } from "../support/xml.ts";

const model = readPackage();
const sets = new Map(documentsIn(model, "permissionsets"));
const OWN = [...model.objects.keys()].filter((name) => name.endsWith("__c"));
const SETTINGS = ["Perennial_Setting__c", "Perennial_Rule__c", "Perennial_Tier__c"];

function setOf(name: string): Element {
  const found = sets.get(name);
  if (!found) throw new Error(`there is no permission set ${name}`);
  return found;
}

/** The fields of an object that a set lets people read, or change. */
function fieldsOf(set: Element, object: string, right: "readable" | "editable"): readonly string[] {
  return childrenOf(set, "fieldPermissions").flatMap((each) => {
    const [of, field = ""] = (textOf(each, "field") ?? "").split(".");
    return of === object && textOf(each, right) === "true" ? [field] : [];
  });
}

function objectRights(set: Element, object: string): Element | undefined {
  return childrenOf(set, "objectPermissions").find((each) => textOf(each, "object") === object);
}

/** Fields that need a permission of their own. */
function closedFields(object: string): readonly Field[] {
  return [...(model.objects.get(object)?.fields.values() ?? [])].filter(
    ({ isRequired }) => !isRequired,
  );
}

/** What a set gives of an object, in the words of the install guide. */
function rightsInWords(set: Element, object: string): string {
  const rights = objectRights(set, object);
  const has = (right: string) => rights !== undefined && textOf(rights, right) === "true";
  const all = closedFields(object).length;
  const readable = fieldsOf(set, object, "readable").length;
  const editable = fieldsOf(set, object, "editable").length;
  if (readable === 0) return "–";
  const changes = editable === all ? "writes" : "chooses";
  const isOpen = has("allowEdit") || (rights === undefined && editable > 0);
  const words = [
    "reads",
    ...(has("allowCreate") ? ["makes"] : []),
    ...(isOpen ? [changes] : []),
    ...(has("allowDelete") ? ["deletes"] : []),
  ];
  expect([object, readable]).toEqual([object, all]);
  return words.join(", ");
}

test("the install guide's table says what each permission set gives", () => {
  const guide = readFileSync(join(PROJECT, "../docs/src/salesforce-install.md"), "utf8");
  const rows = guide
    .split("\n")
    .filter((line) => /^\| (?:`\w+`|fields on )/.test(line))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll("`", "")),
    );
  const columns = ["Admin", "Marketer", "Service", "Integration", "Flow"];
  const expected = [...OWN, "Contact", "Account"].map((object) => [
    object.endsWith("__c") ? object : `fields on ${object}`,
    ...columns.map((name) => rightsInWords(setOf(`Perennial_${name}`), object)),
  ]);
  expect(rows.toSorted(byFirst)).toEqual(expected.toSorted(byFirst));
});

function byFirst([a = ""]: readonly string[], [b = ""]: readonly string[]): number {
  return a.localeCompare(b);
}

describe("a managed package", () => {
  test("gives no rights on standard objects and none of the system's: installing would ignore them", () => {
    for (const [name, set] of sets) {
      const objects = childrenOf(set, "objectPermissions").map((each) => textOf(each, "object"));
      expect([name, objects.filter((object) => !OWN.includes(object ?? ""))]).toEqual([name, []]);
      expect([name, childrenOf(set, "userPermissions")]).toEqual([name, []]);
    }
  });
});

describe("each set gives what its people need, and no more", () => {
  test("nobody but Perennial's own user writes what Perennial writes", () => {
    const answers =
      /^(?:Applied_|Problem__c|Connection_|Read_At__c|Console_Url__c|State__c|Running__c)/;
    for (const [name, set] of sets) {
      if (name === "Perennial_Integration") continue;
      const written = SETTINGS.flatMap((object) => fieldsOf(set, object, "editable"));
      expect([name, written.filter((field) => answers.test(field))]).toEqual([name, []]);
      for (const object of ["Perennial_Status__c", "Perennial_Touchpoint__c", "Contact", "Account"])
        expect([name, object, fieldsOf(set, object, "editable")]).toEqual([name, object, []]);
    }
  });

  test("whoever serves customers changes nothing and sees no settings", () => {
    const set = setOf("Perennial_Service");
    expect(deepChildrenOf(set, "editable").map(({ text }) => text)).not.toContain("true");
    for (const object of SETTINGS) expect(objectRights(set, object)).toBeUndefined();
  });

  test("only Perennial's own user makes, changes and deletes where customers stand, whoever owns it", () => {
    for (const [name, set] of sets) {
      for (const rights of childrenOf(set, "objectPermissions")) {
        const isOurs = name === "Perennial_Integration";
        const standing = /Status__c|Touchpoint__c/.test(textOf(rights, "object") ?? "");
        const all = textOf(rights, "modifyAllRecords") === "true";
        expect([name, textOf(rights, "object"), all]).toEqual([
          ...[name, textOf(rights, "object"), isOurs && standing],
        ]);
        if (!isOurs) expect(textOf(rights, "allowDelete")).toBe("false");
      }
    }
  });

  test("Perennial's own user has no app and no tab, and may read and write every field of the package", () => {
    const set = setOf("Perennial_Integration");
    expect(childrenOf(set, "tabSettings")).toEqual([]);
    expect(childrenOf(set, "applicationVisibilities")).toEqual([]);
    for (const object of model.objects.keys()) {
      const names = closedFields(object).map(({ name }) => name);
      expect([object, fieldsOf(set, object, "editable").toSorted()]).toEqual([
        ...[object, names.toSorted()],
      ]);
    }
  });

  test("the flow's set gives the credential and nothing else", () => {
    const kinds = setOf("Perennial_Flow").children.map(({ name }) => name);
    expect(kinds).toEqual([
      ...["description", "externalCredentialPrincipalAccesses", "hasActivationRequired", "label"],
    ]);
  });
});

describe("pages and permission sets agree", () => {
  const imported = (bundles: RegExp) =>
    model.files
      .filter(({ path }) => bundles.test(path))
      .flatMap(({ text }) => [...text.matchAll(/"@salesforce\/schema\/(\w+)\.(\w+)"/g)])
      .flatMap(([, object = "", field = ""]) =>
        closedFields(object).some(({ name }) => name === field) ? [{ object, field }] : [],
      );

  test.each([
    ["Perennial_Service", /^lwc\/perennial(?:Customer|Touchpoints)\//, 20],
    [
      "Perennial_Marketer",
      /^lwc\/perennial(?:Settings|Company|Rules?|Program|Tiers?|Connection)\//,
      40,
    ],
    ["Perennial_Admin", /^lwc\/.*\.js$/, 60],
  ])("%s sees every field that its pages show", (name, bundles, least) => {
    const fields = imported(bundles);
    const hidden = fields.filter(
      ({ object, field }) => !fieldsOf(setOf(name), object, "readable").includes(field),
    );
    expect(fields.length).toBeGreaterThan(least);
    expect(hidden).toEqual([]);
  });
});
