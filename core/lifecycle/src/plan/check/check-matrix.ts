import { VALUE_CLASSES } from "@perennial/contract";
import { cellOf } from "../../portfolio/cell-of.ts";
import type { MatrixCell } from "../../portfolio/matrix-rules.ts";
import { meant } from "../../program/check/check-names.ts";
import type { LifecyclePlan } from "../lifecycle-plan.ts";
import { type PlanProblem, type PlanRule, planError, planWarning } from "./plan-inspection.ts";

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

function emptyCell(valueClass: string, segment: string | undefined): PlanProblem {
  const where = segment === undefined ? "" : ` in the segment "${segment}"`;
  return planWarning({
    path: ["matrix", "cells"],
    part: "key",
    code: "empty-cell",
    message: `Nothing is said of ${valueClass} customers${where}.`,
    remedy: `Add a cell with valueClass: ${valueClass}${segment === undefined ? "" : ` and segment: ${segment}, or one without a segment for all the others`}.`,
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
            message: `There is no segment "${cell.segment}".${meant(cell.segment, known)}`,
            remedy: 'Name one of the plan\'s "segments", or add it there.',
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
  const where = `${cell.valueClass} customers ${cell.segment === undefined ? "of every other segment" : `of the segment "${cell.segment}"`}`;
  const differ =
    above.program !== cell.program || above.strategy !== cell.strategy
      ? `, and the two contradict each other (${wordsOf(above)}; ${wordsOf(cell)})`
      : "";
  return [
    planError({
      path: ["matrix", "cells", index],
      code: "contradictory-cells",
      message: `There is another cell for ${where} above${differ}.`,
      remedy: "Keep one of them: a cell has one strategy and one program.",
    }),
  ];
}

function wordsOf({ strategy, program }: MatrixCell): string {
  return program === undefined ? `${strategy} without a program` : `${strategy} with "${program}"`;
}

/** Cells that say to minimise all interaction and spend on it all the same (M-12). */
export const checkMinimised: PlanRule = ({ matrix }) =>
  (matrix?.cells ?? []).flatMap((cell, index) => {
    if (cell.strategy !== "minimise") return [];
    const path = ["matrix", "cells", index];
    return [
      ...(cell.program === undefined
        ? []
        : [contradicts([...path, "program"], `lets customers into the program "${cell.program}"`)]),
      ...((cell.contactsPerYear ?? 0) > 0
        ? [
            contradicts(
              [...path, "contactsPerYear"],
              `allows ${cell.contactsPerYear} contacts a year`,
            ),
          ]
        : []),
      ...((cell.yearlyCost ?? 0) > 0
        ? [contradicts([...path, "yearlyCost"], "has a yearly cost")]
        : []),
    ];
  });

function contradicts(path: PlanProblem["path"], does: string): PlanProblem {
  return planError({
    path,
    code: "minimised-cell",
    message: `The cell says to minimise all interaction and ${does}.`,
    remedy: "Remove it, or choose another strategy, such as cheaper-channels.",
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
        message: `Gold customers may be lost at ${churnGoal} per cent a year, and the whole base at ${base}.`,
        remedy: `Write a goal below ${base} for gold: those are the customers to keep.`,
      }),
    ];
  });
};

function noBaseGoal(path: PlanProblem["path"]): PlanProblem {
  return planWarning({
    path,
    code: "no-base-churn-goal",
    message: "There is a churn goal for gold and none for the base as a whole to hold it against.",
    remedy: 'Write "churnGoal" under "matrix", too.',
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
