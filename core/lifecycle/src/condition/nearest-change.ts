import type { Facts } from "../facts/facts.ts";
import { besideNumbers, candidateValues } from "./candidate-values.ts";
import { compareFigure, compileLeaf } from "./compile-leaf.ts";
import { compileTest } from "./compile-test.ts";
import { ExactSum } from "./exact-sum.ts";
import type { Field } from "./field.ts";
import type { FieldQuestion, Figure, Leaf, ResolvedCondition } from "./resolved-condition.ts";

/** Which leaves hold. */
export type Answers = ReadonlyMap<Leaf, boolean>;

/** The leaves of a condition in the order they are written. */
export function leavesOf(node: ResolvedCondition): readonly Leaf[] {
  if (node.op === "not") return leavesOf(node.part);
  if (node.op === "test" || node.op === "figure") return [node];
  return node.parts.flatMap(leavesOf);
}

/** What each leaf of a condition comes to for facts. */
export function answersOf(condition: ResolvedCondition, facts: Facts): Answers {
  return new Map(leavesOf(condition).map((leaf) => [leaf, compileLeaf(leaf)(facts)]));
}

/** What a condition comes to when its leaves come to this. */
export function outcome(node: ResolvedCondition, answers: Answers): boolean {
  switch (node.op) {
    case "all":
      return node.parts.every((part) => outcome(part, answers));
    case "any":
      return node.parts.some((part) => outcome(part, answers));
    case "not":
      return !outcome(node.part, answers);
    default:
      return answers.get(node) ?? false;
  }
}

// A condition of a dozen fields is searched to the end; beyond this the answer is not worth the time.
const MOST_TRIES = 20_000;

/**
 * The smallest change of the facts that would turn a condition's outcome: the fewest fields or figures
 * with another value, then the fewest leaves that come out otherwise. Leaves about the same field change
 * together, so that no change asks for a customer who is gold and silver at once. None where no change
 * turns it, or none was found within the tries.
 * @returns the leaves that would come out otherwise, with what they would come to.
 */
export function nearestChange(condition: ResolvedCondition, facts: Facts): Answers | undefined {
  const now = answersOf(condition, facts);
  const wanted = !outcome(condition, now);
  const options = groupsOf(condition).map((group) => otherAnswers(group, now, facts));
  let tries = 0;
  let best: Answers | undefined;
  const search = (from: number, left: number, change: Answers): void => {
    if (left === 0) {
      tries += 1;
      if (best !== undefined && best.size <= change.size) return;
      if (outcome(condition, new Map([...now, ...change])) === wanted) best = change;
      return;
    }
    for (let at = from; at <= options.length - left; at++) {
      for (const option of options[at] ?? []) {
        if (tries > MOST_TRIES) return;
        search(at + 1, left - 1, new Map([...change, ...option]));
      }
    }
  };
  for (let changed = 1; changed <= options.length && best === undefined; changed++) {
    search(0, changed, new Map());
  }
  return best;
}

/** Leaves that ask about the same field or figure, and so cannot change apart. */
type Group =
  | { readonly field: Field<Facts>; readonly tests: TestLeaf[] }
  | { readonly figures: FigureLeaf[] };
type TestLeaf = Extract<Leaf, { op: "test" }>;
type FigureLeaf = Extract<Leaf, { op: "figure" }>;

function groupsOf(condition: ResolvedCondition): readonly Group[] {
  const tests = new Map<string, { field: Field<Facts>; tests: TestLeaf[] }>();
  const figures = new Map<string, { figures: FigureLeaf[] }>();
  for (const leaf of leavesOf(condition)) {
    if (leaf.op === "test") {
      const { field } = leaf.test;
      const key = testKey(leaf);
      const group = tests.get(key) ?? { field, tests: [] };
      group.tests.push(leaf);
      tests.set(key, group);
    } else {
      const key = figureKey(leaf.figure);
      const group = figures.get(key) ?? { figures: [] };
      group.figures.push(leaf);
      figures.set(key, group);
    }
  }
  return [...tests.values(), ...figures.values()];
}

/** Whether somebody is in one group says nothing of another. */
function testKey({ test: { field, question } }: TestLeaf): string {
  return question.ask === "member" ? JSON.stringify([field.path, question.value]) : field.path;
}

/** Figures over the same records by the same measure have the same key. */
function figureKey({ over, measure, within, where }: Figure): string {
  const tests: readonly { field: { path: string }; question: FieldQuestion }[] = where;
  return JSON.stringify([over, measure, within, tests.map((t) => [t.field.path, t.question])]);
}

/** Every other set of answers that a group's leaves could give together, as the leaves that differ. */
function otherAnswers(group: Group, now: Answers, facts: Facts): readonly Answers[] {
  const answers = "field" in group ? testAnswers(group, facts) : figureAnswers(group.figures);
  const different = new Map<string, Answers>();
  for (const given of answers) {
    const changed = new Map([...given].filter(([leaf, holds]) => now.get(leaf) !== holds));
    const key = [...changed.keys()].map((leaf) => leaf.path.join(".")).join(" ");
    if (changed.size > 0 && !different.has(key)) different.set(key, changed);
  }
  return [...different.values()].sort((a, b) => a.size - b.size);
}

function testAnswers(group: Extract<Group, { field: unknown }>, facts: Facts): readonly Answers[] {
  const questions = group.tests.map((leaf) => leaf.test.question);
  return candidateValues(group.field, questions, facts).map((value) => {
    const field: Field<Facts> = {
      ...group.field,
      read: () => value,
      members: () => (typeof value === "string" ? [value] : []),
    };
    return new Map(
      group.tests.map((leaf) => {
        const { question } = leaf.test;
        return [leaf, compileTest({ field, question })(facts, facts)];
      }),
    );
  });
}

function figureAnswers(leaves: readonly FigureLeaf[]): readonly Answers[] {
  const limits = besideNumbers(leaves.map((leaf) => leaf.figure.value));
  const possible = limits.filter((value) => value >= 0);
  return possible.map((value) => {
    const sum = new ExactSum();
    sum.add(value);
    return new Map(leaves.map((leaf) => [leaf, compareFigure(leaf.figure, sum)]));
  });
}
