import type { Locale } from "@perennial/contract";
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
          message: {
            sv: `Det finns redan ${KIND_WORDS[list]} med id ”${id}” ovanför.`,
            en: `There is another of the ${list} with the id "${id}" above.`,
          },
          remedy: { sv: "Ge vart och ett ett eget id.", en: "Give each an id of its own." },
        });
      }
      seen.add(id);
    }
  }
}

const KIND_WORDS = { steps: "ett steg", stages: "ett läge", offers: "ett erbjudande" } as const;

/** Jumps to steps that do not exist. */
export function checkTargets(inspection: Inspection): void {
  const ids = inspection.program.steps.map(({ id }) => id);
  for (const { path, part: target } of targetsOf(inspection.program)) {
    if (ids.includes(target)) continue;
    inspection.report({
      path,
      code: "unknown-step",
      message: {
        sv: `Det finns inget steg ”${target}”.${meant(target, ids).sv}`,
        en: `There is no step "${target}".${meant(target, ids).en}`,
      },
      remedy: {
        sv: "Ange ett steg som finns, eller lägg till det.",
        en: "Name a step that exists, or add it.",
      },
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
      message: {
        sv: `Det finns inget läge ”${stage}”.${meant(stage, stages).sv}`,
        en: `There is no stage "${stage}".${meant(stage, stages).en}`,
      },
      remedy: {
        sv: "Ange ett läge som står under ”stages”, eller lägg till det där.",
        en: 'Name one of the program\'s "stages", or add it there.',
      },
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
      message: {
        sv: `Det finns inget erbjudande ”${offer}”.${meant(offer, offers).sv}`,
        en: `There is no offer "${offer}".${meant(offer, offers).en}`,
      },
      remedy: {
        sv: "Ange ett erbjudande som står under ”offers”, eller lägg till det där.",
        en: 'Name one of the program\'s "offers", or add it there.',
      },
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
      message: {
        sv: `Det finns inget regelverk ”${program.rulePack}”.${meant(program.rulePack, packs).sv}`,
        en: `There is no rule pack "${program.rulePack}".${meant(program.rulePack, packs).en}`,
      },
      remedy:
        packs.length > 0
          ? { sv: `Skriv något av ${packs.join(", ")}.`, en: `Write one of ${packs.join(", ")}.` }
          : { sv: "Lägg till regelverket först.", en: "Add the rule pack first." },
    });
  }
  for (const [index, step] of program.steps.entries()) {
    if (step.do !== "call-program") continue;
    const path = ["steps", index, "program"];
    if (step.program === program.id) {
      inspection.report({
        path,
        code: "calls-itself",
        message: {
          sv: "Programmet startar sig självt och skulle aldrig ta slut.",
          en: "The program starts itself, so it would never come to an end.",
        },
        remedy: {
          sv: "Gå till dess första steg i stället, med en väntan på vägen.",
          en: "Go to its first step instead, with a wait on the way.",
        },
      });
    } else if (!context.programs.includes(step.program)) {
      inspection.report({
        path,
        code: "unknown-program",
        message: {
          sv: `Det finns inget program ”${step.program}”.${meant(step.program, context.programs).sv}`,
          en: `There is no program "${step.program}".${meant(step.program, context.programs).en}`,
        },
        remedy: {
          sv: "Ange id för ett program som finns, eller lägg till programmet först.",
          en: "Name the id of a program that exists, or add that program first.",
        },
      });
    }
  }
}

/** The words with which a near name is suggested, or none. */
export function meant(written: string, names: Iterable<string>): Readonly<Record<Locale, string>> {
  const near = nearest(written, names);
  if (near === undefined) return { sv: "", en: "" };
  return { sv: ` Menade du ”${near}”?`, en: ` Did you mean "${near}"?` };
}
