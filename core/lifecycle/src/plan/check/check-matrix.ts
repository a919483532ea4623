import { type LocalizedText, VALUE_CLASSES } from "@perennial/contract";
import type { ValueClass } from "../../portfolio/boundaries.ts";
import { cellOf } from "../../portfolio/cell-of.ts";
import type { MatrixCell } from "../../portfolio/matrix-rules.ts";
import { meant } from "../../program/check/check-names.ts";
import type { LifecyclePlan } from "../lifecycle-plan.ts";
import { type PlanProblem, type PlanRule, planError, planWarning } from "./plan-inspection.ts";

/** What customers of a class are called, to be read before "kunder". */
export const CLASS_ADJECTIVES: Readonly<Record<ValueClass, string>> = {
  gold: "guld",
  silver: "silver",
  bronze: "brons",
};

/** Cells of value class and segment that nothing is said of (M-07). */
export const checkEmptyCells: PlanRule = ({ matrix, segments }) => {
  if (matrix === undefined) return [];
  const rows = segments.length > 0 ? segments.map(({ id }) => id) : [undefined];
  return VALUE_CLASSES.flatMap((valueClass) =>
    rows.flatMap((segment) =>
      cellOf(matrix, valueClass, segment) === undefined ? [emptyCell(valueClass, segment)] : [],
    ),
  );
};

function emptyCell(valueClass: ValueClass, segment: string | undefined): PlanProblem {
  return planWarning({
    path: ["matrix", "cells"],
    part: "key",
    code: "empty-cell",
    message: {
      sv: `Inget är bestämt för ${CLASS_ADJECTIVES[valueClass]}kunder${segment === undefined ? "" : ` i segmentet ”${segment}”`}.`,
      en: `Nothing is said of ${valueClass} customers${segment === undefined ? "" : ` in the segment "${segment}"`}.`,
    },
    remedy: {
      sv: `Lägg till en ruta med valueClass: ${valueClass}${segment === undefined ? "" : ` och segment: ${segment}, eller en utan segment för alla andra`}.`,
      en: `Add a cell with valueClass: ${valueClass}${segment === undefined ? "" : ` and segment: ${segment}, or one without a segment for all the others`}.`,
    },
  });
}

/** Cells of segments that do not exist, and cells that stand twice. */
export const checkCellNames: PlanRule = ({ matrix, segments }) => {
  const known = segments.map(({ id }) => id);
  const cells = matrix?.cells ?? [];
  return cells.flatMap((cell, index) => [
    ...(cell.segment === undefined || known.includes(cell.segment)
      ? []
      : [
          planError({
            path: ["matrix", "cells", index, "segment"],
            code: "unknown-segment",
            message: {
              sv: `Det finns inget segment ”${cell.segment}”.${meant(cell.segment, known).sv}`,
              en: `There is no segment "${cell.segment}".${meant(cell.segment, known).en}`,
            },
            remedy: {
              sv: "Ange ett segment som står under ”segments”, eller lägg till det där.",
              en: 'Name one of the plan\'s "segments", or add it there.',
            },
          }),
        ]),
    ...checkTwice(cells, cell, index),
  ]);
};

function checkTwice(
  cells: readonly MatrixCell[],
  cell: MatrixCell,
  index: number,
): readonly PlanProblem[] {
  const above = cells
    .slice(0, index)
    .find(({ valueClass, segment }) => valueClass === cell.valueClass && segment === cell.segment);
  if (above === undefined) return [];
  const { segment, valueClass } = cell;
  const where = {
    sv: `${CLASS_ADJECTIVES[valueClass]}kunder ${segment === undefined ? "i övriga segment" : `i segmentet ”${segment}”`}`,
    en: `${valueClass} customers ${segment === undefined ? "of every other segment" : `of the segment "${segment}"`}`,
  };
  const isOther = above.program !== cell.program || above.strategy !== cell.strategy;
  const one = wordsOf(above);
  const other = wordsOf(cell);
  const differ = {
    sv: isOther ? `, och de säger emot varandra (${one.sv}; ${other.sv})` : "",
    en: isOther ? `, and the two contradict each other (${one.en}; ${other.en})` : "",
  };
  return [
    planError({
      path: ["matrix", "cells", index],
      code: "contradictory-cells",
      message: {
        sv: `Det finns redan en ruta för ${where.sv} ovanför${differ.sv}.`,
        en: `There is another cell for ${where.en} above${differ.en}.`,
      },
      remedy: {
        sv: "Behåll en av dem: en ruta har en strategi och ett program.",
        en: "Keep one of them: a cell has one strategy and one program.",
      },
    }),
  ];
}

