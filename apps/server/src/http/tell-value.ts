import type { Locale } from "@perennial/contract";
import {
  customerHistory,
  explainValue,
  type LifecyclePlan,
  localDateOf,
  startOfDay,
  subtractFromDate,
  type ValueExplanation,
} from "@perennial/lifecycle";
import { listAgreements, loadRecords, type Tenant, type TenantTransaction } from "@perennial/store";
import type { ServerContext } from "../server-context.ts";

/** More agreements than one customer has. */
const MOST = 500;

/** Whose value, by which plan, in which language. */
export interface ValueQuery {
  readonly tenant: Tenant;
  readonly plan: LifecyclePlan | undefined;
  readonly customer: string;
  readonly locale: Locale;
}

/** How a customer's value is reckoned today (M-07); null where the plan has no value classes. */
export async function tellValue(
  { clock }: ServerContext,
  tx: TenantTransaction,
  { tenant, plan, customer, locale }: ValueQuery,
): Promise<{ sentence: string; lines: string[] } | null> {
  const rules = plan?.valueClasses;
  if (!rules) return null;
  const { currency, timeZone: zone } = tenant;
  const day = localDateOf(clock.now(), zone);
  const since = startOfDay(subtractFromDate(day, rules.within), zone);
  const [agreements, loaded] = await Promise.all([
    listAgreements(tx, { customer, limit: MOST }),
    loadRecords(tx, { customerIds: [customer], agreementIds: [], purchases: { since } }),
  ]);
  const purchases = loaded.purchases.get(customer) ?? [];
  const records = { purchases, agreements: agreements.items, interactions: [] };
  const history = customerHistory(records, { currency, zone });
  const said: ValueExplanation = explainValue(history, { rules, day }, { locale, currency });
  return { sentence: said.sentence, lines: [...said.lines] };
}
