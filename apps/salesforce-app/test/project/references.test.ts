import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { documentsIn, readPackage } from "../support/package-model.ts";
import { PROJECT } from "../support/source-files.ts";
import { childrenOf, deepChildrenOf, type Element, parseXml, textOf } from "../support/xml.ts";

const model = readPackage();
const STANDARD_FIELDS = new Set(["Id", "Name", "NAME"]);

/** Whether an object of the package has a field. */
function hasField(object: string, field: string): boolean {
  const found = model.objects.get(object);
  return found !== undefined && (STANDARD_FIELDS.has(field) || found.fields.has(field));
}

function namesIn(folder: string): readonly string[] {
  return documentsIn(model, folder).map(([name]) => name);
}

function missing(wanted: readonly string[], known: readonly string[]): readonly string[] {
  return wanted.filter((each) => !known.includes(each));
}

/** What stands in elements of a name, however deep, in all documents of a folder. */
function named(folder: string, element: string): readonly string[] {
  return documentsIn(model, folder).flatMap(([, root]) =>
    deepChildrenOf(root, element).map(({ text }) => text),
  );
}

const scripts = model.files.filter(({ path }) => /^lwc\/.*\.js$/.test(path));
const templates = model.files.filter(({ path }) => /^lwc\/.*\.html$/.test(path));
const bundles = namesIn("lwc");

/** What a pattern's first group finds in files, with the file. */
function found(files: typeof scripts, pattern: RegExp) {
  return files.flatMap(({ path, text }) =>
    [...text.matchAll(pattern)].map((match) => ({ path, name: match[1] ?? "" })),
  );
}

describe("what components refer to is there", () => {
  test("fields and objects", () => {
    const imports = found(scripts, /"@salesforce\/schema\/([\w.]+)"/g);
    const broken = imports.filter(({ name }) => {
      const [object = "", field] = name.split(".");
      return field === undefined ? !model.objects.has(object) : !hasField(object, field);
    });
    expect(imports.length).toBeGreaterThan(60);
    expect(broken).toEqual([]);
  });

  test("labels, and none is there for nothing", () => {
    const used = new Set(found(scripts, /"@salesforce\/label\/c\.(\w+)"/g).map(({ name }) => name));
    expect([...used].sort()).toEqual([...model.labels.keys()].sort());
  });

  test("modules, components and base components", () => {
    const modules = found(scripts, /from "c\/(\w+)"/g).map(({ name }) => name);
    const tags = found(templates, /<c-([a-z-]+)/g).map(({ name }) =>
      name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    );
    expect(tags.length).toBeGreaterThan(5);
    expect(missing([...modules, ...tags], bundles)).toEqual([]);
  });

  test("child relationships and list views", () => {
    const names = found(scripts, /ownName\("(\w+)"\)/g).map(({ name }) => name);
    const relationships = [...model.objects.values()].flatMap(({ fields }) =>
      [...fields.values()].flatMap(({ relationship }) =>
        relationship === undefined ? [] : [`${relationship}__r`],
      ),
    );
    const views = [...model.objects.values()].flatMap(({ listViews }) => listViews);
    expect(names.length).toBeGreaterThan(3);
    expect(missing(names, [...relationships, ...views])).toEqual([]);
  });

  test("every bundle has its files, and none is without a use", () => {
    const used = [
      ...found(scripts, /from "c\/(\w+)"/g).map(({ name }) => name),
      ...found(templates, /<c-([a-z-]+)/g).map(({ name }) =>
        name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      ),
      ...documentsIn(model, "lwc").flatMap(([name, root]) =>
        textOf(root, "isExposed") === "true" ? [name] : [],
      ),
    ];
    expect(missing(bundles, used)).toEqual([]);
    expect(
      missing(
        bundles.map((name) => `lwc/${name}/${name}.js`),
        scripts.map(({ path }) => path),
      ),
    ).toEqual([]);
  });
});

