import { describe, expect, test } from "vitest";
import { checkMetadata } from "../support/check-metadata.ts";
import { readMetadataTypes } from "../support/metadata-types.ts";
import { readSource } from "../support/source-files.ts";
import { parseXml } from "../support/xml.ts";

const types = readMetadataTypes();
const files = readSource().filter(({ path }) => path.endsWith("-meta.xml"));

test("every metadata file has only elements and values that Salesforce's types have", () => {
  const problems = files.flatMap(({ path, text }) =>
    checkMetadata(parseXml(text), types).map((problem) => `${path}: ${problem}`),
  );
  expect(files.length).toBeGreaterThan(200);
  expect(problems).toEqual([]);
});

describe("what Salesforce would refuse is refused here", () => {
  const document = (root: string, inside: string) =>
    checkMetadata(
      parseXml(`<${root} xmlns="http://soap.sforce.com/2006/04/metadata">${inside}</${root}>`),
      types,
    );

  test.each([
    ["ExternalClientApplication", "<distributionState>Packageable</distributionState>", "none of"],
    [
      "ExtlClntAppGlobalOauthSettings",
      "<externalClientApplication>A</externalClientApplication><isPkceRequird>true</isPkceRequird>",
      "isPkceRequird is unknown",
    ],
    [
      "ExtlClntAppGlobalOauthSettings",
      "<externalClientApplication>A</externalClientApplication><isPkceRequired>yes</isPkceRequired>",
      "neither true nor false",
    ],
    ["CustomField", "<length>long</length>", "is no number"],
    ["CustomField", "<label>A</label><label>B</label>", "stands twice"],
    ["PermissionSet", "<description>A</description>", "lacks label"],
    [
      "PermissionSet",
      "<label>A</label><objectPermissions><object>A__c</object></objectPermissions>",
      "PermissionSet/objectPermissions lacks allowCreate",
    ],
    ["CustomFields", "", "is no metadata type"],
  ])("%s with %s", (root, inside, problem) => {
    expect(document(root, inside).join("\n")).toContain(problem);
  });

  test("a document of another namespace", () => {
    const root = parseXml('<ListView xmlns="urn:other"><label>A</label></ListView>');
    expect(checkMetadata(root, types)[0]).toBe("the namespace is urn:other");
  });
});
