import {
  measuredStep,
  type PlacedTarget,
  type Program,
  targetsOfProgram,
} from "@perennial/lifecycle";
import {
  averageDays,
  countCases,
  countFollowed,
  type MeasuredPeriod,
  type TargetResult,
  type TenantTransaction,
} from "@perennial/store";

/** Measures what a program has come to in a period, target by target (P-14, K:1). */
export async function measureTargets(
  tx: TenantTransaction,
  program: Program,
  period: Omit<MeasuredPeriod, "program">,
): Promise<readonly TargetResult[]> {
  const results: TargetResult[] = [];
  for (const placed of targetsOfProgram(program)) {
    const actual = await measure(tx, placed, { ...period, program: program.id });
    results.push(resultOf(placed, actual));
  }
  return results;
}

async function measure(
  tx: TenantTransaction,
  placed: PlacedTarget,
  period: MeasuredPeriod,
): Promise<number | null> {
  const { measure: how } = placed.target;
  if ("count" in how) return countCases(tx, how.count, period);
  const step = measuredStep(placed);
  if (step === undefined) return null;
  if ("days" in how) return averageDays(tx, { ...period, step });
  const { share: signal, where = {}, within } = how;
  const { contacts, followed } = await countFollowed(tx, {
    ...period,
    step,
    signal,
    where,
    within,
  });
  return contacts === 0 ? null : (followed / contacts) * 100;
}

function resultOf({ target }: PlacedTarget, actual: number | null): TargetResult {
  const { id, words, measure: how, atLeast, atMost } = target;
  const isLow = atLeast !== undefined && actual !== null && actual < atLeast;
  const isHigh = atMost !== undefined && actual !== null && actual > atMost;
  return {
    ...{ id, words, kind: kindOf(how), actual },
    ...(atLeast !== undefined && { atLeast }),
    ...(atMost !== undefined && { atMost }),
    met: actual === null ? null : !isLow && !isHigh,
  };
}

function kindOf(how: PlacedTarget["target"]["measure"]): TargetResult["kind"] {
  if ("share" in how) return "share";
  return "count" in how ? "count" : "days";
}
