import type { StepKind } from "@perennial/lifecycle";
import { isRecord } from "./paths.ts";

/** What each kind of step begins as; what is empty is told of until it is filled in. */
const BEGINNINGS: Readonly<Record<StepKind, Readonly<Record<string, unknown>>>> = {
  send: { channel: "email", template: "message", class: "marketing" },
  call: { template: "call", class: "marketing" },
  task: { template: "task" },
  wait: { for: "P7D" },
  branch: { choose: [{ when: { field: "customer.email", is: "is-set" }, goTo: "" }] },
  split: {
    parts: [
      { name: "A", share: 50, goTo: "" },
      { name: "B", share: 50, goTo: "" },
    ],
  },
  update: { object: "customer", values: { lifecycleStatus: "" } },
  offer: { otherwise: "" },
  "call-program": { program: "" },
  webhook: { type: "customer.here" },
  exit: { reason: "done" },
};

/** The kinds of step, in the order in which they are offered. */
export const STEP_KINDS = Object.keys(BEGINNINGS) as readonly StepKind[];

/** A new step of a kind, under a name that no other step has. */
export function newStep(
  kind: StepKind,
  steps: readonly unknown[],
): Readonly<Record<string, unknown>> {
  return { id: freeName(kind, stepNames(steps)), do: kind, ...BEGINNINGS[kind] };
}

/** The names of steps, of those that have one. */
export function stepNames(steps: readonly unknown[]): readonly string[] {
  return steps.flatMap((step) => (isRecord(step) && typeof step.id === "string" ? [step.id] : []));
}

/** A name that is not taken: the wish itself, or with the next number. */
export function freeName(wish: string, taken: readonly string[]): string {
  if (!taken.includes(wish)) return wish;
  let number = 2;
  while (taken.includes(`${wish}-${number}`)) number += 1;
  return `${wish}-${number}`;
}
