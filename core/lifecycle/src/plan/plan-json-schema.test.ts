import { expect, test } from "vitest";
import { planJsonSchema } from "./plan-json-schema.ts";

const schema = planJsonSchema();
const propertiesOf = (id: string): [string, unknown][] => {
  const { definitions } = schema;
  const node = Reflect.get(Object(definitions), id);
  return Object.entries(Object(Reflect.get(Object(node), "properties")));
};

test("every key of a plan and of its rules has a description in the JSON Schema", () => {
  const rules = ["LifecyclePlan", "PointsRules", "PhaseRules", "ValueClassRules", "MatrixRules"];
  for (const id of [...rules, "TierRules", "FlowRules", "ChurnRules", "CostSignalRules"]) {
    const properties = propertiesOf(id);
    expect(properties.length).toBeGreaterThan(1);
    for (const [key, node] of properties) {
      expect([id, key, typeof Reflect.get(Object(node), "description")]).toEqual([
        id,
        key,
        "string",
      ]);
    }
  }
});

test("what has a default need not be written", () => {
  expect(Reflect.get(Object(schema.definitions), "LifecyclePlan")).not.toHaveProperty("required");
});
