import { meant } from "../../program/check/check-names.ts";
import type { Path } from "../../program/read-yaml.ts";
import {
  type PlanContext,
  type PlanProblem,
  type PlanRule,
  planError,
  planWarning,
} from "./plan-inspection.ts";

/** Programs of cells that do not exist, or are about something else than customers (M-08). */
export const checkCellPrograms: PlanRule = ({ matrix }, context) =>
  (matrix?.cells ?? []).flatMap(({ program }, index) =>
    checkProgramName(program, ["matrix", "cells", index, "program"], context),
  );

/** Programs of flows that do not exist, and flows that stand twice or go nowhere (D-17). */
export const checkFlowPrograms: PlanRule = ({ flows }, context) => {
  const pairs = flows?.programs ?? [];
  return pairs.flatMap(({ from, to, program }, index): readonly PlanProblem[] => {
    const path = ["flows", "programs", index];
    const above = pairs.findIndex((pair) => pair.from === from && pair.to === to);
    return [
      ...checkProgramExists(program, [...path, "program"], context),
      ...(from === to
        ? [
            planWarning({
              path,
              code: "no-flow",
              message: `From "${from}" to "${to}" nobody moves, so the program's effect on it cannot be seen.`,
              remedy: "Name the move that the program is meant for or against.",
            }),
          ]
        : []),
      ...(above < index
        ? [
            planError({
              path,
              code: "duplicate-flow",
              message: `There is another program for the flow from "${from}" to "${to}" above.`,
              remedy: "Keep the one that is meant for it.",
            }),
          ]
        : []),
    ];
  });
};

function checkProgramExists(
  id: string | undefined,
  path: Path,
  { programs }: PlanContext,
): readonly PlanProblem[] {
  if (id === undefined || programs === undefined || Object.hasOwn(programs, id)) return [];
  return [
    planError({
      path,
      code: "unknown-program",
      message: `There is no program "${id}".${meant(id, Object.keys(programs))}`,
      remedy: "Name the id of a program that exists, or add that program first.",
    }),
  ];
}

function checkProgramName(
  id: string | undefined,
  path: Path,
  context: PlanContext,
): readonly PlanProblem[] {
  const missing = checkProgramExists(id, path, context);
  const { programs } = context;
  if (id === undefined || programs === undefined || missing.length > 0) return missing;
  if (programs[id]?.subject === "customer") return [];
  return [
    planError({
      path,
      code: "not-for-customers",
      message: `The program "${id}" is about one agreement at a time, and a cell lets customers in.`,
      remedy: 'Name a program with "subject: customer".',
    }),
  ];
}
