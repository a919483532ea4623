import type { LocalizedText } from "@perennial/contract";
import { CLASS_ADJECTIVES, dearest } from "./check-matrix.ts";
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
    const report = (key: "yearlyCost" | "contactsPerYear", words: LocalizedText): PlanProblem[] => {
      const most = gold(key);
      const own = cell[key];
      if (own === undefined || most === undefined || own <= most) return [];
      return [
        planError({
          path: ["matrix", "cells", index, key],
          code: "bronze-above-gold",
          message: {
            sv: `Brons får ${words.sv} än guld: ${own} mot ${most}.`,
            en: `Bronze is given more ${words.en} than gold: ${own} against ${most}.`,
          },
          remedy: { sv: "Ge brons mindre, eller guld mer.", en: "Give bronze less, or gold more." },
        }),
      ];
    };
    return [
      ...report("yearlyCost", { sv: "kosta mer", en: "cost" }),
      ...report("contactsPerYear", { sv: "fler kontakter", en: "contacts" }),
    ];
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
      const message = {
        sv: `En ${CLASS_ADJECTIVES[valueClass]}kund får kosta ${yearlyCost} om året, men är i genomsnitt värd ${Math.round(average)}.`,
        en: `Serving a ${valueClass} customer may cost ${yearlyCost} a year, and one is worth ${Math.round(average)} on average.`,
      };
      return [costs(path, message)];
    }
    if (valueClass !== "bronze" || silverFrom === undefined || yearlyCost < silverFrom) return [];
    const message = {
      sv: `En bronskund får kosta ${yearlyCost} om året, men ingen är värd ${silverFrom}, där silver börjar.`,
      en: `Serving a bronze customer may cost ${yearlyCost} a year, and none is worth ${silverFrom}, where silver begins.`,
    };
    return [costs(path, message)];
  });
};

function costs(path: PlanProblem["path"], message: LocalizedText): PlanProblem {
  return planWarning({
    path,
    code: "cost-above-value",
    message,
    remedy: {
      sv: "Sänk kostnaden: styr till billigare kanaler, eller minimera kontakten.",
      en: "Lower the cost: steer to cheaper channels, or minimise the interaction.",
    },
  });
}
