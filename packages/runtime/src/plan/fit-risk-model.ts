import {
  ChurnRules,
  type CustomerHistory,
  customerHistory,
  FlowRules,
  type LifecyclePlan,
  localDateOf,
  type TrainedChurn,
  trainChurn,
} from "@perennial/lifecycle";
import {
  asTenant,
  countCustomers,
  type HistoryPage,
  readHistoryPage,
  saveChurnModel,
  type Tenant,
} from "@perennial/store";
import type { RuntimeContext } from "../runtime-context.ts";
import { planOf } from "./plan-of.ts";

/** So many customers give the weights as well as a million. */
const SAMPLE = 20_000;
const PAGE = 500;

/**
 * Learns from a tenant's own history who leaves (M-17, L-07), from a sample of its customers, and keeps the model: the next
 * night gives everybody a probability by it. Keeps what there was where the history does not carry a model, and says why.
 * Nothing where the tenant has no plan.
 */
export async function fitRiskModel(
  context: RuntimeContext,
  tenant: Tenant,
): Promise<TrainedChurn | undefined> {
  const { db, clock } = context;
  const inForce = await asTenant(db, tenant.id, (tx) => planOf(context, tx, tenant));
  if (!inForce) return undefined;
  const { plan } = inForce;
  const trained = trainChurn(await sampleOf(context, tenant, plan), {
    flows: plan.flows ?? FlowRules.parse({}),
    rules: plan.churn ?? ChurnRules.parse({}),
    today: localDateOf(clock.now(), tenant.timeZone),
  });
  const { fit } = trained;
  if ("model" in fit) {
    await asTenant(db, tenant.id, (tx) => saveChurnModel(tx, fit.model, clock.now()));
  }
  return trained;
}

async function sampleOf(
  { db }: RuntimeContext,
  tenant: Tenant,
  { costSignals }: LifecyclePlan,
): Promise<readonly CustomerHistory[]> {
  const customers = await asTenant(db, tenant.id, countCustomers);
  const every = Math.max(1, Math.ceil(customers / SAMPLE));
  const { currency, timeZone: zone } = tenant;
  const counting = {
    ...{ currency, zone },
    ...(costSignals && { complaintOutcomes: costSignals.complaintOutcomes }),
  };
  const histories: CustomerHistory[] = [];
  for (let after: string | null | undefined; after !== null; ) {
    const page: HistoryPage = await asTenant(db, tenant.id, (tx) =>
      readHistoryPage(tx, { after: after ?? undefined, limit: PAGE, contacts: "signs", every }),
    );
    histories.push(...historiesOf(page, counting));
    after = page.next;
  }
  return histories;
}

function historiesOf(
  { customers, ...records }: HistoryPage,
  counting: Parameters<typeof customerHistory>[1],
): readonly CustomerHistory[] {
  const byCustomer = <Each extends { readonly customerId: string }>(all: readonly Each[]) =>
    Map.groupBy(all, ({ customerId }) => customerId);
  const purchases = byCustomer(records.purchases);
  const agreements = byCustomer(records.agreements);
  const interactions = byCustomer(records.interactions);
  return customers.map(({ id, customerSince }) =>
    customerHistory(
      {
        customerSince,
        purchases: purchases.get(id) ?? [],
        agreements: agreements.get(id) ?? [],
        interactions: interactions.get(id) ?? [],
      },
      counting,
    ),
  );
}
