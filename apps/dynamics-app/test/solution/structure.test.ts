import { privilegeOf, standardTables } from "@perennial/simulators";
import { describe, expect, test } from "vitest";
import { readSolution } from "../support/solution-model.ts";
import { childrenOf, deepChildrenOf, type Element, textOf } from "../support/xml.ts";

const model = readSolution();
const documents = [...model.documents];
const all = (name: string) =>
  documents.flatMap(([, root]) => [root].flatMap((one) => named(one, name)));
/** Elements of a name, the root itself among them. */
const named = (root: Element, name: string) => [
  ...(root.name === name ? [root] : []),
  ...deepChildrenOf(root, name),
];
const rootComponents = all("RootComponent").map(({ attributes }) => attributes);
const componentsOf = (type: string) => rootComponents.filter((each) => each.type === type);
const texts = (elements: readonly Element[], name: string) =>
  elements.map((each) => textOf(each, name) ?? "");
const sorted = (names: readonly (string | undefined)[]) => names.map((name) => name ?? "").sort();

/** Columns of our tables and of those that we give columns to, by the table's logical name. */
const ownColumns = new Map(
  [...model.columns].map(([table, columns]) => [
    table.toLowerCase(),
    new Map(columns.map((each) => [textOf(each, "LogicalName") ?? "", each])),
  ]),
);
const standard = new Map(
  standardTables().map((table) => [table.name, new Set(table.columns.map(({ name }) => name))]),
);
const hasColumn = (table: string, column: string) =>
  ownColumns.get(table)?.has(column) === true || standard.get(table)?.has(column) === true;

describe("relationships", () => {
  test("have a lookup on the one end and a table on the other", () => {
    const broken = model.relationships.flatMap((each) => {
      const of = (name: string) => textOf(each, name) ?? "";
      const lookup = ownColumns
        .get(of("ReferencingEntityName").toLowerCase())
        ?.get(of("ReferencingAttributeName"));
      const other = of("ReferencedEntityName").toLowerCase();
      const isThere = ownColumns.has(other) || standard.has(other);
      const isWhole = lookup !== undefined && textOf(lookup, "Type") === "lookup" && isThere;
      return isWhole ? [] : [each.attributes.Name];
    });
    expect(model.relationships.length).toBeGreaterThan(0);
    expect(broken).toEqual([]);
  });

  test("are one for each lookup, and none beside them", () => {
    const lookups = [...ownColumns].flatMap(([table, columns]) =>
      [...columns]
        .filter(([, column]) => textOf(column, "Type") === "lookup")
        .map(([name]) => `${table}.${name}`),
    );
    const led = model.relationships.map(
      (each) =>
        `${textOf(each, "ReferencingEntityName")?.toLowerCase()}.${textOf(each, "ReferencingAttributeName")}`,
    );
    expect(sorted(led)).toEqual(sorted(lookups));
  });

  test("lead by the name that the lookup's column is written with, and back by their own", () => {
    for (const each of model.relationships) {
      const roles = deepChildrenOf(each, "EntityRelationshipRole");
      const led = Object.fromEntries(
        roles.map((role) => [
          textOf(role, "RelationshipRoleType"),
          textOf(role, "NavigationPropertyName"),
        ]),
      );
      const column = ownColumns
        .get(textOf(each, "ReferencingEntityName")?.toLowerCase() ?? "")
        ?.get(textOf(each, "ReferencingAttributeName") ?? "");
      expect(led).toEqual({ 1: column?.attributes.PhysicalName, 0: each.attributes.Name });
    }
  });

  test("are listed where SolutionPackager looks for them, each in a file of the referenced table's", () => {
    const list = model.documents.get("Other/Relationships.xml");
    const listed = list ? childrenOf(list, "EntityRelationship") : [];
    const files = documents.filter(([path]) => path.startsWith("Other/Relationships/"));
    const expected = model.relationships.map(
      (each) =>
        `Other/Relationships/${textOf(each, "ReferencedEntityName")}.${each.attributes.Name}.xml`,
    );
    expect(sorted(listed.map(({ attributes }) => attributes.Name))).toEqual(
      sorted(model.relationships.map(({ attributes }) => attributes.Name)),
    );
    expect(sorted(files.map(([path]) => path))).toEqual(sorted(expected));
  });
});

