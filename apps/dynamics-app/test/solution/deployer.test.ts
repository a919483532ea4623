import { join } from "node:path";
import { strFromU8, strToU8, unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { type DeployerSource, deployerPackage, packSolution, readSource } from "../../src/index.ts";
import { readBytes } from "../../src/solution-folder.ts";
import { APP, readSolution } from "../support/solution-model.ts";
import { childrenOf, deepChildrenOf, type Element, parseXml, textOf } from "../support/xml.ts";

const source = async (): Promise<DeployerSource> => ({
  files: readBytes(join(APP, "deployer")),
  solution: packSolution(await readSource(APP)),
});
const unpacked = async (more: Partial<DeployerSource> = {}) => {
  const outer = unzipSync(deployerPackage({ ...(await source()), ...more }));
  return { outer, inner: unzipSync(outer["package.zip"] ?? new Uint8Array()) };
};
const xmlIn = (parts: Readonly<Record<string, Uint8Array>>, path: string): Element =>
  parseXml(strFromU8(parts[path] ?? new Uint8Array()));

describe("the package that is handed in", () => {
  test("is the same, byte for byte, however often it is made", async () => {
    const [one, other] = [deployerPackage(await source()), deployerPackage(await source())];
    expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true);
  });

  test("has nothing nested, and in Package Deployer's own package what the solution comes by", async () => {
    const { outer, inner } = await unpacked();
    expect(Object.keys(outer).sort()).toEqual([
      ...["Input.xml", "TermsOfUse.en.html", "TermsOfUse.sv.html", "[Content_Types].xml"],
      ...["logo32x32.png", "package.zip"],
    ]);
    expect(Object.keys(inner).sort()).toEqual([
      ...["PkgAssets/ImportConfig.xml", "PkgAssets/Perennial.zip", "[Content_Types].xml"],
    ]);
  });

  test("has the assembly where there is one", async () => {
    const assembly = { name: "Perennial.Package.dll", content: strToU8("MZ") };
    const { inner } = await unpacked({ assembly });
    expect(inner["Perennial.Package.dll"]).toEqual(assembly.content);
  });

  test("names a type for every file that is in it", async () => {
    const { outer, inner } = await unpacked({
      assembly: { name: "Perennial.Package.dll", content: strToU8("MZ") },
    });
    for (const parts of [outer, inner]) {
      const types = deepChildrenOf(xmlIn(parts, "[Content_Types].xml"), "Default");
      const known = new Set(types.map(({ attributes }) => attributes.Extension));
      const endings = Object.keys(parts).map((path) => path.split(".").at(-1) ?? "");
      expect(endings.filter((ending) => !known.has(ending))).toEqual([]);
    }
  });

  test("imports the solution that it has, over nobody's own changes", async () => {
    const { inner } = await unpacked();
    const config = xmlIn(inner, "PkgAssets/ImportConfig.xml");
    const [solution, ...others] = deepChildrenOf(config, "configsolutionfile");
    expect(config.name).toBe("configdatastorage");
    expect(others).toEqual([]);
    expect(inner[`PkgAssets/${solution?.attributes.solutionpackagefilename}`]).toEqual(
      (await source()).solution,
    );
    expect(solution?.attributes.overwriteunmanagedcustomizations).toBe("false");
    expect(config.attributes).toMatchObject({
      installsampledata: "false",
      waitforsampledatatoinstall: "false",
    });
  });

  test("is described in the vendor's words, by files that are in it", async () => {
    const { outer } = await unpacked();
    const data = xmlIn(outer, "Input.xml");
    const elements = ["ProviderName", "PackageFile", "SolutionAnchorName", "StartDate", "EndDate"];
    expect(data.name).toBe("PvsPackageData");
    expect(data.children.map(({ name }) => name)).toEqual([
      ...elements,
      ...["SupportedCountries", "LearnMoreLink", "Locales"],
    ]);
    for (const name of ["StartDate", "EndDate"])
      expect(textOf(data, name)).toMatch(/^(?:0[1-9]|1[0-2])\/(?:0[1-9]|[12]\d|3[01])\/\d{4}$/);
    expect(textOf(data, "SupportedCountries")).toMatch(/^[A-Z]{2}(?:,[A-Z]{2})*$/);
    expect(textOf(data, "SolutionAnchorName")).toBe("Perennial.zip");
    const named = [
      textOf(data, "PackageFile"),
      ...deepChildrenOf(data, "Logo").map(({ text }) => text),
      ...deepChildrenOf(data, "PackageTerm").map(({ attributes }) => attributes.File),
    ];
    expect(named.filter((file) => outer[file ?? ""] === undefined)).toEqual([]);
  });

  test("has the languages of the solution, English first", async () => {
    const { outer } = await unpacked();
    const locales = deepChildrenOf(xmlIn(outer, "Input.xml"), "PackageLocale");
    const solution = readSolution().documents.get("Other/Solution.xml");
    const [names] = solution ? deepChildrenOf(solution, "LocalizedNames") : [];
    const languages = names ? childrenOf(names, "LocalizedName") : [];
    expect(locales.map(({ attributes }) => attributes.Code)).toEqual(
      languages.map(({ attributes }) => attributes.languagecode),
    );
    expect(locales.map(({ attributes }) => attributes.IsDefault)).toEqual(["true", "false"]);
  });

  test("has a logo of 32 by 32, and terms that load nothing", async () => {
    const { outer } = await unpacked();
    const logo = Buffer.from(outer["logo32x32.png"] ?? []);
    expect(logo.subarray(1, 4).toString()).toBe("PNG");
    expect([logo.readUInt32BE(16), logo.readUInt32BE(20)]).toEqual([32, 32]);
    for (const language of ["en", "sv"]) {
      const terms = strFromU8(outer[`TermsOfUse.${language}.html`] ?? new Uint8Array());
      expect(terms).toContain(`<html lang="${language}">`);
      expect(terms).not.toMatch(/<script|src=|href=/);
    }
  });

  test("cannot be made without what Package Deployer imports", async () => {
    expect(() => deployerPackage({ files: new Map(), solution: new Uint8Array() })).toThrow(
      "The folder deployer has no ImportConfig.xml",
    );
  });
});
