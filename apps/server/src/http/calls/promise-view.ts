import type { HandOverView, PromiseView } from "@perennial/api";
import { promiseStanding } from "@perennial/lifecycle";
import { promiseOf } from "@perennial/runtime";
import type { StoredHandOver, StoredPromise, Tenant } from "@perennial/store";

/** What stands before the id of a promise where a call list has it among its entries. */
export const PROMISE_PREFIX = "promise:";

/** Whose promise it is, and when it is looked at. */
export interface PromiseScene {
  readonly tenant: Pick<Tenant, "timeZone">;
  readonly now: string;
  readonly name: string;
}

/** A promised call, as clients see it. */
export function promiseView(
  stored: StoredPromise,
  { tenant, now, name }: PromiseScene,
): PromiseView {
  const { id, customerId, agreementId, date, from, to, about, phone, agent, agreedAt } = stored;
  const { notBefore, dueBy, settledAt, settledAs } = stored;
  return {
    ...{ id, customerId, name, agreementId, date, from, to, about, phone, agent, agreedAt },
    ...{ notBefore, dueBy, settledAt },
    standing: settledAs ?? promiseStanding(promiseOf(stored), now, tenant.timeZone),
  };
}

/** A note for the next agent, as clients see it. */
export function handOverView(stored: StoredHandOver): HandOverView {
  return { ...stored };
}