describe("what metadata refers to is there", () => {
  test("fields of permission sets; those that need no permission are not named", () => {
    const fields = named("permissionsets", "field");
    const broken = fields.filter((name) => {
      const [object = "", field = ""] = name.split(".");
      const known = model.objects.get(object)?.fields.get(field);
      return known === undefined || known.isRequired;
    });
    expect(fields.length).toBeGreaterThan(200);
    expect(broken).toEqual([]);
    expect(missing(named("permissionsets", "object"), [...model.objects.keys()])).toEqual([]);
  });

  test("apps and tabs", () => {
    const tabs = namesIn("tabs");
    expect(missing(named("applications", "tabs"), tabs)).toEqual([]);
    expect(missing(named("applications", "defaultLandingTab"), tabs)).toEqual([]);
    expect(missing(named("permissionsets", "tab"), tabs)).toEqual([]);
    expect(missing(named("permissionsets", "application"), namesIn("applications"))).toEqual([]);
    expect(missing(named("tabs", "lwcComponent"), bundles)).toEqual([]);
    expect(missing(named("tabs", "auraComponent"), ["perennialCanvas"])).toEqual([]);
    const objectTabs = documentsIn(model, "tabs").flatMap(([name, root]) =>
      textOf(root, "customObject") === "true" ? [name] : [],
    );
    expect(missing(objectTabs, [...model.objects.keys()])).toEqual([]);
  });

  test("fields of layouts and list views, and every field has its place in the layout", () => {
    for (const [name, root] of documentsIn(model, "layouts")) {
      const [object = ""] = name.split("-");
      const items = deepChildrenOf(root, "layoutItems").map((each) => textOf(each, "field") ?? "");
      const known = [...(model.objects.get(object)?.fields.keys() ?? [])];
      expect([name, items.toSorted()]).toEqual([name, ["Name", ...known].sort()]);
      for (const list of childrenOf(root, "relatedLists")) checkRelatedList(list);
      const open = deepChildrenOf(root, "behavior").filter(({ text }) => text === "Edit");
      // What is chosen goes through the settings page, which raises the revision.
      expect([name, open]).toEqual([name, []]);
    }
    for (const { name, listViews } of model.objects.values()) {
      for (const view of listViews) {
        const root = model.documents.get(`objects/${name}/listViews/${view}.listView-meta.xml`);
        const columns = root ? childrenOf(root, "columns").map(({ text }) => text) : [];
        expect(columns.filter((column) => !hasField(name, column))).toEqual([]);
      }
    }
  });

  function checkRelatedList(list: Element): void {
    const [object = "", field = ""] = (textOf(list, "relatedList") ?? "").split(".");
    expect(hasField(object, field)).toBe(true);
    const columns = childrenOf(list, "fields").map(({ text }) => text);
    expect(columns.filter((column) => !hasField(object, column))).toEqual([]);
  }

  test("objects that lookups lead to, and no object has two relationships of a name", () => {
    const ends = [...model.objects.values()].flatMap(({ fields }) =>
      [...fields.values()].flatMap(({ to, relationship }) =>
        to === undefined ? [] : [{ to, relationship }],
      ),
    );
    expect(
      missing(
        ends.map(({ to }) => to),
        [...model.objects.keys()],
      ),
    ).toEqual([]);
    const names = ends.map(({ to, relationship }) => `${to}.${relationship}`);
    expect(names).toEqual([...new Set(names)]);
  });

  test("the external client app and its parts", () => {
    const parts = [
      "extlClntAppOauthSettings",
      "extlClntAppGlobalOauthSets",
      "extlClntAppOauthPolicies",
      "extlClntAppPolicies",
      "extlClntAppOauthSecuritySettings",
      "extlClntAppCanvasSettings",
    ];
    for (const folder of parts)
      expect([folder, named(folder, "externalClientApplication")]).toEqual([folder, ["Perennial"]]);
    expect(namesIn("externalClientApps")).toEqual(["Perennial"]);
    const sets = named("extlClntAppOauthPolicies", "commaSeparatedPermissionSet").flatMap((text) =>
      text.split(", "),
    );
    expect(missing(sets, namesIn("permissionsets"))).toEqual([]);
  });

  test("the wrapper shows the canvas of this app in this namespace", () => {
    const project: unknown = JSON.parse(readFileSync(join(PROJECT, "sfdx-project.json"), "utf8"));
    const wrapper = model.files.find(({ path }) => path.endsWith("perennialCanvas.cmp"))?.text;
    const root = parseXml(wrapper ?? "");
    expect(project).toMatchObject({ namespace: "perennial" });
    expect([root.name, Object.keys(root.attributes)]).toEqual([
      ...["aura:component", ["implements", "access"]],
    ]);
    expect(root.children.map(({ name }) => name)).toEqual(["force:canvasApp"]);
    expect(root.children[0]?.attributes).toMatchObject({
      ...{ developerName: "Perennial", namespacePrefix: "perennial" },
    });
  });

  test("channels of change events, and what they tell of", () => {
    expect(
      missing(
        named("platformEventChannelMembers", "eventChannel"),
        namesIn("platformEventChannels"),
      ),
    ).toEqual([]);
    const entities = [...model.objects.keys(), "Opportunity"].map((name) =>
      name.endsWith("__c") ? name.replace(/__c$/, "__ChangeEvent") : `${name}ChangeEvent`,
    );
    expect(missing(named("platformEventChannelMembers", "selectedEntity"), entities)).toEqual([]);
  });

  test("credentials: the registration's, the named one's and the principal that flows may use", () => {
    const registered = named("externalServiceRegistrations", "namedCredentialReference");
    expect(missing(registered, namesIn("namedCredentials"))).toEqual([]);
    const external = named("namedCredentials", "externalCredential");
    expect(missing(external, namesIn("externalCredentials"))).toEqual([]);
    const principals = documentsIn(model, "externalCredentials").flatMap(([name, root]) =>
      childrenOf(root, "externalCredentialParameters").flatMap((each) =>
        textOf(each, "parameterType") === "NamedPrincipal"
          ? [`${name}-${textOf(each, "parameterName")}`]
          : [],
      ),
    );
    expect(named("permissionsets", "externalCredentialPrincipal")).toEqual(principals);
  });
});

test("the README names every field there is, and no other", () => {
  const readme = readFileSync(join(PROJECT, "README.md"), "utf8");
  const written = new Set([...readme.matchAll(/`(\w+?__c)`/g)].map((match) => match[1] ?? ""));
  const known = new Set(
    [...model.objects.values()].flatMap(({ name, fields }) => [
      ...(name.endsWith("__c") ? [name] : []),
      ...fields.keys(),
    ]),
  );
  const prefixed = [...written].filter((name) => name.startsWith("perennial__"));
  const bare = [...written].filter((name) => !name.startsWith("perennial__"));
  expect(bare.sort()).toEqual([...known].sort());
  expect(
    missing(
      prefixed.map((name) => name.replace("perennial__", "")),
      [...known],
    ),
  ).toEqual([]);
});
