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
        message: {
          sv: `Det finns redan ett mål med id ”${target.id}” ovanför.`,
          en: `There is another target with the id "${target.id}" above.`,
        },
        remedy: { sv: "Ge vart och ett ett eget id.", en: "Give each an id of its own." },
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
          ? {
              sv: `Från ”${from}” till ”${to}” är ingen förflyttning.`,
              en: `From "${from}" to "${to}" nobody moves.`,
            }
          : {
              sv: `Flödet från ”${from ?? "utanför"}” till ”${to}” står två gånger.`,
              en: `The flow from "${from ?? "outside"}" to "${to}" stands twice.`,
            },
        remedy: {
          sv: "Ange varje flöde en gång, antingen som ett som förstärks eller ett som minskas.",
          en: "Name each move once, as one that is strengthened or one that is reduced.",
        },
      });
    }
  }
  if (inspection.program.family !== "evaluate" || strengthens.length + reduces.length === 0) return;
  inspection.report({
    path: ["family"],
    severity: "warning",
    code: "evaluation-with-flows",
    message: {
      sv: "En utvärdering flyttar inga kunder och har därför inga egna flöden.",
      en: "An evaluation moves no customers, so it has no flows of its own.",
    },
    remedy: {
      sv: "Ta bort ”strengthens” och ”reduces”.",
      en: 'Remove "strengthens" and "reduces".',
    },
  });
}

function checkGoal(inspection: Inspection, { target, path }: PlacedTarget): void {
  const goals = [target.atLeast, target.atMost].filter((goal) => goal !== undefined);
  if (goals.length !== 1) {
    inspection.report({
      path,
      code: "target-goal",
      message: {
        sv: `Målet ”${target.id}” har ${goals.length === 0 ? "inget värde" : "två värden"} att nå.`,
        en: `The target "${target.id}" has ${goals.length === 0 ? "no goal" : "two goals"}.`,
      },
      remedy: {
        sv: "Skriv ”atLeast” eller ”atMost” med ett tal.",
        en: 'Write "atLeast" or "atMost" with a number.',
      },
    });
  } else if ("share" in target.measure && (goals[0] ?? 0) > 100) {
    inspection.report({
      path,
      code: "target-goal",
      message: {
        sv: `Målet ”${target.id}” är en andel, och ${goals[0]} är mer än 100 procent.`,
        en: `The target "${target.id}" is a share, and ${goals[0]} is more than 100 per cent.`,
      },
      remedy: { sv: "Skriv högst 100.", en: "Write per cent." },
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
      message: {
        sv: `Målet ”${placed.target.id}” anger inte vilket steg det gäller.`,
        en: `The target "${placed.target.id}" does not say which step it is about.`,
      },
      remedy: {
        sv: "Skriv ”of” med id för ett steg som skickar, ringer eller ger en uppgift.",
        en: 'Write "of" with the id of a step that sends, calls or gives a task.',
      },
    });
  } else if (!contacts.some((step) => step.id === id)) {
    const names = contacts.map((step) => step.id);
    inspection.report({
      path: at,
      code: "target-step",
      message: {
        sv: `Det finns inget steg ”${id}” som skickar, ringer eller ger en uppgift.${meant(id, names).sv}`,
        en: `There is no step "${id}" that sends, calls or gives a task.${meant(id, names).en}`,
      },
      remedy: {
        sv: `Skriv något av ${names.join(", ")}.`,
        en: `Write one of ${names.join(", ")}.`,
      },
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
      message: {
        sv: `Det finns ingen händelse ”${measure.share}” att mäta med.`,
        en: `There is no signal "${measure.share}" to measure by.`,
      },
      remedy: {
        sv: "Skriv en händelse som program kan vänta på, till exempel message.clicked.",
        en: "Write a type that programs can wait for, such as message.clicked.",
      },
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
      message: {
        sv: `Händelsen ”${measure.share}” har inget fält ”${name}” att mäta med.${meant(name, known).sv}`,
        en: `The signal "${measure.share}" has no field "${name}" to measure by.${meant(name, known).en}`,
      },
      remedy:
        known.length > 0
          ? { sv: `Skriv något av ${known.join(", ")}.`, en: `Write one of ${known.join(", ")}.` }
          : { sv: "Ta bort ”where”.", en: 'Remove "where".' },
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
    message: {
      sv: `Målet ”${target.id}” räknar dem som når programmets mål, och programmet har inget.`,
      en: `The target "${target.id}" counts who met the goal, and the program has none.`,
    },
    remedy: {
      sv: "Lägg till ”goal” med den händelse som uppfyller det.",
      en: 'Add "goal" with the signal that meets it.',
    },
  });
}

function isGoalMet({ measure }: Target): boolean {
  return "count" in measure && measure.count === "goal-met";
}
