import { programJsonSchema, type StepKind } from "@perennial/lifecycle";
import { describe, expect, test } from "vitest";
import type { FieldSpec } from "./field-spec.ts";
import type { Path } from "./paths.ts";
import {
  AUDIENCE_FIELDS,
  END_FIELDS,
  HEADER_FIELDS,
  MATERIAL_FIELDS,
  REACTION_FIELDS,
  START_FIELDS,
} from "./program-fields.ts";
import { propertiesOf, walkSchema } from "./schema-walk.ts";
import { STEP_BASE, STEP_FIELDS } from "./step-fields.ts";

const walk = walkSchema(programJsonSchema());

/** Keys that the schema has at a path, of all forms it may have there. */
function schemaKeys(path: Path, siblings?: Readonly<Record<string, string>>): readonly string[] {
  const keys = walk.at(path, siblings).flatMap((each) => Object.keys(propertiesOf(each)));
  return [...new Set(keys)].sort();
}

/** Every map below a path that the forms fill in, with the keys that they have for it. */
function formKeys(fields: readonly FieldSpec[], path: Path): [Path, readonly string[]][] {
  const keys = [...new Set(fields.map(({ key }) => key))].sort();
  const inner = fields.flatMap((field): [Path, readonly string[]][] => {
    const below = [...path, field.key, ...(field.kind === "list" ? [0] : [])];
    if (field.kind === "group") return formKeys(field.fields, below);
    if (field.kind !== "list" && field.kind !== "variants") return [];
    const all = field.variants.flatMap((variant) => variant.fields);
    return all.length === 0 ? [] : formKeys(all, below);
  });
  return [[path, keys], ...inner];
}

describe("the forms have a field for every key of the schema", () => {
  const program = [
    ...[...HEADER_FIELDS, ...AUDIENCE_FIELDS, ...START_FIELDS],
    ...[...END_FIELDS, ...REACTION_FIELDS, ...MATERIAL_FIELDS],
  ];
  test.each(formKeys(program, []))("at %j", (path, keys) => {
    // The id is the program's address; the steps have forms of their own.
    const own = path.length === 0 ? ["id", "steps"] : [];
    expect([...keys, ...own].sort()).toEqual(withoutSetting(schemaKeys(path)));
  });

  test.each(Object.keys(STEP_FIELDS) as StepKind[])("of the step %s", (kind) => {
    for (const [path, keys] of formKeys([...STEP_FIELDS[kind], ...STEP_BASE], ["steps", 0])) {
      const isStep = path.length === 2;
      const found = isStep ? schemaKeys(path, { do: kind }) : withoutSetting(schemaKeys(path));
      const own = isStep ? ["id", "do"] : [];
      // Keys of one name differ by kind below a step; those of this kind are among them.
      if (isStep) expect([...keys, ...own].sort()).toEqual(found);
      else expect(found).toEqual(expect.arrayContaining([...keys]));
    }
  });
});

/** A value may be the name of a setting anywhere; that is no key of the form. */
function withoutSetting(keys: readonly string[]): readonly string[] {
  return keys.filter((key) => key !== "setting");
}
