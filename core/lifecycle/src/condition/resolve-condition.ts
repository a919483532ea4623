import type { Condition } from "./condition.ts";
import { ConditionError } from "./condition-error.ts";
import type { Catalogue, Scope } from "./fields.ts";
import type { ConditionProblem, Path } from "./problem.ts";
import { resolveFigure } from "./resolve-figure.ts";
import { resolveFieldTest } from "./resolve-test.ts";
import type { ResolvedCondition } from "./resolved-condition.ts";
import { isRaw, type Raw, Walk } from "./walk.ts";

/** What may be asked at the place a condition stands. */
export interface CheckOptions {
  /** What there is nothing of there, such as `signal` where no signal is looked at. @default none */
  readonly unavailable?: readonly Scope[];
}

// Far beyond what people write, and well inside what the recursion here and in PostgreSQL can take.
const LONGEST_PATH = 48;
const MOST_PARTS = 500;

/** The keys that say what kind of condition an object is, with all keys of that kind. */
const KEYS = {
  all: ["all"],
  any: ["any"],
  not: ["not"],
  field: ["field", "is", "value"],
  count: ["count", "where", "within", "is", "value"],
  sum: ["sum", "where", "within", "is", "value"],
} as const;
type Kind = keyof typeof KEYS;
const KINDS: readonly Kind[] = ["all", "any", "not", "field", "count", "sum"];

const WHAT_TO_WRITE = {
  sv: "Skriv ”all” eller ”any” med en lista av villkor, ”not” med ett villkor, eller ”field”, ”count” eller ”sum” med ”is” och ”value”.",
  en: 'Write "all" or "any" with a list of conditions, "not" with one condition, or "field", "count" or "sum" with "is" and "value".',
};

/**
 * Everything that is wrong with a condition, judged from whatever a file holds in its place: empty for a
 * condition that every compiler takes.
 */
export function checkCondition(
  condition: unknown,
  catalogue: Catalogue,
  options: CheckOptions = {},
): readonly ConditionProblem[] {
  const walk = new Walk(catalogue, options.unavailable ?? []);
  resolveNode(condition, [], walk);
  return walk.problems;
}

/**
 * Looks up the fields of a condition and reads its values, for a compiler.
 * @throws ConditionError with the problems `checkCondition` finds, where it finds any.
 */
export function resolveCondition(
  condition: Condition,
  catalogue: Catalogue,
  options: CheckOptions = {},
): ResolvedCondition {
  const walk = new Walk(catalogue, options.unavailable ?? []);
  const resolved = resolveNode(condition, [], walk);
  const [first] = walk.problems;
  if (resolved !== undefined && first === undefined) return resolved;
  const place = first === undefined || first.path.length === 0 ? "" : ` at ${first.path.join(".")}`;
  throw new ConditionError(
    `The condition cannot be used${place}: ${first?.message.en} ${first?.remedy.en}`,
    walk.problems,
  );
}

function resolveNode(node: unknown, path: Path, walk: Walk): ResolvedCondition | undefined {
  walk.parts += 1;
  if (walk.parts === MOST_PARTS + 1) {
    walk.report({
      path,
      code: "too-large",
      message: {
        sv: `Villkoret har fler än ${MOST_PARTS} delar.`,
        en: `The condition has more than ${MOST_PARTS} parts.`,
      },
      remedy: { sv: "Använd one-of.", en: "Use one-of." },
    });
  }
  if (path.length > LONGEST_PATH) {
    walk.report({
      path,
      code: "too-large",
      message: { sv: "Villkoret har för många nivåer.", en: "The condition is nested too deeply." },
      remedy: { sv: "Ta bort en nivå.", en: "Take a level out." },
    });
  }
  if (walk.parts > MOST_PARTS || path.length > LONGEST_PATH) return undefined;
  if (!isRaw(node)) {
    walk.report({
      path,
      code: "not-a-condition",
      message: { sv: "Det här är inget villkor.", en: "This is not a condition." },
      remedy: WHAT_TO_WRITE,
    });
    return undefined;
  }
  const kind = kindOf(node, path, walk);
  if (kind === undefined) return undefined;
  walk.checkKeys(node, KEYS[kind], path);
  return resolveKind(kind, { node, path, walk });
}

/** Which kind of condition an object is; reports one that is none, or two at once. */
function kindOf(node: Raw, path: Path, walk: Walk): Kind | undefined {
  const kinds = KINDS.filter((kind) => Object.hasOwn(node, kind));
  const [kind, ...others] = kinds;
  if (kind === undefined) {
    // A mistyped key is the likeliest cause, and the message about it names the right one.
    const found = walk.problems.length;
    walk.checkKeys(node, [...new Set(KINDS.flatMap((known) => KEYS[known]))], path);
    if (walk.problems.length > found) return undefined;
    walk.report({
      path,
      code: "not-a-condition",
      message: { sv: "Det här är inget villkor.", en: "This is not a condition." },
      remedy: WHAT_TO_WRITE,
    });
    return undefined;
  }
  if (others.length > 0) {
    const remedy = {
      sv: "Skriv varje del för sig, i en lista under ”all” eller ”any”.",
      en: 'Put each in an object of its own, in a list under "all" or "any".',
    };
    walk.report({
      path,
      code: "not-a-condition",
      message: {
        sv: `${kinds.map((known) => `”${known}”`).join(" och ")} står i samma villkor.`,
        en: `${kinds.map((known) => `"${known}"`).join(" and ")} stand in one condition.`,
      },
      remedy,
    });
    return undefined;
  }
  return kind;
}

interface Place {
  readonly node: Raw;
  readonly path: Path;
  readonly walk: Walk;
}

function resolveKind(kind: Kind, { node, path, walk }: Place): ResolvedCondition | undefined {
  switch (kind) {
    case "all":
    case "any":
      return resolveList(kind, { node, path, walk });
    case "not": {
      const part = resolveNode(node.not, [...path, "not"], walk);
      return part && { op: "not", part };
    }
    case "field": {
      const test = resolveFieldTest(node, path, walk);
      return test && { op: "test", path, test };
    }
    case "count":
    case "sum": {
      const figure = resolveFigure(node, path, walk);
      return figure && { op: "figure", path, figure };
    }
  }
}

function resolveList(
  op: "all" | "any",
  { node, path, walk }: Place,
): ResolvedCondition | undefined {
  const list = node[op];
  if (!Array.isArray(list) || list.length === 0) {
    const remedy = {
      sv: "Skriv ett eller flera villkor, vart och ett efter ett ”-”.",
      en: 'Write one condition or more, each after a "-".',
    };
    walk.report({
      path: [...path, op],
      code: "not-a-condition",
      message: {
        sv: `”${op}” behöver en lista av villkor.`,
        en: `"${op}" needs a list of conditions.`,
      },
      remedy,
    });
    return undefined;
  }
  const parts: ResolvedCondition[] = [];
  for (const [index, item] of list.entries()) {
    if (walk.parts > MOST_PARTS) return undefined;
    const part = resolveNode(item, [...path, op, index], walk);
    if (part !== undefined) parts.push(part);
  }
  return { op, parts };
}
