import type { Inspection } from "./inspection.ts";
import { nearest } from "./nearest.ts";
import { targetsOf } from "./program-parts.ts";

/** Ids that stand twice: steps, stages and offers are found by theirs. */
export function checkIds(inspection: Inspection): void {
  for (const list of ["steps", "stages", "offers"] as const) {
    const seen = new Set<string>();
    for (const [index, { id }] of inspection.program[list].entries()) {
      if (seen.has(id)) {
        inspection.report({
          path: [list, index, "id"],
          code: "duplicate-id",
          message: `There is another of the ${list} with the id "${id}" above.`,
          remedy: "Give each an id of its own.",
        });
      }
      seen.add(id);
    }
  }
}

/** Jumps to steps that do not exist. */
export function checkTargets(inspection: Inspection): void {
  const ids = inspection.program.steps.map(({ id }) => id);
  for (const { path, part: target } of targetsOf(inspection.program)) {
    if (ids.includes(target)) continue;
    inspection.report({
      path,
      code: "unknown-step",
      message: `There is no step "${target}".${meant(target, ids)}`,
      remedy: "Name a step that exists, or add it.",
    });
  }
}

/** Stages that steps and rules name and the program does not list. */
export function checkStages(inspection: Inspection): void {
  const { program } = inspection;
  const stages = program.stages.map(({ id }) => id);
  const check = (stage: string, path: readonly (string | number)[]) => {
    if (stages.includes(stage)) return;
    inspection.report({
      path,
      code: "unknown-stage",
      message: `There is no stage "${stage}".${meant(stage, stages)}`,
      remedy: 'Name one of the program\'s "stages", or add it there.',
    });
  };
  for (const [index, { stage }] of program.steps.entries()) {
    if (stage !== undefined) check(stage, ["steps", index, "stage"]);
  }
  for (const list of ["exits", "reactions"] as const) {
    for (const [index, rule] of program[list].entries()) {
      for (const [n, stage] of (rule.in ?? []).entries()) check(stage, [list, index, "in", n]);
    }
  }
}

/** Offers that steps name and the program does not have. */
export function checkOffers(inspection: Inspection): void {
  const { program } = inspection;
  const offers = program.offers.map(({ id }) => id);
  const check = (offer: string, path: readonly (string | number)[]) => {
    if (offers.includes(offer)) return;
    inspection.report({
      path,
      code: "unknown-offer",
      message: `There is no offer "${offer}".${meant(offer, offers)}`,
      remedy: 'Name one of the program\'s "offers", or add it there.',
    });
  };
  for (const [index, step] of program.steps.entries()) {
    if (step.do !== "offer") continue;
    for (const [n, { offer }] of step.choose.entries()) {
      check(offer, ["steps", index, "choose", n, "offer"]);
    }
    check(step.otherwise, ["steps", index, "otherwise"]);
  }
}

/** Rule packs and programs that do not exist. */
export function checkLinks(inspection: Inspection): void {
  const { program, context } = inspection;
  if (program.rulePack !== undefined && inspection.rulePack === undefined) {
    const packs = Object.keys(context.rulePacks);
    inspection.report({
      path: ["rulePack"],
      code: "unknown-rule-pack",
      message: `There is no rule pack "${program.rulePack}".${meant(program.rulePack, packs)}`,
      remedy: packs.length > 0 ? `Write one of ${packs.join(", ")}.` : "Add the rule pack first.",
    });
  }
  for (const [index, step] of program.steps.entries()) {
    if (step.do !== "call-program") continue;
    const path = ["steps", index, "program"];
    if (step.program === program.id) {
      inspection.report({
        path,
        code: "calls-itself",
        message: "The program starts itself, so it would never come to an end.",
        remedy: "Go to its first step instead, with a wait on the way.",
      });
    } else if (!context.programs.includes(step.program)) {
      inspection.report({
        path,
        code: "unknown-program",
        message: `There is no program "${step.program}".${meant(step.program, context.programs)}`,
        remedy: "Name the id of a program that exists, or add that program first.",
      });
    }
  }
}

/** The words with which a near name is suggested, or none. */
export function meant(written: string, names: Iterable<string>): string {
  const near = nearest(written, names);
  return near === undefined ? "" : ` Did you mean "${near}"?`;
}
