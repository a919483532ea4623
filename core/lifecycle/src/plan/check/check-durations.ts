import type { Duration } from "@perennial/contract";
import { isCountable } from "../../condition/condition-date.ts";
import type { Path } from "../../program/read-yaml.ts";
import { addToDate } from "../../schedule/date.ts";
import type { LifecyclePlan } from "../lifecycle-plan.ts";
import { type PlanRule, planError, planWarning } from "./plan-inspection.ts";

/** A day from which lengths of time are compared; any would do. */
const SOME_DAY = "2026-01-01";

/** Lengths of time that are no whole days: everything in a plan is counted in days. */
export const checkDurations: PlanRule = (plan) =>
  durationsOf(plan)
    .filter(([, duration]) => !isCountable(duration))
    .map(([path, duration]) =>
      planError({
        path,
        code: "wrong-duration",
        message: {
          sv: `”${duration}” innehåller timmar eller minuter, eller är längre än hundra år.`,
          en: `"${duration}" has hours or minutes, or is longer than a hundred years.`,
        },
        remedy: {
          sv: "Skriv hela dagar, månader eller år, till exempel P30D eller P12M.",
          en: "Write whole days, months or years, such as P30D or P12M.",
        },
      }),
    );

/** Lengths of time that make one another meaningless. */
export const checkOrderOfDurations: PlanRule = ({ flows, churn }) => {
  if (flows === undefined || flows.basis === "agreements") return [];
  const isShorter = (a: Duration, b: Duration) =>
    isCountable(a) && isCountable(b) && addToDate(SOME_DAY, a) < addToDate(SOME_DAY, b);
  const noInactive = planWarning({
    path: ["flows", "inactiveAfter"],
    code: "nobody-inactive",
    message: {
      sv: `Kunder räknas som förlorade efter ${flows.lostAfter} och inaktiva efter ${flows.inactiveAfter}, så ingen blir någonsin inaktiv.`,
      en: `Customers are lost after ${flows.lostAfter} and inactive after ${flows.inactiveAfter}, so nobody is ever inactive.`,
    },
    remedy: {
      sv: "Skriv en kortare tid under ”inactiveAfter” än under ”lostAfter”.",
      en: 'Write a shorter time under "inactiveAfter" than under "lostAfter".',
    },
  });
  const lateChurn = planWarning({
    path: ["churn", "horizon"],
    code: "late-churn",
    message: {
      sv: `Den som köper i dag räknas som förlorad tidigast om ${flows.lostAfter}, men risken att lämna ser bara ${churn?.horizon} framåt: den varnar bara för kunder som redan har varit tysta ett tag.`,
      en: `Who buys today is lost in ${flows.lostAfter} at the earliest, and the risk of leaving looks ${churn?.horizon} ahead: it warns of those alone that have been silent for a while.`,
    },
    remedy: {
      sv: `Skriv horizon: ${flows.lostAfter} för att varnas även för de andra.`,
      en: `Write horizon: ${flows.lostAfter} to be warned of the others, too.`,
    },
  });
  return [
    ...(isShorter(flows.inactiveAfter, flows.lostAfter) ? [] : [noInactive]),
    ...(churn !== undefined && isShorter(churn.horizon, flows.lostAfter) ? [lateChurn] : []),
  ];
};

function durationsOf(plan: LifecyclePlan): readonly (readonly [Path, Duration])[] {
  const { tiers, points, phases, valueClasses, flows, churn, costSignals } = plan;
  const length = tiers?.qualification.period === "rolling" ? tiers.qualification.length : undefined;
  const all: readonly (readonly [Path, Duration | undefined])[] = [
    [["tiers", "qualification", "length"], length],
    [["tiers", "keep"], tiers?.keep],
    [["tiers", "grace"], tiers?.grace],
    [["points", "pending"], points?.pending],
    [["points", "life"], points?.life],
    [["points", "warn"], points?.warn],
    [["phases", "welcome", "for"], phases?.welcome.for],
    [["phases", "retain", "actsFor"], phases?.retain.actsFor],
    [["valueClasses", "within"], valueClasses?.within],
    [["flows", "lostAfter"], flows?.lostAfter],
    [["flows", "inactiveAfter"], flows?.inactiveAfter],
    [["flows", "trend"], flows?.trend],
    [["churn", "horizon"], churn?.horizon],
    [["costSignals", "within"], costSignals?.within],
  ];
  return all.flatMap(([path, duration]) =>
    duration === undefined ? [] : [[path, duration] as const],
  );
}
