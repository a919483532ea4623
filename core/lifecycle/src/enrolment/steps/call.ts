import type { StepOf } from "../../program/step.ts";
import type { Next, Run } from "../run.ts";
import { withdrawCall } from "../signal-moves.ts";
import { contactOf } from "./contact.ts";

/**
 * Asks for an entry on the call list, and remembers it until the call is over. An entry asked for
 * earlier makes room: a customer stands on the list once, and one withdrawal is enough.
 */
export function enterCall(run: Run, step: StepOf<"call">): Next {
  withdrawCall(run, "replaced");
  const patient = step.noCapacity !== undefined && { patient: true as const };
  const seq = run.emit({ kind: "call", ...contactOf(run, step), ...patient });
  run.set({ openCall: seq });
  return { park: true };
}
