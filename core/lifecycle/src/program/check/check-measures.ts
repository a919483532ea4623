import { Signal } from "@perennial/contract";
import { signalFields } from "../signal-fields.ts";
import type { Target } from "../target.ts";
import { measuredStep, type PlacedTarget, targetsOfProgram } from "../targets-of.ts";
import { meant } from "./check-names.ts";
import type { Inspection } from "./inspection.ts";

/** Targets that cannot be measured: of steps or signals there are not, or without a goal (P-14). */
export function checkMeasures(inspection: Inspection): void {
  const seen = new Set<string>();
  for (const placed of targetsOfProgram(inspection.program)) {
    const { target, path } = placed;
    if (seen.has(target.id)) {
      inspection.report({
        path: [...path, "id"],
        code: "duplicate-id",
        message: `There is another target with the id "${target.id}" above.`,
        remedy: "Give each an id of its own.",
      });
    }
    seen.add(target.id);
    checkGoal(inspection, placed);
    checkStep(inspection, placed);
    checkSignal(inspection, placed);
    checkGoalMet(inspection, placed);
  }
}

/** Flows that a program names twice, or both strengthens and reduces (D-17). */
export function checkFlows(inspection: Inspection): void {
  const { strengthens, reduces } = inspection.program;
  const named = new Set<string>();
  for (const list of ["strengthens", "reduces"] as const) {
    for (const [index, { from, to }] of inspection.program[list].entries()) {
      const key = `${from}>${to}`;
      const isNowhere = from === to;
      if (!isNowhere && !named.has(key)) {
        named.add(key);
        continue;
      }
      inspection.report({
        path: [list, index],
        code: isNowhere ? "no-flow" : "duplicate-flow",
        message: isNowhere
          ? `From "${from}" to "${to}" nobody moves.`
          : `The flow from "${from ?? "outside"}" to "${to}" stands twice.`,
        remedy: "Name each move once, as one that is strengthened or one that is reduced.",
      });
    }
  }
  if (inspection.program.family !== "evaluate" || strengthens.length + reduces.length === 0) return;
  inspection.report({
    path: ["family"],
    severity: "warning",
    code: "evaluation-with-flows",
    message: "An evaluation moves no customers, so it has no flows of its own.",
    remedy: 'Remove "strengthens" and "reduces".',
  });
}

function checkGoal(inspection: Inspection, { target, path }: PlacedTarget): void {
  const goals = [target.atLeast, target.atMost].filter((goal) => goal !== undefined);
  if (goals.length !== 1) {
    inspection.report({
      path,
      code: "target-goal",
      message: `The target "${target.id}" has ${goals.length === 0 ? "no goal" : "two goals"}.`,
      remedy: 'Write "atLeast" or "atMost" with a number.',
    });
  } else if ("share" in target.measure && (goals[0] ?? 0) > 100) {
    inspection.report({
      path,
      code: "target-goal",
      message: `The target "${target.id}" is a share, and ${goals[0]} is more than 100 per cent.`,
      remedy: "Write per cent.",
    });
  }
}

function checkStep(inspection: Inspection, placed: PlacedTarget): void {
  const { measure } = placed.target;
  if ("count" in measure) return;
  const id = measuredStep(placed);
  const at = [...placed.path, "measure"];
  const contacts = inspection.program.steps.filter(
    (step) => step.do === "send" || step.do === "call" || step.do === "task",
  );
  if (id === undefined) {
    inspection.report({
      path: at,
      code: "target-step",
      message: `The target "${placed.target.id}" does not say which step it is about.`,
      remedy: 'Write "of" with the id of a step that sends, calls or gives a task.',
    });
  } else if (!contacts.some((step) => step.id === id)) {
    const names = contacts.map((step) => step.id);
    inspection.report({
      path: at,
      code: "target-step",
      message: `There is no step "${id}" that sends, calls or gives a task.${meant(id, names)}`,
      remedy: `Write one of ${names.join(", ")}.`,
    });
  }
}

function checkSignal(inspection: Inspection, { target, path }: PlacedTarget): void {
  const { measure } = target;
  if (!("share" in measure)) return;
  const at = [...path, "measure"];
  if (signalFields(measure.share) === undefined) {
    inspection.report({
      path: [...at, "share"],
      code: "unknown-signal",
      message: `There is no signal "${measure.share}" to measure by.`,
      remedy: "Write a type that programs can wait for, such as message.clicked.",
    });
    return;
  }
  const known = measurableFields(measure.share);
  for (const name of Object.keys(measure.where ?? {})) {
    if (known.includes(name)) continue;
    inspection.report({
      path: [...at, "where", name],
      part: "key",
      code: "unknown-field",
      message: `The signal "${measure.share}" has no field "${name}" to measure by.${meant(name, known)}`,
      remedy: known.length > 0 ? `Write one of ${known.join(", ")}.` : 'Remove "where".',
    });
  }
}

const OF_EVERY_SIGNAL = ["id", "at", "type", "customerId", "commandId"];

/** The fields that the signal itself tells, which a report over all of them can ask for. */
function measurableFields(type: string): readonly string[] {
  const option = Signal.options.find(({ shape }) => shape.type.value === type);
  const conditions = Object.keys(signalFields(type) ?? {});
  return Object.keys(option?.shape ?? {}).filter(
    (name) => !OF_EVERY_SIGNAL.includes(name) && conditions.includes(name),
  );
}

function checkGoalMet(inspection: Inspection, { target, path }: PlacedTarget): void {
  if (!isGoalMet(target) || inspection.program.goal !== undefined) return;
  inspection.report({
    path: [...path, "measure"],
    code: "target-goal",
    message: `The target "${target.id}" counts who met the goal, and the program has none.`,
    remedy: 'Add "goal" with the signal that meets it.',
  });
}

function isGoalMet({ measure }: Target): boolean {
  return "count" in measure && measure.count === "goal-met";
}
