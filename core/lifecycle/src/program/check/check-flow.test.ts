import { expect, test } from "vitest";
import type { ProgramFiles } from "../parse-program.ts";
import {
  type BrokenExample,
  changed,
  EXAMPLE_FILES,
  findBroken,
  placeOf,
  problemsOf,
} from "./example-program.ts";

const CASES: readonly BrokenExample[] = [
  {
    name: "a step that nothing leads to",
    code: "unreachable-step",
    from: "  - id: done\n    do: exit",
    to: "  - id: quit\n    do: exit\n    reason: quit\n  - id: done\n    do: exit",
    at: "done\n    do: exit",
    says: /Nothing leads to the step "done"/,
    remedy: /goTo/,
    severity: "warning",
  },
  {
    name: "a stage that no step enters",
    code: "stage-never-entered",
    from: "    stage: due\n",
    to: "",
    at: "due, asked",
    says: /ever enters the stage "due"/,
    remedy: /stage: due/,
    severity: "warning",
  },
  {
    name: "a loop without a wait",
    code: "endless-loop",
    from: "    limit: { times: { setting: attempts }, goTo: ring }\n  - id: listen\n    do: wait\n    for: { setting: patience }",
    to: "    next: again\n  - id: listen\n    do: wait\n    for: { setting: patience }",
    at: "ask\n    do: send",
    says: /loop ask -> again -> ask goes round without ever waiting/,
    remedy: /wait with "for"/,
  },
  {
    name: "a loop that waits for a date which passes once",
    code: "endless-loop",
    from: '    until: { date: agreement.end, before: P10D, at: "08:00" }\n',
    to: '    until: { date: agreement.end, before: P10D, at: "08:00" }\n    next: ring\n',
    at: "ring\n    do: call",
    says: /loop ring -> later -> ring waits at most once/,
    remedy: /"limit"/,
  },
  {
    name: "a loop whose wait is no wait",
    code: "endless-loop",
    from: "    limit: { times: { setting: attempts }, goTo: ring }\n  - id: listen\n    do: wait\n    for: { setting: patience }",
    to: "  - id: listen\n    do: wait\n    for: P0D",
    at: "ask\n    do: send",
    says: /loop ask -> listen -> again -> ask goes round without ever waiting/,
    remedy: /wait with "for"/,
  },
  {
    name: "a wait that says two things",
    code: "wait-twice",
    from: "    until: { date",
    to: "    for: P1D\n    until: { date",
    at: "until: { date: agreement.end, before",
    says: /both "for" and "until"/,
    remedy: /wait of its own/,
  },
  {
    name: "a program that ends with a wait",
    code: "surprising-end",
    from: "    do: exit\n    reason: done",
    to: "    do: wait\n    for: P1D",
    at: "done\n    do: wait",
    says: /ends after the step "done"/,
    remedy: /exit step/,
    severity: "warning",
  },
  {
    name: "shares that do not add up",
    code: "split-shares",
    from: "share: 50, goTo: note",
    to: "share: 40, goTo: note",
    at: "parts",
    says: /add up to 90 per cent/,
    remedy: /100/,
  },
  {
    name: "parts that are called the same",
    code: "duplicate-id",
    from: "{ name: b,",
    to: "{ name: a,",
    at: "a, share: 50, goTo: tell",
    says: /are called "a"/,
    remedy: /name of its own/,
  },
];

test.each(CASES)("$name is found", (broken) => {
  const { problem, place } = findBroken(broken);
  expect(problem).toMatchObject({ severity: broken.severity ?? "error", ...place });
  expect(problem?.message.en).toMatch(broken.says);
  expect(problem?.remedy.en).toMatch(broken.remedy);
});

test("a wait that nothing ends is found, one that only a signal ends is warned of", () => {
  const rules = (text: string) => text.replace(/exits:[\s\S]*?(?=steps:)/, "");
  const bare = changed('    until: { date: agreement.end, before: P10D, at: "08:00" }\n', "");
  const endless: ProgramFiles = { ...bare, "program.yaml": rules(bare["program.yaml"] ?? "") };
  expect(problemsOf(endless, "endless-wait")).toMatchObject([{ severity: "error" }]);
  const signal = changed("    for: { setting: patience }\n", "");
  const open: ProgramFiles = { ...signal, "program.yaml": rules(signal["program.yaml"] ?? "") };
  expect(problemsOf(open, "wait-may-never-end")).toMatchObject([
    { severity: "warning", ...placeOf(open, "on:\n      - signal: message.replied") },
  ]);
});

test("a program whose exit rule covers a wait needs no other end", () => {
  const files = changed("    for: { setting: patience }\n", "");
  expect(problemsOf(files, "wait-may-never-end")).toEqual([]);
});

test("a holdout of a program without marketing is warned of", () => {
  const text = (EXAMPLE_FILES["program.yaml"] ?? "").replaceAll(
    "class: marketing",
    "class: service",
  );
  const files = { ...EXAMPLE_FILES, "program.yaml": text };
  expect(problemsOf(files, "holdout-without-marketing")).toMatchObject([
    placeOf(files, "10\ngoal"),
  ]);
});
