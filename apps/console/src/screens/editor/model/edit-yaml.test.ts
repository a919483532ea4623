import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { type Edit, editYaml } from "./edit-yaml.ts";
import { valueAt } from "./paths.ts";

const PROGRAMS = join(import.meta.dirname, "../../../../../../packages/programs");
const programs = readdirSync(PROGRAMS, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith("program.yaml") && !path.startsWith("dist"))
  .map((path): [string, string] => [path, readFileSync(join(PROGRAMS, path), "utf8")]);

/** The lines that one text has and the other has not. */
function changedLines(before: string, after: string): readonly string[] {
  const had = new Set(before.split("\n"));
  return after.split("\n").filter((line) => !had.has(line));
}

const SHORT = `# What it is for
id: short
steps:
  # first of all
  - id: hello
    do: send   # by SMS
    channel: sms
    when: [{ field: a, is: b }]

  - id: wait
    do: wait
    for: P2D
    next: hello
    dialog: &words
      when: { sv: Nu, en: Now }

  - id: bye
    do: exit
    reason: done
    dialog: *words
`;

describe("editing a program's file", () => {
  test("changes the one value and nothing else, remarks and spacing included", () => {
    const after = editYaml(SHORT, { do: "set", path: ["steps", 0, "channel"], value: "email" });
    expect(after).toBe(SHORT.replace("channel: sms", "channel: email"));
  });

  test.each(programs)("changes only the line it should in %s", (_, text) => {
    const path = ["objective", "sv"];
    const after = editYaml(text, { do: "set", path, value: "Något annat" });
    expect(valueAt(parse(after), path)).toBe("Något annat");
    expect(changedLines(text, after)).toEqual(["  sv: Något annat"]);
    expect(after.split("\n").length).toBe(text.split("\n").length);
  });

  test("adds a step in the middle, with an empty line as between the others", () => {
    const value = { id: "new", do: "exit", reason: "x" };
    const after = editYaml(SHORT, { do: "insert", path: ["steps"], at: 1, value });
    expect(after).toContain("\n\n  - id: new\n    do: exit\n    reason: x\n\n  - id: wait");
    expect(after).toContain("# by SMS");
  });

  test("makes what is not there yet, and takes away what becomes empty", () => {
    const path = ["steps", 0, "limit", "times"];
    const with3 = editYaml(SHORT, { do: "set", path, value: 3 });
    expect(valueAt(parse(with3), path)).toBe(3);
    expect(editYaml(with3, { do: "remove", path })).toBe(SHORT);
  });

  test("writes a condition on one line", () => {
    const value = { field: "customer.email", is: "is-set" };
    const after = editYaml(SHORT, { do: "set", path: ["entry"], value });
    expect(after).toContain("entry: { field: customer.email, is: is-set }");
  });

  test("moves a step with its remarks", () => {
    const after = editYaml(SHORT, { do: "move", path: ["steps"], from: 0, to: 1 });
    expect(parse(after).steps.map((step: { id: string }) => step.id)).toEqual([
      ...["wait", "hello", "bye"],
    ]);
    expect(after).toContain("do: send # by SMS");
  });

  test("changes words that two steps share for the one step alone", () => {
    const edit: Edit = { do: "set", path: ["steps", 2, "dialog", "when", "sv"], value: "Sedan" };
    const { steps } = parse(editYaml(SHORT, edit));
    expect(steps[1].dialog.when).toEqual({ sv: "Nu", en: "Now" });
    expect(steps[2].dialog.when).toEqual({ sv: "Sedan", en: "Now" });
    const other: Edit = { do: "set", path: ["steps", 1, "dialog", "when", "sv"], value: "Sedan" };
    expect(parse(editYaml(SHORT, other)).steps[2].dialog.when.sv).toBe("Nu");
  });

  test("leaves nothing pointing at a step that was taken away with its shared words", () => {
    const after = editYaml(SHORT, { do: "remove", path: ["steps", 1] });
    expect(parse(after).steps[1].dialog).toEqual({ when: { sv: "Nu", en: "Now" } });
  });

  test("renames a step wherever it is spoken of", () => {
    const after = editYaml(SHORT, { do: "rename-step", from: "hello", to: "greeting" });
    expect(after).toBe(
      SHORT.replace("id: hello", "id: greeting").replace("next: hello", "next: greeting"),
    );
  });

  test("leaves a file alone that is no YAML", () => {
    const broken = "id: [a\nsteps: }";
    expect(editYaml(broken, { do: "set", path: ["id"], value: "b" })).toBe(broken);
  });

  test("puts any text into any program and gets the same text out", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...programs),
        fc.string({ unit: "grapheme" }),
        (program, value) => {
          const after = editYaml(program[1], { do: "set", path: ["target", "en"], value });
          expect(parse(after).target.en).toBe(value);
          expect(parse(after).steps).toEqual(parse(program[1]).steps);
        },
      ),
      { seed: 7, numRuns: 40 },
    );
  });
});
