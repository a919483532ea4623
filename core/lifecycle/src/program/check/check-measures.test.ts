import { describe, expect, test } from "vitest";
import { parseProgram } from "../parse-program.ts";
import { processSheet } from "../sheet.ts";
import {
  type BrokenExample,
  changed,
  EXAMPLE_PROGRAM,
  findBroken,
  problemsOf,
} from "./example-program.ts";

const words = "words: { sv: Svarar, en: Answer }";
const target = (rest: string) =>
  `targets:\n  - { id: answers, ${words}, ${rest} }\nsubject: agreement`;
const AT_LEAST = "atLeast: 20";
const SHARE = "measure: { share: message.replied, of: ask, within: P7D }";

const CASES: readonly BrokenExample[] = [
  {
    name: "a target without a goal",
    code: "target-goal",
    from: "subject: agreement",
    to: target(SHARE),
    at: "{ id: answers",
    says: /has no goal/,
    remedy: /"atLeast" or "atMost"/,
  },
  {
    name: "a share of more than all",
    code: "target-goal",
    from: "subject: agreement",
    to: target(`${SHARE}, atLeast: 200`),
    at: "{ id: answers",
    says: /more than 100 per cent/,
    remedy: /per cent/,
  },
  {
    name: "a target of a step that reaches nobody",
    code: "target-step",
    from: "subject: agreement",
    to: target(`measure: { days: ringg }, ${AT_LEAST}`),
    at: "{ days: ringg }",
    says: /no step "ringg" that sends, calls or gives a task\. Did you mean "ring"\?/,
    remedy: /Write one of ask, ring, thanks, check/,
  },
  {
    name: "a share that does not say of which step",
    code: "target-step",
    from: "subject: agreement",
    to: target(`measure: { share: message.replied, within: P7D }, ${AT_LEAST}`),
    at: "{ share: message.replied",
    says: /does not say which step/,
    remedy: /"of"/,
  },
  {
    name: "a target of a signal that there is not",
    code: "unknown-signal",
    from: "subject: agreement",
    to: target(`measure: { share: message.answered, of: ask, within: P7D }, ${AT_LEAST}`),
    at: "message.answered",
    says: /no signal "message.answered"/,
    remedy: /message.clicked/,
  },
  {
    name: "a target of a field that the signal does not tell by itself",
    code: "unknown-field",
    from: "subject: agreement",
    to: target(
      `measure: { share: message.replied, where: { intent: yes }, of: ask, within: P7D }, ${AT_LEAST}`,
    ),
    at: "intent: yes",
    says: /no field "intent" to measure by/,
    remedy: /channel, text/,
  },
  {
    name: "a flow that stands on both sides",
    code: "duplicate-flow",
    from: "subject: agreement",
    to: "strengthens: [{ from: active, to: growing }]\nreduces: [{ to: growing, from: active }]\nsubject: agreement",
    at: "{ to: growing, from: active }",
    says: /stands twice/,
    remedy: /once/,
  },
];

describe("what a program is to come to", () => {
  test.each(CASES)("$name is told with its place", (broken) => {
    const { problem } = findBroken(broken);
    expect(problem).toMatchObject({ severity: broken.severity ?? "error" });
    expect(problem?.message.en).toMatch(broken.says);
    expect(problem?.remedy.en).toMatch(broken.remedy);
  });

  test("stands on the sheet with how it is measured, the family and the flows", () => {
    const header = `family: reduce-churn
strengthens: [{ to: starter }]
reduces: [{ from: active, to: decreasing }]
${target(`${SHARE}, ${AT_LEAST}`)}`;
    const files = changed("subject: agreement", header);
    expect(problemsOf(files)).toEqual([]);
    const { program } = parseProgram(files);
    const sheet = program ? processSheet(program, "sv") : "";
    expect(sheet).toContain("| **Processfamilj** | Minska bortfallet |");
    expect(sheet).toContain("| **Förstärker flödet** | ny → förstagångsköpare |");
    expect(sheet).toContain("| **Minskar flödet** | aktiv → minskande |");
    expect(sheet).toContain(
      "| **Mäts genom** | Svarar: andel där kunden svarar inom 7 dagar efter steg 2 (`ask`), minst 20\u00a0% |",
    );
  });
});

describe("a program about programs", () => {
  const evaluation = (triggers: string, steps: string) => {
    const end = EXAMPLE_PROGRAM.indexOf("subject: agreement");
    const head = EXAMPLE_PROGRAM.slice(0, end);
    const text = `${head}subject: program\ntriggers: ${triggers}\nsteps:\n${steps}`;
    return problemsOf({ "program.yaml": text }).map(({ code }) => code);
  };
  const LIVE =
    "[{ date: program.liveAt, after: P1M }, { date: program.liveAt, after: P1M, every: P3M }]";

  test("counts from the day another went live and gives people tasks, and nothing else", () => {
    expect(evaluation(LIVE, "  - { id: done, do: exit, reason: seen }")).toEqual([]);
    expect(
      evaluation(
        "[{ date: agreement.end }]",
        "  - { id: rest, do: wait, for: P1D }\n  - { id: done, do: exit, reason: seen }",
      ),
    ).toEqual(["not-a-date", "step-not-available"]);
  });
});
