import { expect, test } from "vitest";
import { parseProgram } from "../parse-program.ts";
import { checkProgram } from "./check-program.ts";
import { EXAMPLE_CONTEXT, EXAMPLE_FILES, placeOf, problemsOf } from "./example-program.ts";

const SMS = "templates/ask.sms.sv.txt";

test("a good program has no problems", () => {
  expect(checkProgram(EXAMPLE_FILES, EXAMPLE_CONTEXT)).toEqual([]);
  expect(parseProgram(EXAMPLE_FILES).program?.id).toBe("example");
});

test("a tenant's setting of another type is found", () => {
  const context = { ...EXAMPLE_CONTEXT, settings: { patience: 5 } };
  expect(problemsOf(EXAMPLE_FILES, "wrong-setting-value", context)).toMatchObject([
    placeOf(EXAMPLE_FILES, "patience: {"),
  ]);
});

test("problems come in the order of the files", () => {
  const text = (EXAMPLE_FILES["program.yaml"] ?? "")
    .replace("goTo: thanks", "goTo: nowhere")
    .replace("value: gold", "value: golden");
  const files = { ...EXAMPLE_FILES, "program.yaml": text, [SMS]: "{{ nothing }} STOPP" };
  const places = problemsOf(files).map(
    ({ file, line }) => `${file}:${String(line).padStart(3, "0")}`,
  );
  const program = places.filter((place) => place.startsWith("program.yaml"));
  expect(places.slice(0, program.length)).toEqual([...program].sort());
  expect(places.at(-1)).toMatch(SMS);
});
