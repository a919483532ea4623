import { programJsonSchema } from "@perennial/lifecycle";
import { describe, expect, test } from "vitest";
import { completeYaml } from "./complete-yaml.ts";
import { walkSchema } from "./schema-walk.ts";

const walk = walkSchema(programJsonSchema());
const names = (key: string) => (key === "goTo" ? ["hello", "bye"] : []);

/** What is suggested where the bar stands. */
function at(marked: string): readonly string[] {
  const offset = marked.indexOf("|");
  const text = marked.replace("|", "");
  return (completeYaml(text, offset, { walk, names })?.items ?? []).map(({ label }) => label);
}

describe("what may be written in a program's file", () => {
  test("keys of the program that are not there yet", () => {
    const found = at("id: x\nname: { sv: a, en: b }\n|\nsteps: []\n");
    expect(found).toContain("objective");
    expect(found).toContain("triggers");
    expect(found).not.toContain("name");
  });

  test("the kinds of a step", () => {
    const found = at("steps:\n  - id: a\n    do: |\n");
    expect(found).toEqual(expect.arrayContaining(["send", "wait", "call-program", "exit"]));
  });

  test("a step's keys by its kind, wherever the kind stands", () => {
    const above = at("steps:\n  - id: a\n    do: send\n    |\n  - id: b\n    do: wait\n");
    expect(above).toContain("channel");
    expect(above).not.toContain("choose");
    const below = at("steps:\n  - id: a\n    |\n    do: branch\n");
    expect(below).toContain("choose");
    expect(below).not.toContain("channel");
  });

  test("values and names", () => {
    expect(at("steps:\n  - do: send\n    channel: |")).toEqual(["sms", "email"]);
    expect(at("steps:\n  - do: wait\n    on:\n      - signal: x\n        goTo: |")).toEqual([
      "hello",
      "bye",
    ]);
    expect(at("ownProducts: |")).toEqual(["true", "false"]);
  });

  test("within a map on one line", () => {
    expect(at("entry: { field: customer.email, is: |")).toContain("is-set");
    expect(at("entry: { all: [{ field: customer.email, |")).toContain("is");
    expect(at("strengthens: [{ from: active, to: |")).toContain("growing");
    expect(at("goal: { |")).toEqual(["on", "when"]);
  });

  test("nothing in a remark", () => {
    expect(at("# here |")).toEqual([]);
  });

  test("each key with what it means", () => {
    const found = completeYaml("objec", 5, { walk, names });
    expect(found?.from).toBe(0);
    expect(found?.items.find(({ label }) => label === "objective")?.info).toBe(
      "What it is to achieve.",
    );
  });
});
