import { expect, test } from "vitest";
import { documentsIn, readPackage } from "../support/package-model.ts";
import { childrenOf, type Element, textOf } from "../support/xml.ts";

const model = readPackage();
const swedish = model.documents.get("translations/sv.translation-meta.xml");

function pairs(root: Element | undefined, element: string): ReadonlyMap<string, string> {
  const found = root ? childrenOf(root, element) : [];
  return new Map(
    found.map((each) => [textOf(each, "name") ?? "", textOf(each, "label") ?? ""] as const),
  );
}

const places = (text: string) => [...text.matchAll(/\{\d+\}/g)].map(([place]) => place).sort();

test("every label has its words in both languages, with the same places to fill in", () => {
  const words = model.swedishLabels;
  expect([...words.keys()].sort()).toEqual([...model.labels.keys()].sort());
  for (const [name, english] of model.labels) {
    const translated = words.get(name) ?? "";
    expect([name, english.trim() !== "", translated.trim() !== ""]).toEqual([name, true, true]);
    expect([name, places(translated)]).toEqual([name, places(english)]);
  }
});

test("the app and its tabs have names in both languages", () => {
  const named = (folder: string) =>
    documentsIn(model, folder).flatMap(([name, root]) =>
      textOf(root, "label") === undefined ? [] : [name],
    );
  expect([...pairs(swedish, "customTabs").keys()].sort()).toEqual(named("tabs").toSorted());
  expect([...pairs(swedish, "customApplications").keys()]).toEqual(named("applications"));
});

test.each([...model.objects.values()].map((each) => [each.name, each] as const))(
  "%s: its name, its fields, their help and their choices are in Swedish too",
  (name, { fields }) => {
    const folder = `objectTranslations/${name}-sv`;
    const object = model.documents.get(`${folder}/${name}-sv.objectTranslation-meta.xml`);
    const cases = object ? childrenOf(object, "caseValues") : [];
    const isOwn = name.endsWith("__c");
    expect(cases.map((each) => textOf(each, "plural"))).toEqual(isOwn ? ["false", "true"] : []);
    for (const field of fields.values()) {
      const root = model.documents.get(`${folder}/${field.name}.fieldTranslation-meta.xml`);
      const choices = root
        ? childrenOf(root, "picklistValues").map((each) => textOf(each, "masterLabel"))
        : [];
      expect({
        field: field.name,
        hasLabel: (textOf(root, "label") ?? "") !== "",
        hasHelp: (textOf(root, "help") ?? "") !== "",
        choices,
      }).toEqual({
        field: field.name,
        hasLabel: true,
        hasHelp: field.hasHelp,
        choices: field.choices.map(({ label }) => label),
      });
    }
  },
);

test("what is shown to people is not the same in both languages by neglect", () => {
  const alike = [...model.swedishLabels].filter(
    ([name, words]) => words === model.labels.get(name),
  );
  expect(alike.map(([name]) => name)).toEqual(["Perennial_Title"]);
});