function wordsOf({ strategy, program }: MatrixCell): LocalizedText {
  return program === undefined
    ? { sv: `${strategy} utan program`, en: `${strategy} without a program` }
    : { sv: `${strategy} med ”${program}”`, en: `${strategy} with "${program}"` };
}

/** Cells that say to minimise all interaction and spend on it all the same (M-12). */
export const checkMinimised: PlanRule = ({ matrix }) =>
  (matrix?.cells ?? []).flatMap((cell, index) => {
    if (cell.strategy !== "minimise") return [];
    const path = ["matrix", "cells", index];
    return [
      ...(cell.program === undefined
        ? []
        : [
            contradicts([...path, "program"], {
              sv: `släpper in kunder i programmet ”${cell.program}”`,
              en: `lets customers into the program "${cell.program}"`,
            }),
          ]),
      ...((cell.contactsPerYear ?? 0) > 0
        ? [
            contradicts([...path, "contactsPerYear"], {
              sv: `tillåter ${cell.contactsPerYear} kontakter om året`,
              en: `allows ${cell.contactsPerYear} contacts a year`,
            }),
          ]
        : []),
      ...((cell.yearlyCost ?? 0) > 0
        ? [
            contradicts([...path, "yearlyCost"], {
              sv: "har en årskostnad",
              en: "has a yearly cost",
            }),
          ]
        : []),
    ];
  });

function contradicts(path: PlanProblem["path"], does: LocalizedText): PlanProblem {
  return planError({
    path,
    code: "minimised-cell",
    message: {
      sv: `Rutan ska minimera all kontakt, men ${does.sv}.`,
      en: `The cell says to minimise all interaction and ${does.en}.`,
    },
    remedy: {
      sv: "Ta bort det, eller välj en annan strategi, till exempel cheaper-channels.",
      en: "Remove it, or choose another strategy, such as cheaper-channels.",
    },
  });
}

/** Churn goals of gold that are not below the base's (M-10). */
export const checkChurnGoals: PlanRule = ({ matrix }) => {
  const base = matrix?.churnGoal;
  if (matrix === undefined) return [];
  return matrix.cells.flatMap(({ valueClass, churnGoal }, index) => {
    if (valueClass !== "gold" || churnGoal === undefined) return [];
    const path = ["matrix", "cells", index, "churnGoal"];
    if (base === undefined) return [noBaseGoal(path)];
    if (churnGoal < base) return [];
    return [
      planError({
        path,
        code: "gold-churn-goal",
        message: {
          sv: `Guldkundernas mål för bortfall är ${churnGoal} procent om året, och hela basens är ${base} procent.`,
          en: `Gold customers may be lost at ${churnGoal} per cent a year, and the whole base at ${base}.`,
        },
        remedy: {
          sv: `Skriv ett mål under ${base} procent för guld: det är de kunderna som ska behållas.`,
          en: `Write a goal below ${base} for gold: those are the customers to keep.`,
        },
      }),
    ];
  });
};

function noBaseGoal(path: PlanProblem["path"]): PlanProblem {
  return planWarning({
    path,
    code: "no-base-churn-goal",
    message: {
      sv: "Guld har ett mål för bortfall, men hela basen har inget att jämföra med.",
      en: "There is a churn goal for gold and none for the base as a whole to hold it against.",
    },
    remedy: {
      sv: "Skriv ”churnGoal” även direkt under ”matrix”.",
      en: 'Write "churnGoal" under "matrix", too.',
    },
  });
}

/** The dearest cell of a class: what serving one customer of it may take. */
export function dearest(
  cells: NonNullable<LifecyclePlan["matrix"]>["cells"],
  valueClass: MatrixCell["valueClass"],
  key: "yearlyCost" | "contactsPerYear",
): number | undefined {
  const figures = cells.flatMap((cell) =>
    cell.valueClass === valueClass && cell[key] !== undefined ? [cell[key]] : [],
  );
  return figures.length === 0 ? undefined : Math.max(...figures);
}
