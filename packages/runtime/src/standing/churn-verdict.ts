import type { Agreement, Customer, Interaction, LocalDate, Purchase } from "@perennial/contract";
import {
  ChurnRules,
  type ChurnVerdict,
  churnAt,
  customerHistory,
  FlowRules,
} from "@perennial/lifecycle";
import type { Tenant } from "@perennial/store";
import type { PlanInForce } from "../plan/plan-of.ts";

/** A customer with what speaks for its staying or leaving. */
export interface ChurnRecords {
  readonly customer: Pick<Customer, "customerSince">;
  readonly agreements: readonly Agreement[];
  readonly purchases: readonly Purchase[];
  readonly interactions: readonly Interaction[];
}

/** How likely a customer is to leave and why, by its records on a day (M-17, L-07); nothing where no model says. */
export function churnVerdict(
  { customer: { customerSince }, agreements, purchases, interactions }: ChurnRecords,
  { plan, churn: model }: PlanInForce,
  { tenant, today }: { readonly tenant: Tenant; readonly today: LocalDate },
): ChurnVerdict | undefined {
  if (!model) return undefined;
  const { currency, timeZone: zone } = tenant;
  const { complaintOutcomes } = plan.costSignals ?? {};
  const counting = { currency, zone, ...(complaintOutcomes && { complaintOutcomes }) };
  const history = customerHistory({ customerSince, agreements, purchases, interactions }, counting);
  const flows = plan.flows ?? FlowRules.parse({});
  const rules = plan.churn ?? ChurnRules.parse({});
  return churnAt(history, { model, flows, rules }, today);
}
