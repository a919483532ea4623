import { dearest } from "./check-matrix.ts";
import { type PlanProblem, type PlanRule, planError, planWarning } from "./plan-inspection.ts";

/** Bronze given more than gold: more cost, or more contacts (M-12, M-15). */
export const checkBronzeAgainstGold: PlanRule = ({ matrix }) => {
  const cells = matrix?.cells ?? [];
  return cells.flatMap((cell, index) => {
    if (cell.valueClass !== "bronze") return [];
    const gold = (key: "yearlyCost" | "contactsPerYear") => {
      const same = cells.filter(({ segment }) => segment === cell.segment);
      return dearest(same, "gold", key) ?? dearest(cells, "gold", key);
    };
    const report = (key: "yearlyCost" | "contactsPerYear", words: string): PlanProblem[] => {
      const most = gold(key);
      const own = cell[key];
      if (own === undefined || most === undefined || own <= most) return [];
      return [
        planError({
          path: ["matrix", "cells", index, key],
          code: "bronze-above-gold",
          message: `Bronze is given more ${words} than gold: ${own} against ${most}.`,
          remedy: "Give bronze less, or gold more.",
        }),
      ];
    };
    return [...report("yearlyCost", "cost"), ...report("contactsPerYear", "contacts")];
  });
};

/** Cells that cost more than their customers are worth, as far as the plan or the base tells. */
export const checkCostAgainstValue: PlanRule = ({ matrix, valueClasses }, { averageValue }) => {
  const limits = valueClasses?.limits;
  const silverFrom = limits && "atLeast" in limits ? limits.atLeast.silver : undefined;
  return (matrix?.cells ?? []).flatMap(({ valueClass, yearlyCost }, index) => {
    if (yearlyCost === undefined || yearlyCost === 0) return [];
    const path = ["matrix", "cells", index, "yearlyCost"];
    const average = averageValue?.[valueClass];
    if (average !== undefined && yearlyCost > average) {
      const message = `Serving a ${valueClass} customer may cost ${yearlyCost} a year, and one is worth ${Math.round(average)} on average.`;
      return [costs(path, message)];
    }
    if (valueClass !== "bronze" || silverFrom === undefined || yearlyCost < silverFrom) return [];
    const message = `Serving a bronze customer may cost ${yearlyCost} a year, and none is worth ${silverFrom}, where silver begins.`;
    return [costs(path, message)];
  });
};

function costs(path: PlanProblem["path"], message: string): PlanProblem {
  return planWarning({
    path,
    code: "cost-above-value",
    message,
    remedy: "Lower the cost: steer to cheaper channels, or minimise the interaction.",
  });
}
