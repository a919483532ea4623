import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { convertSource } from "../support/salesforce-tools.ts";
import { SOURCE } from "../support/source-files.ts";
import { childrenOf, parseXml, textOf } from "../support/xml.ts";

const output = mkdtempSync(join(tmpdir(), "perennial-salesforce-"));
let members: ReadonlyMap<string, readonly string[]> = new Map();

beforeAll(async () => {
  const manifest = parseXml(await convertSource(SOURCE, output));
  members = new Map(
    childrenOf(manifest, "types").map((each) => [
      textOf(each, "name") ?? "",
      childrenOf(each, "members").map(({ text }) => text),
    ]),
  );
});
afterAll(() => rmSync(output, { recursive: true }));

test("Salesforce's own converter takes every file as what its folder and ending say", () => {
  expect([...members.keys()].sort()).toEqual([
    "AuraDefinitionBundle",
    "CustomApplication",
    "CustomField",
    "CustomLabel",
    "CustomLabels",
    "CustomObject",
    "CustomObjectTranslation",
    "CustomTab",
    "ExternalClientApplication",
    "ExternalCredential",
    "ExternalServiceRegistration",
    "ExtlClntAppCanvasSettings",
    "ExtlClntAppConfigurablePolicies",
    "ExtlClntAppOauthConfigurablePolicies",
    "ExtlClntAppOauthSettings",
    "Layout",
    "LightningComponentBundle",
    "ListView",
    "NamedCredential",
    "PermissionSet",
    "PlatformEventChannel",
    "PlatformEventChannelMember",
    "Translations",
  ]);
});

test("each bundle and each object of the source is in the package", () => {
  const folders = (name: string) => readdirSync(join(SOURCE, name)).sort();
  expect(members.get("LightningComponentBundle")).toEqual(folders("lwc"));
  expect(members.get("CustomObject")).toEqual(
    folders("objects").filter((name) => name.endsWith("__c")),
  );
  const fields = folders("objects").flatMap((object) =>
    folders(`objects/${object}/fields`).map(
      (file) => `${object}.${file.replace(".field-meta.xml", "")}`,
    ),
  );
  expect(members.get("CustomField")?.toSorted()).toEqual(fields.sort());
});

test("a file whose ending is not that of its type stops the conversion", async () => {
  const folder = join(output, "wrong/force-app/main/default/extlClntAppOauthSettings");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "Perennial.ecaGlobalOauth-meta.xml"), "<ExtlClntAppOauthSettings/>");
  await expect(convertSource(folder, join(output, "nothing"))).rejects.toThrow(
    /Perennial\.ecaGlobalOauth-meta\.xml/,
  );
  rmSync(join(output, "wrong"), { recursive: true });
});

test("the converted package holds no Apex and no Visualforce", () => {
  expect([...members.keys()].filter((name) => /^Apex/.test(name))).toEqual([]);
});

test("what the Dev Hub keeps, keys, secrets and addresses that may renew access, is not in the package", () => {
  const paths = readdirSync(output, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const kept = paths.filter((path) => /GlobalOauth|OauthSecurity/i.test(relative(output, path)));
  const secrets = paths.filter((path) =>
    /consumerSecret|consumerKey|oauthToken|<password>/.test(readFileSync(path, "utf8")),
  );
  expect(paths.length).toBeGreaterThan(60);
  expect([...kept, ...secrets]).toEqual([]);
});

test("an object's fields and their translations are put together as an org takes them", () => {
  const status = parseXml(readFileSync(join(output, "objects/Perennial_Status__c.object"), "utf8"));
  const names = childrenOf(status, "fields").map((each) => textOf(each, "fullName"));
  expect(names).toContain("Customer_Id__c");
  const swedish = parseXml(
    readFileSync(
      join(output, "objectTranslations/Perennial_Status__c-sv.objectTranslation"),
      "utf8",
    ),
  );
  expect(
    childrenOf(swedish, "fields")
      .map((each) => textOf(each, "name"))
      .toSorted(),
  ).toEqual(names.toSorted());
});
