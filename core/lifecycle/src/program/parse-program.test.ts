import fc from "fast-check";
import { expect, test } from "vitest";
import { checkProgram } from "./check/check-program.ts";
import { EXAMPLE_CONTEXT, EXAMPLE_FILES, EXAMPLE_PROGRAM } from "./check/example-program.ts";
import { type ParsedProgram, parseProgram } from "./parse-program.ts";

function parsed(text: string): ParsedProgram {
  return parseProgram({ "program.yaml": text });
}

test.each([
  ["a tab as indentation", "a:\n\tb: 1\n", 2, /spaces/],
  ["a key that stands twice", "a: 1\nb: 2\na: 3\n", 3, /Keep one/],
  ["a quotation mark that is not closed", 'a: "b\nc: d\n', 1, /Close the quotation mark/],
  ["a text with a colon", "a: b: c\n", 1, /quotation marks/],
  ["two documents", "a: 1\n---\nb: 2\n", 2, /one document/],
  ["a tag", "a: !!js/function b\n", 1, /"!"/],
  ["an alias of nothing", "a: *b\n", 1, /quotation marks/],
])("YAML with %s is told with its line", (_name, text, line, remedy) => {
  const [problem] = parsed(text).problems;
  expect(problem).toMatchObject({ code: "yaml", severity: "error", line });
  expect(problem?.remedy.en).toMatch(remedy);
});

test("a folder without a program, or with an empty one, is told so", () => {
  expect(parseProgram({}).problems).toMatchObject([{ code: "no-program", line: 1, column: 1 }]);
  expect(parsed(" \n").problems).toMatchObject([{ code: "no-program" }]);
  expect(parsed("just a text").problems).toMatchObject([{ code: "schema", line: 1, column: 1 }]);
});

test("a file made to exhaust the reader is refused", () => {
  expect(parsed("[".repeat(200_000)).problems[0]).toMatchObject({ severity: "error" });
  expect(parsed(" ".repeat(600_000)).problems[0]).toMatchObject({ severity: "error" });
  const laughs = ["a: &a [x, x, x, x, x, x, x, x, x]"];
  for (let level = 1; level < 9; level++) {
    const name = "abcdefghi".charAt(level);
    const before = "abcdefghi".charAt(level - 1);
    laughs.push(`${name}: &${name} [${Array(9).fill(`*${before}`).join(", ")}]`);
  }
  expect(parsed(laughs.join("\n")).problems[0]).toMatchObject({ severity: "error", code: "yaml" });
  let nested = "{ field: customer.name, is: is-set }";
  for (let level = 0; level < 3_000; level++) nested = `{ not: ${nested} }`;
  const deep = EXAMPLE_PROGRAM.replace(/entry: .*/, `entry: ${nested}`);
  expect(parsed(deep).problems[0]).toMatchObject({ severity: "error" });
});

test("a key that reaches for the prototype changes nothing", () => {
  const { problems } = parsed(`__proto__: { polluted: true }\n${EXAMPLE_PROGRAM}`);
  expect(Reflect.get({}, "polluted")).toBeUndefined();
  expect(problems.every(({ severity }) => severity === "error")).toBe(true);
});

const LINES = EXAMPLE_PROGRAM.split("\n");
const mutation = fc.oneof(
  fc.record({ kind: fc.constant("drop" as const), line: fc.nat(LINES.length - 1) }),
  fc.record({ kind: fc.constant("twice" as const), line: fc.nat(LINES.length - 1) }),
  fc.record({
    kind: fc.constant("insert" as const),
    line: fc.nat(LINES.length - 1),
    at: fc.nat(60),
    text: fc.oneof(
      fc.string({ maxLength: 6 }),
      fc.constantFrom(": ", "- ", "{", "}", "null", "&a", "*a", "\t", "P1D"),
    ),
  }),
  fc.record({ kind: fc.constant("swap" as const), line: fc.nat(LINES.length - 2) }),
);

function mutated(
  changes: readonly (typeof mutation extends fc.Arbitrary<infer T> ? T : never)[],
): string {
  const lines = [...LINES];
  for (const change of changes) {
    const line = lines[change.line] ?? "";
    if (change.kind === "drop") lines[change.line] = "";
    if (change.kind === "twice") lines[change.line] = `${line}\n${line}`;
    if (change.kind === "swap") {
      lines[change.line] = lines[change.line + 1] ?? "";
      lines[change.line + 1] = line;
    }
    if (change.kind === "insert") {
      lines[change.line] = line.slice(0, change.at) + change.text + line.slice(change.at);
    }
  }
  return lines.join("\n");
}

test("whatever is done to a program file, it is read or told to be broken, and never throws", () => {
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (changes) => {
      const files = { ...EXAMPLE_FILES, "program.yaml": mutated(changes) };
      const { program, problems } = parseProgram(files);
      if (!program) expect(problems.some(({ severity }) => severity === "error")).toBe(true);
      const lines = files["program.yaml"].split("\n").length;
      for (const problem of checkProgram(files, EXAMPLE_CONTEXT)) {
        expect(problem.message.en).toMatch(/\S.*[.?]$/s);
        expect(problem.remedy.en).toMatch(/\S.*\S/s);
        expect(problem.line).toBeGreaterThanOrEqual(1);
        if (problem.file === "program.yaml") expect(problem.line).toBeLessThanOrEqual(lines);
        expect(problem.column).toBeGreaterThanOrEqual(1);
      }
    }),
    { seed: 20261122, numRuns: 150 },
  );
});