describe("columns", () => {
  test("that keys, forms and views name are there", () => {
    const missing = documents.flatMap(([path, root]) => {
      const table = (textOf(root, "Name") ?? "").toLowerCase();
      const wanted = [
        ...named(root, "KeyAttribute").map(({ text }) => text),
        ...named(root, "control").flatMap(({ attributes }) => attributes.datafieldname ?? []),
        ...named(root, "cell").flatMap(({ attributes }) => attributes.name ?? []),
      ];
      return wanted.filter((name) => !hasColumn(table, name)).map((name) => `${path}: ${name}`);
    });
    expect(all("KeyAttribute").length).toBeGreaterThanOrEqual(5);
    expect(missing).toEqual([]);
  });

  test("of keys are few and short enough for an index, and have to be filled in", () => {
    for (const key of all("EntityKey")) {
      const columns = deepChildrenOf(key, "KeyAttribute").map(({ text }) => text);
      const found = columns.map((name) =>
        [...ownColumns.values()].find((each) => each.has(name))?.get(name),
      );
      const bytes = found.reduce(
        (sum, each) => sum + 2 * Number(each && textOf(each, "MaxLength")),
        0,
      );
      expect(columns.length).toBeLessThanOrEqual(16);
      // Alternate keys take 900 bytes (crm/dynamics.md, 4).
      expect(bytes).toBeLessThanOrEqual(900);
      expect(found.map((each) => each && textOf(each, "RequiredLevel"))).toEqual(
        columns.map(() => "required"),
      );
    }
  });

  test("say what their type needs, within what the type allows", () => {
    const NEEDED: Readonly<Record<string, readonly string[]>> = {
      nvarchar: ["Format", "MaxLength", "Length"],
      ntext: ["Format", "MaxLength"],
      int: ["Format", "MinValue", "MaxValue"],
      decimal: ["MinValue", "MaxValue", "Accuracy"],
      datetime: ["Format", "Behavior"],
      lookup: ["LookupStyle", "LookupTypes"],
      bit: ["optionset"],
    };
    const wrong = [...ownColumns].flatMap(([table, columns]) =>
      [...columns].flatMap(([name, column]) => {
        const type = textOf(column, "Type") ?? "";
        const lacking = NEEDED[type]?.filter((one) => childrenOf(column, one).length !== 1) ?? [
          type,
        ];
        const [length, longest] = [
          Number(textOf(column, "MaxLength")),
          Number(textOf(column, "Length")),
        ];
        const isFit = type !== "nvarchar" || (longest === 2 * length && length <= 4000);
        const isNamed = name === column.attributes.PhysicalName?.toLowerCase() && name.length <= 50;
        return lacking.length === 0 && isFit && isNamed
          ? []
          : [`${table}.${name}: ${lacking.join()}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  test("have names of their own within their table", () => {
    for (const [table, columns] of model.columns) {
      const names = texts(columns, "LogicalName");
      expect(new Set(names).size, table).toBe(names.length);
    }
  });
});

describe("what the solution says it is made of", () => {
  test("is there, and nothing else is", () => {
    const files = (pattern: RegExp) =>
      documents.filter(([path]) => pattern.test(path)).map(([, root]) => root);
    const schemaNames = (type: string) =>
      sorted(componentsOf(type).map(({ schemaName }) => schemaName));
    expect(schemaNames("1")).toEqual(sorted([...ownColumns.keys()]));
    expect(sorted(componentsOf("20").map(({ id }) => id))).toEqual(
      sorted(files(/^Roles\//).map(({ attributes }) => attributes.id)),
    );
    expect(schemaNames("61")).toEqual(sorted(texts(files(/\.data\.xml$/), "Name")));
    expect(schemaNames("62")).toEqual(
      sorted(texts(files(/^AppModuleSiteMaps\//), "SiteMapUniqueName")),
    );
    expect(schemaNames("80")).toEqual(sorted(texts(files(/^AppModules\//), "UniqueName")));
    const known = ["1", "20", "61", "62", "80"];
    expect(rootComponents.filter(({ type = "" }) => !known.includes(type))).toEqual([]);
  });

  test("brings its own tables whole, and of the CRM's own nothing but our columns", () => {
    for (const { schemaName = "", behavior } of componentsOf("1"))
      expect(behavior, schemaName).toBe(standard.has(schemaName) ? "2" : "0");
  });

  test("has an id of its own for every component", () => {
    const ids = [
      ...all("Role").flatMap(({ attributes: { id, name } }) => (id && name ? [id] : [])),
      ...texts(all("WebResource"), "WebResourceId"),
      ...all("systemform").flatMap((each) => textOf(each, "formid") ?? []),
      ...all("savedquery").flatMap((each) => textOf(each, "savedqueryid") ?? []),
    ].map((id) => id.toLowerCase());
    expect(ids.length).toBeGreaterThan(9);
    expect(
      ids.filter((id) => !/^\{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}$/.test(id)),
    ).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("has web resources whose file bears their name and id, of the type that their name ends in", () => {
    const types = { html: "1", css: "2", js: "3", svg: "11" };
    for (const each of all("WebResource")) {
      const [name = "", id = ""] = [textOf(each, "Name"), textOf(each, "WebResourceId")];
      const file = `/WebResources/${name.replace(/[/.]/g, "")}${id.replace(/[{}]/g, "").toUpperCase()}`;
      expect(textOf(each, "FileName")).toBe(file);
      const ending = name.split(".").at(-1) as keyof typeof types;
      expect(textOf(each, "WebResourceType"), name).toBe(types[ending]);
    }
  });
});

describe("roles", () => {
  test("have rights on tables that are there, each once, at a known depth", () => {
    const nouns = new Set([
      ...model.columns.keys(),
      ...standardTables().map((table) => privilegeOf("Read", table).replace("prvRead", "")),
      // Their tables are no part of what is simulated.
      ...["AppModule", "WebResource", "UserSettings"],
    ]);
    const verbs = /^prv(?:Create|Read|Write|Delete|AppendTo|Append|Assign|Share)/;
    const strange = [...model.roles].flatMap(([role, rights]) =>
      Object.entries(rights).flatMap(([name, level]) => {
        const isKnown = nouns.has(name.replace(verbs, "")) && verbs.test(name);
        const isDeep = ["Basic", "Local", "Deep", "Global"].includes(level);
        return isKnown && isDeep ? [] : [`${role}: ${name} ${level}`];
      }),
    );
    expect(strange).toEqual([]);
    for (const role of all("Role").filter(({ attributes }) => attributes.name !== undefined)) {
      const names = deepChildrenOf(role, "RolePrivilege").map(({ attributes }) => attributes.name);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  test("that the app is for are the solution's, and all but the server's own", () => {
    const byId = new Map(
      all("Role").flatMap(({ attributes: { id = "", name } }) =>
        name ? [[id, name] as const] : [],
      ),
    );
    const [maps] = all("AppModuleRoleMaps");
    const names = maps
      ? childrenOf(maps, "Role").map(({ attributes }) => byId.get(attributes.id ?? ""))
      : [];
    expect(sorted(names)).toEqual([
      "Perennial Administrator",
      "Perennial Marketer",
      "Perennial Service",
    ]);
  });
});

describe("the site map", () => {
  const [siteMap] = all("SiteMap");
  const subAreas = siteMap ? deepChildrenOf(siteMap, "SubArea") : [];

  test("is built as the vendor's schema has it", () => {
    // SiteMapType.xsd, as far as it is told of on learn.microsoft.com ("SiteMap XML reference").
    const CHILDREN: Readonly<Record<string, readonly string[]>> = {
      SiteMap: ["Area"],
      Area: ["Titles", "Descriptions", "Group"],
      Group: ["Titles", "Descriptions", "SubArea"],
      SubArea: ["Titles", "Descriptions", "Privilege"],
      ...{ Titles: ["Title"], Descriptions: ["Description"] },
      ...{ Title: [], Description: [], Privilege: [] },
    };
    const strange = (element: Element): readonly string[] =>
      element.children.flatMap((child) =>
        CHILDREN[element.name]?.includes(child.name) === true
          ? strange(child)
          : [`${child.name} in ${element.name}`],
      );
    expect(siteMap && strange(siteMap)).toEqual([]);
    const ids = ["Area", "Group", "SubArea"].flatMap((name) =>
      all(name).map(({ attributes }) => attributes.Id ?? ""),
    );
    expect(ids.filter((id) => !/^[a-zA-Z0-9_]{2,100}$/.test(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
    const rights = [
      "Read",
      "Write",
      "Append",
      "AppendTo",
      "Create",
      "Delete",
      "Share",
      "Assign",
      "All",
    ];
    for (const { attributes } of all("Privilege")) expect(rights).toContain(attributes.Privilege);
  });

  test("leads to tables and pages of the solution alone", () => {
    const inApp = all("AppModuleComponent")
      .filter(({ attributes }) => attributes.type === "1")
      .map(({ attributes }) => attributes.schemaName);
    const pages = new Set(texts(all("WebResource"), "Name"));
    expect(subAreas.length).toBeGreaterThan(1);
    for (const { attributes, children } of subAreas) {
      const { Entity, Url, Icon } = attributes;
      expect([Entity, Url].filter((way) => way !== undefined)).toHaveLength(1);
      if (Entity !== undefined) expect(inApp).toContain(Entity);
      for (const link of [Url, Icon].filter((one) => one !== undefined))
        expect(pages).toContain(link.replace(/^\$webresource:/, ""));
      for (const asked of children.filter(({ name }) => name === "Privilege"))
        expect([...ownColumns.keys()]).toContain(asked.attributes.Entity);
    }
    expect(inApp.filter((table) => !ownColumns.has(table ?? ""))).toEqual([]);
  });
});

describe("words that people see", () => {
  const LISTS = [
    ...["LocalizedNames", "LocalizedCollectionNames", "Descriptions", "displaynames"],
    ...["Titles", "labels"],
  ];

  test("are there in English and Swedish, once in each, and not empty", () => {
    const lists = LISTS.flatMap((name) => all(name)).filter(({ children }) => children.length > 0);
    const wrong = lists.flatMap((list) => {
      const languages = list.children.map(
        ({ attributes: { languagecode, LCID } }) => languagecode ?? LCID,
      );
      const words = list.children.map(
        ({ attributes: { description, Title } }) => description ?? Title,
      );
      const isWhole = sorted(languages).join() === "1033,1053" && words.every((one) => one?.trim());
      return isWhole ? [] : [`${list.name}: ${words.join()}`];
    });
    expect(lists.length).toBeGreaterThan(140);
    expect(wrong).toEqual([]);
  });

  test("are in the languages that the package says it has", () => {
    expect(sorted(all("Language").map(({ text }) => text))).toEqual(["1033", "1053"]);
  });
});
