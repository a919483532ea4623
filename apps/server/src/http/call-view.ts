import type { OpenCallView } from "@perennial/api";
import type { Instant, Locale } from "@perennial/contract";
import { promiseReason } from "@perennial/lifecycle";
import { promiseOf } from "@perennial/runtime";
import { commandId, type ListedPromise, type OpenCall } from "@perennial/store";
import { PROMISE_PREFIX } from "./calls/promise-view.ts";

/** How long a call that nobody makes is remembered, in milliseconds: 60 days. */
const REMEMBERED = 60 * 24 * 60 * 60_000;

/** From when on calls are looked for. */
export function oldestCall(now: Instant): Instant {
  return new Date(Date.parse(now) - REMEMBERED).toISOString();
}

/** A call that waits to be made, as clients see it. */
export function callView(tenant: number, { command, listedAt, ...origin }: OpenCall): OpenCallView {
  const { customerId, agreementId, name, phone, reason, offer, script } = command;
  return {
    ...{ commandId: commandId(tenant, origin), customerId, name, phone, reason, listedAt },
    ...{ agreementId: agreementId ?? null, offer: offer ?? null, script: script ?? null },
    ...{ priority: command.priority, expiresAt: command.expiresAt ?? null },
  };
}

/** A call that was promised, among those that wait to be made: before all that nobody has promised. */
export function promisedCallView(promise: ListedPromise, locale: Locale): OpenCallView {
  const { id, customerId, agreementId, name, number, notBefore, expiresAt } = promise;
  return {
    ...{ commandId: `${PROMISE_PREFIX}${id}`, customerId, agreementId, name, phone: number ?? "" },
    ...{ reason: promiseReason(promiseOf(promise))[locale], offer: null, script: null },
    ...{ priority: PROMISED, listedAt: notBefore, expiresAt },
  };
}

/** Goes before all that nobody has promised. */
const PROMISED = 100;
