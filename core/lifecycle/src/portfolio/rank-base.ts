import type { Band, FlowState, LocalDate, MinorAmount } from "@perennial/contract";
import { FlowRules } from "../flow/flow-rules.ts";
import { flowStateAt, isInBase } from "../flow/flow-state.ts";
import type { LifecyclePlan } from "../plan/lifecycle-plan.ts";
import {
  bandBoundaries,
  bandOf,
  type ValueClass,
  valueBoundaries,
  valueClassOf,
} from "./boundaries.ts";
import type { CustomerHistory } from "./customer-history.ts";
import { customerValue } from "./customer-value.ts";
import { ValueClassRules } from "./value-class-rules.ts";

/** A customer and its history. */
export interface KnownCustomer {
  readonly id: string;
  readonly history: CustomerHistory;
}

/** Where a customer that has bought or had an agreement stands; class and band are of those in the base alone. */
export interface RankedCustomer {
  readonly id: string;
  readonly flow: FlowState;
  readonly value: MinorAmount;
  readonly valueClass?: ValueClass;
  readonly band?: Band;
}

/**
 * Flow, value, class and band of a whole base on a day (D-13, D-14, M-07), by what had happened before the end of it. Parts
 * that the plan lacks are taken by their defaults. Those without a state are left out; the rest stand in the order they came.
 *
 * @example
 * const top = rankBase(customers, plan, "2026-11-22").filter(({ band }) => band === "top");
 */
export function rankBase(
  customers: Iterable<KnownCustomer>,
  plan: Pick<LifecyclePlan, "flows" | "valueClasses">,
  day: LocalDate,
): readonly RankedCustomer[] {
  const flows = plan.flows ?? FlowRules.parse({});
  const classes = plan.valueClasses ?? ValueClassRules.parse({});
  const known: RankedCustomer[] = [];
  for (const { id, history } of customers) {
    const flow = flowStateAt(history, flows, day);
    if (flow !== undefined) known.push({ id, flow, value: customerValue(history, classes, day) });
  }
  const base = known.filter(({ flow }) => isInBase(flow));
  const classAt = valueBoundaries(base, classes.limits);
  const bandAt = bandBoundaries(base, flows.bands);
  return known.map((customer) =>
    isInBase(customer.flow)
      ? {
          ...customer,
          valueClass: valueClassOf(customer, classAt),
          band: bandOf(customer, bandAt),
        }
      : customer,
  );
}
