import { expect, test } from "vitest";
import { parseProgram } from "./parse-program.ts";
import { renameProgram } from "./rename-program.ts";

const YAML = `# Remarks stay.
id: follow-up # and here
name:
  sv: Uppföljning
  en: Follow-up
triggers:
  - signal: program.requested
    when: { field: signal.program, is: equals, value: follow-up }
steps:
  - { id: again, do: call-program, program: follow-up }
  - { id: other, do: call-program, program: renewal }
  - { id: follow-up, do: exit, reason: done }
`;

test("a program speaks of itself by its new id, and all else stays to the letter", () => {
  const files = { "program.yaml": YAML, "templates/a.sms.sv.txt": "follow-up" };
  const renamed = renameProgram(files, { id: "second-look" });
  expect(renamed["templates/a.sms.sv.txt"]).toBe("follow-up");
  expect(renamed["program.yaml"]).toBe(
    YAML.replace("id: follow-up #", "id: second-look #")
      .replace("value: follow-up", "value: second-look")
      .replace("program: follow-up", "program: second-look"),
  );
});

test.each([YAML, YAML.replace(/name:\n.*\n.*\n/, 'name: { sv: "A", en: "B" }\n')])(
  "a new name takes the place of the one it had, however that was written",
  (yaml) => {
    const name = { sv: 'Ett "nytt" namn: nu', en: "A new name" };
    const files = renameProgram({ "program.yaml": yaml }, { id: "x", name });
    const text = files["program.yaml"] ?? "";
    expect(text).toContain("name:");
    expect(text).toContain('{ sv: "Ett \\"nytt\\" namn: nu", en: "A new name" }');
    expect(text).toContain("\ntriggers:\n");
    expect(parseProgram(files).problems.map(({ code }) => code)).not.toContain("yaml");
  },
);

test("what is no program stays as it is", () => {
  for (const text of ["", "id: [", "name: x"]) {
    expect(renameProgram({ "program.yaml": text }, { id: "x" })).toEqual({ "program.yaml": text });
  }
});
