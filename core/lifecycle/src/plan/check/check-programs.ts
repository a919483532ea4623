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
              message: {
                sv: `Från ”${from}” till ”${to}” är ingen förflyttning, så programmets effekt går inte att se.`,
                en: `From "${from}" to "${to}" nobody moves, so the program's effect on it cannot be seen.`,
              },
              remedy: {
                sv: "Ange den förflyttning som programmet ska främja eller motverka.",
                en: "Name the move that the program is meant for or against.",
              },
            }),
          ]
        : []),
      ...(above < index
        ? [
            planError({
              path,
              code: "duplicate-flow",
              message: {
                sv: `Det finns redan ett program för flödet från ”${from}” till ”${to}” ovanför.`,
                en: `There is another program for the flow from "${from}" to "${to}" above.`,
              },
              remedy: {
                sv: "Behåll det program som är tänkt för flödet.",
                en: "Keep the one that is meant for it.",
              },
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
      message: {
        sv: `Det finns inget program ”${id}”.${meant(id, Object.keys(programs)).sv}`,
        en: `There is no program "${id}".${meant(id, Object.keys(programs)).en}`,
      },
      remedy: {
        sv: "Ange id för ett program som finns, eller lägg till programmet först.",
        en: "Name the id of a program that exists, or add that program first.",
      },
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
      message: {
        sv: `Programmet ”${id}” handlar om ett avtal i taget, men en ruta släpper in kunder.`,
        en: `The program "${id}" is about one agreement at a time, and a cell lets customers in.`,
      },
      remedy: {
        sv: "Ange ett program med ”subject: customer”.",
        en: 'Name a program with "subject: customer".',
      },
    }),
  ];
}
