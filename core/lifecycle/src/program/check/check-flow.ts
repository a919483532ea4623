import type { LocalizedText } from "@perennial/contract";
import { durationParts } from "../../schedule/duration.ts";
import type { Program } from "../program.ts";
import type { Step, StepOf } from "../step.ts";
import { findLoops } from "./find-loops.ts";
import type { Inspection } from "./inspection.ts";
import { followingStep, type StepGraph } from "./step-graph.ts";

/** Steps that no enrolment ever comes to, and stages that none is ever in. */
export function checkReach(inspection: Inspection, graph: StepGraph): void {
  const { program } = inspection;
  for (const [index, { id }] of program.steps.entries()) {
    if (graph.stages.has(id)) continue;
    inspection.report({
      path: ["steps", index, "id"],
      severity: "warning",
      code: "unreachable-step",
      message: { sv: `Inget leder till steget ”${id}”.`, en: `Nothing leads to the step "${id}".` },
      remedy: {
        sv: "Låt ett tidigare steg gå dit (”next”, ”goTo” eller ”otherwise”), eller ta bort det.",
        en: 'Let a step before it go there ("next", "goTo", "otherwise"), or remove it.',
      },
    });
  }
  const entered = new Set([...graph.stages.values()].flatMap((stages) => [...stages]));
  for (const list of ["exits", "reactions"] as const) {
    for (const [index, rule] of program[list].entries()) {
      for (const [n, stage] of (rule.in ?? []).entries()) {
        if (entered.has(stage) || !program.stages.some(({ id }) => id === stage)) continue;
        inspection.report({
          path: [list, index, "in", n],
          severity: "warning",
          code: "stage-never-entered",
          message: {
            sv: `Inget steg går in i läget ”${stage}”, så regeln gör ingenting där.`,
            en: `No step ever enters the stage "${stage}", so the rule does nothing there.`,
          },
          remedy: {
            sv: `Ge ett steg ”stage: ${stage}”, eller ta bort läget här.`,
            en: `Give a step "stage: ${stage}", or take the stage away here.`,
          },
        });
      }
    }
  }
}

/** Ways round that never wait, which the engine would have to break off. */
export function checkLoops(inspection: Inspection, graph: StepGraph): void {
  const { program } = inspection;
  const pauses = (step: Step) => step.do === "wait" && alwaysPauses(inspection, step);
  for (const loop of findLoops(graph, pauses)) {
    const index = program.steps.findIndex(({ id }) => id === loop[0]);
    const way = [...loop, loop[0]].join(" -> ");
    const passing = loop.some((id) => waitsForDate(graph.steps.get(id)));
    inspection.report({
      path: ["steps", index, "id"],
      code: "endless-loop",
      message: passing
        ? {
            sv: `Slingan ${way} väntar högst en gång: när datumet har passerat går den runt i all oändlighet.`,
            en: `The loop ${way} waits at most once: when its date has passed it goes round without end.`,
          }
        : {
            sv: `Slingan ${way} går runt utan att någonsin vänta.`,
            en: `The loop ${way} goes round without ever waiting.`,
          },
      remedy: {
        sv: "Lägg in en väntan med ”for” i slingan, eller en ”limit” på något av stegen.",
        en: 'Put a wait with "for" into the loop, or a "limit" on one of its steps.',
      },
    });
  }
}

function waitsForDate(step: Step | undefined): boolean {
  return step?.do === "wait" && step.until !== undefined && "date" in step.until;
}

/**
 * Whether a wait takes time whenever it goes on: no time at all does not, nor does a date that has passed,
 * unless there is another way for those who are late.
 */
function alwaysPauses(inspection: Inspection, step: StepOf<"wait">): boolean {
  if (step.for !== undefined) {
    const duration = inspection.duration(step.for);
    if (duration === undefined) return true;
    const { months, days, minutes } = durationParts(duration);
    return months + days + minutes > 0;
  }
  const { until } = step;
  return until === undefined || !("date" in until) || until.late !== "now";
}

