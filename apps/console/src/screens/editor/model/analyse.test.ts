import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { analyse, PROGRAM_FILE, type Surroundings } from "./analyse.ts";
import { editYaml } from "./edit-yaml.ts";

const FOLDER = join(import.meta.dirname, "../../../../../../packages/programs/win-back");
const files: Record<string, string> = {
  [PROGRAM_FILE]: readFileSync(join(FOLDER, PROGRAM_FILE), "utf8"),
};
for (const name of readdirSync(join(FOLDER, "templates"))) {
  files[`templates/${name}`] = readFileSync(join(FOLDER, "templates", name), "utf8");
}
const around: Surroundings = {
  locale: "sv",
  programs: ["win-back"],
  rulePacks: ["se-electricity", "se-general"],
};
const withFile = (text: string) => ({ ...files, [PROGRAM_FILE]: text });
const source = files[PROGRAM_FILE] ?? "";

describe("what files amount to", () => {
  test("a program of the library is right, and has a diagram and a sheet", () => {
    const { problems, graph, sheet, program } = analyse(files, around);
    expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(graph?.nodes.filter(({ step }) => step !== undefined).length).toBe(
      program?.steps.length,
    );
    expect(sheet).toContain("Syfte");
  });

  test("a form's edit is seen in the diagram at once", () => {
    const text = editYaml(source, {
      ...{ do: "insert", path: ["steps"], at: 0 },
      value: { id: "first-of-all", do: "wait", for: "P3D" },
    });
    const { graph } = analyse(withFile(text), around);
    expect(graph?.nodes.find(({ step }) => step === "first-of-all")?.title).toContain("3 dagar");
  });

  test("a problem knows which step it is in", () => {
    const text = editYaml(source, { do: "set", path: ["steps", 1, "do"], value: "shout" });
    const { problems, program } = analyse(withFile(text), around);
    expect(program).toBeUndefined();
    expect(problems[0]?.path.slice(0, 2)).toEqual(["steps", 1]);
  });

  test("a file that is no YAML has a problem at its line and no value", () => {
    const found = analyse(withFile("id: a\nname: [\nx: }\n"), around);
    expect(found.value).toBeUndefined();
    expect(found.problems[0]?.severity).toBe("error");
  });

  test("a rule pack is unknown only where the packs are known", () => {
    const text = editYaml(source, { do: "set", path: ["rulePack"], value: "nowhere" });
    const codes = (rulePacks: readonly string[] | undefined) =>
      analyse(withFile(text), { ...around, rulePacks }).problems.map(({ code }) => code);
    expect(codes(["se-electricity"])).toContain("unknown-rule-pack");
    expect(codes(["nowhere"])).not.toContain("unknown-rule-pack");
    expect(codes(undefined)).not.toContain("unknown-rule-pack");
  });

  test("the server's word counts for the files it saw, and its word on the law for a while longer", () => {
    const law = {
      ...{ file: PROGRAM_FILE, line: 1, column: 1, severity: "error" as const },
      ...{ code: "statutory-window", message: "m", remedy: "r" },
    };
    const told = { files, problems: [law, { ...law, code: "other" }] };
    expect(analyse(files, { ...around, told }).problems.map(({ code }) => code)).toEqual([
      ...["statutory-window", "other"],
    ]);
    const later = analyse({ ...files }, { ...around, told }).problems.map(({ code }) => code);
    expect(later).toContain("statutory-window");
    expect(later).not.toContain("other");
  });
});
