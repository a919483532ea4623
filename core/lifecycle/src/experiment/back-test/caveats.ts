import type { LocalDate } from "@perennial/contract";
import { fieldsOfCondition } from "../../plan/condition-fields.ts";
import { conditionsOf, signalRulesOf } from "../../program/check/program-parts.ts";
import type { Program } from "../../program/program.ts";
import { addDays } from "../../schedule/date.ts";
import type { BackTestCaveat } from "./back-test-result.ts";

/** What a file tells of a customer as it is now, without a history. */
const TIMELESS =
  /^(?:customer\.(?!id$|name$|customerSince$)|agreement\.(?:attributes\.|product$|kind$|yearlyValue$))/;
/** Signals that follow from what files hold. */
const HEARD =
  /^(?:agreement\.|purchase\.made$|consent\.changed$|customer\.changed$|program\.requested$)/;
const MONTH = 31;

/** What of a back-test is not as it was. */
export function caveatsOf(
  program: Program,
  {
    endsForeseen,
    lastKnown,
    to,
  }: { readonly endsForeseen: number; readonly lastKnown: LocalDate; readonly to: LocalDate },
): readonly BackTestCaveat[] {
  const fields = new Set(
    conditionsOf(program).flatMap(({ part }) => [...fieldsOfCondition(part.condition)]),
  );
  const timeless = [...fields].filter((field) => TIMELESS.test(field)).sort();
  const standing = [...fields].filter((field) => field.startsWith("standing.")).sort();
  const signals = new Set(signalRulesOf(program).map(({ part }) => part.type));
  const triggers = program.triggers.flatMap((each) => ("signal" in each ? [each.signal] : []));
  const unheard = [...new Set([...triggers, ...signals])]
    .filter((type) => triggers.includes(type) && !HEARD.test(type))
    .sort();
  return [
    ...(unheard.length > 0 ? [{ what: "unheard-signals", names: unheard } as const] : []),
    ...(standing.length > 0 ? [{ what: "no-standing", names: standing } as const] : []),
    ...(timeless.length > 0 ? [{ what: "fields-as-now", names: timeless } as const] : []),
    ...(endsForeseen > 0 ? [{ what: "ends-foreseen", count: endsForeseen } as const] : []),
    ...(lastKnown < addDays(to, MONTH) ? [{ what: "end-of-data" } as const] : []),
  ];
}