/** Waits that nothing ends, and those that only a signal ends which may never come. */
export function checkWaits(inspection: Inspection, graph: StepGraph): void {
  const { program } = inspection;
  for (const [index, step] of program.steps.entries()) {
    if (step.do !== "wait") continue;
    if (step.for !== undefined && step.until !== undefined) {
      inspection.report({
        path: ["steps", index, "until"],
        part: "key",
        code: "wait-twice",
        message: {
          sv: `Väntan ”${step.id}” har både ”for” och ”until”, och bara ”for” skulle gälla.`,
          en: `The wait "${step.id}" has both "for" and "until", and only "for" would count.`,
        },
        remedy: {
          sv: "Behåll en av dem och lägg den andra i ett eget väntesteg.",
          en: "Keep one of them; put the other into a wait of its own.",
        },
      });
    }
    if (step.for !== undefined || step.until !== undefined) continue;
    const stages = graph.stages.get(step.id) ?? new Set();
    if (hasOtherEnd(program, stages)) continue;
    inspection.report(
      step.on === undefined
        ? {
            path: ["steps", index],
            code: "endless-wait",
            message: {
              sv: `Inget avslutar väntan ”${step.id}”.`,
              en: `Nothing ends the wait "${step.id}".`,
            },
            remedy: {
              sv: "Lägg till ”for” med en tid, ”until” med ett datum eller ”on” med en händelse.",
              en: 'Add "for" with a duration, "until" with a date, or "on" with a signal.',
            },
          }
        : {
            path: ["steps", index, "on"],
            part: "key",
            severity: "warning",
            code: "wait-may-never-end",
            message: {
              sv: `Bara en händelse avslutar väntan ”${step.id}”. Kommer den aldrig blir kunden kvar där för alltid.`,
              en: `Only a signal ends the wait "${step.id}"; if it never comes, the enrolment stays for ever.`,
            },
            remedy: {
              sv: "Lägg till ”for” med den längsta tiden att vänta, eller en regel som avslutar.",
              en: 'Add "for" with the longest time to wait, or an exit rule.',
            },
          },
    );
  }
}

/** Whether an exit rule or a reaction may end a wait in one of its stages. */
function hasOtherEnd(program: Program, stages: ReadonlySet<string>): boolean {
  return [...program.exits, ...program.reactions].some(
    (rule) => !rule.in || rule.in.some((stage) => stages.has(stage)),
  );
}

const EMPTY_ENDS: Readonly<Partial<Record<Step["do"], LocalizedText>>> = {
  wait: { sv: "det väntar, och sedan händer inget mer", en: "it waits, and then nothing comes" },
  offer: {
    sv: "det väljer ett erbjudande som sedan aldrig visas",
    en: "it chooses an offer, and then nothing shows it",
  },
  branch: {
    sv: "när inget villkor gäller händer inget mer",
    en: "where no condition holds, nothing comes",
  },
};

/** Steps after which the program just ends although that can hardly be meant. */
export function checkEnds(inspection: Inspection, graph: StepGraph): void {
  const { program } = inspection;
  for (const [index, step] of program.steps.entries()) {
    const why = EMPTY_ENDS[step.do];
    if (why === undefined || !graph.stages.has(step.id)) continue;
    if (step.do === "branch" && step.otherwise !== undefined) continue;
    if (step.do === "wait" && step.for === undefined && step.until === undefined) continue;
    if (followingStep(program, step) !== undefined) continue;
    inspection.report({
      path: ["steps", index, "id"],
      severity: "warning",
      code: "surprising-end",
      message: {
        sv: `Programmet slutar efter steget ”${step.id}”: ${why.sv}.`,
        en: `The program ends after the step "${step.id}": ${why.en}.`,
      },
      remedy: {
        sv: "Ange vart det ska gå med ”next” eller ”otherwise”, eller låt ett exit-steg med en orsak följa.",
        en: 'Say where to go with "next" or "otherwise", or let an exit step with a reason follow.',
      },
    });
  }
}
