import type { StepOf } from "../../program/step.ts";
import type { Next, Run } from "../run.ts";

/** Asks for fields to be set in the CRM and goes on. */
export function enterUpdate(run: Run, step: StepOf<"update">): Next {
  const recordId = recordOf(run, step.object);
  if (recordId === undefined) {
    run.decide("skipped", "missing-data", { noRecord: step.object });
    return { goTo: run.program.after(step) };
  }
  run.emit({
    kind: "update",
    step: step.id,
    object: step.object === "customer" ? "customer" : "agreement",
    recordId,
    values: Object.fromEntries(
      Object.entries(step.values).map(([name, value]) => [name, run.valueOf(value)]),
    ),
  });
  return { goTo: run.program.after(step) };
}

function recordOf(run: Run, object: StepOf<"update">["object"]): string | undefined {
  if (object === "customer") return run.enrolment.customerId;
  return object === "renewal" ? run.facts.renewal?.id : run.facts.agreement?.id;
}
