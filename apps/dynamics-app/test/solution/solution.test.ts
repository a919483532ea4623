import { readFileSync } from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { SELECTED } from "../../pages/shared/columns.ts";
import { packSolution, partsOf, readSource } from "../../src/index.ts";
import { APP, readSolution } from "../support/solution-model.ts";
import { deepChildrenOf, parseXml, textOf } from "../support/xml.ts";

const model = readSolution();
/** The logical names of a table's columns. */
const columnsOf = (table: string) =>
  (model.columns.get(table) ?? []).map((each) => textOf(each, "LogicalName") ?? "");
/** The tables that pages read, by the solution's names of them. */
const TABLES = {
  ...{ setting: "prnl_Setting", rule: "prnl_Rule", tier: "prnl_Tier" },
  ...{ status: "prnl_Status", touchpoint: "prnl_Touchpoint" },
} as const;

describe("the tables", () => {
  test.each(Object.entries(TABLES))(
    "have every column that the pages read of a %s",
    (part, table) => {
      const own = new Set([...columnsOf(table), `${table.toLowerCase()}id`]);
      const usual = new Set(["activityid", "subject", "description"]);
      const wanted = SELECTED[part as keyof typeof TABLES];
      expect(wanted.filter((name) => !own.has(name) && !usual.has(name))).toEqual([]);
    },
  );

  test.each(Object.values(TABLES))("%s has no column under the name of its own key", (table) => {
    expect(columnsOf(table)).not.toContain(`${table.toLowerCase()}id`);
  });

  test("of contacts and accounts have what Perennial writes of customers", () => {
    const written = [
      ...["prnl_phase", "prnl_tier", "prnl_valueclass", "prnl_segment", "prnl_risk", "prnl_value"],
      ...["prnl_nextrenewal", "prnl_renewalvalue", "prnl_pauseduntil"],
    ];
    for (const table of ["Contact", "Account"]) {
      expect(columnsOf(table)).toEqual(expect.arrayContaining(written));
    }
  });

  test("have a name in English and Swedish for everything that people see", () => {
    const unnamed = [...model.columns].flatMap(([table, attributes]) =>
      attributes.flatMap((attribute) => {
        const languages = deepChildrenOf(attribute, "displayname").map(
          ({ attributes: of }) => of.languagecode,
        );
        const isNamed = ["1033", "1053"].every((code) => languages.includes(code));
        return isNamed ? [] : [`${table}.${textOf(attribute, "LogicalName")}`];
      }),
    );
    expect(unnamed).toEqual([]);
  });

  test("begin with the publisher's prefix, as everything else that is ours", () => {
    const own = [...model.columns.values()].flat().map((each) => textOf(each, "LogicalName") ?? "");
    expect(own.filter((name) => !name.startsWith("prnl_"))).toEqual([]);
  });
});

describe("the roles", () => {
  test("give rights on our own tables and what they need beside them, and never on everything", () => {
    expect([...model.roles.keys()].sort()).toEqual([
      ...["Perennial Administrator", "Perennial Application User"],
      ...["Perennial Marketer", "Perennial Service"],
    ]);
    const known =
      /^prv(?:Create|Read|Write|Delete|Append|AppendTo|Assign|Share)(?:prnl_(?:Setting|Rule|Tier|Status)|Activity|Contact|Account|BusinessUnit|Organization|Role|Team|TransactionCurrency|User|UserSettings|WebResource|AppModule)$/;
    for (const [role, rights] of model.roles) {
      const strange = Object.keys(rights).filter((name) => !known.test(name));
      expect(strange, role).toEqual([]);
    }
  });

  test("let nobody but an administrator and Perennial choose for the company", () => {
    const mayChoose = [...model.roles].flatMap(([role, rights]) =>
      "prvWriteprnl_Setting" in rights ? [role] : [],
    );
    expect(mayChoose.sort()).toEqual(["Perennial Administrator", "Perennial Application User"]);
  });

  test("never let people write or delete the CRM's own customers by us", () => {
    for (const role of ["Perennial Administrator", "Perennial Marketer", "Perennial Service"]) {
      const rights = Object.keys(model.roles.get(role) ?? {});
      expect(
        rights.filter((name) => /^prv(?:Write|Delete)(?:Contact|Account)$/.test(name)),
      ).toEqual([]);
    }
    const ours = Object.keys(model.roles.get("Perennial Application User") ?? {});
    expect(ours).not.toContain("prvDeleteContact");
  });
});

describe("the words of the pages", () => {
  const words = (language: string): Readonly<Record<string, string>> =>
    JSON.parse(readFileSync(join(APP, "pages", "shared", `${language}.json`), "utf8"));

  test("are the same ones in both languages, with the same places to fill in", () => {
    const [sv, en] = [words("sv"), words("en")];
    expect(Object.keys(sv).sort()).toEqual(Object.keys(en).sort());
    const places = (text = "") => (text.match(/\{\w+\}/g) ?? []).sort();
    for (const key of Object.keys(en)) expect(places(sv[key]), key).toEqual(places(en[key]));
  });
});

describe("the package", () => {
  test("is the same, byte for byte, however often it is made, and holds what an environment imports", async () => {
    const source = await readSource(APP);
    const [one, other] = [packSolution(source), packSolution(await readSource(APP))];
    expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true);
    const parts = Object.keys(unzipSync(one));
    expect(parts).toEqual(expect.arrayContaining([...partsOf(source).keys()]));
    expect(parts).toEqual(
      expect.arrayContaining(["[Content_Types].xml", "customizations.xml", "solution.xml"]),
    );
  });

  test("is one document of well-formed XML, with every table and role in it", async () => {
    const parts = partsOf(await readSource(APP));
    const customizations = parseXml(parts.get("customizations.xml") ?? "");
    const tables = deepChildrenOf(customizations, "Entity").map((each) => textOf(each, "Name"));
    expect(tables).toEqual(expect.arrayContaining(Object.values(TABLES)));
    const roles = deepChildrenOf(customizations, "Role").flatMap(
      ({ attributes: { name } }) => name ?? [],
    );
    expect(roles.sort()).toEqual([...model.roles.keys()].sort());
  });

  test("has pages that load nothing from elsewhere and run nothing that stands in them", async () => {
    for (const [path, text] of partsOf(await readSource(APP))) {
      if (!text.startsWith("<!doctype") && !text.startsWith("<!DOCTYPE")) continue;
      expect(text, path).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
      expect(text, path).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>/);
      expect(text, path).not.toMatch(/\son\w+="/);
    }
  });
});
