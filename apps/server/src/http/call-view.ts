import type { OpenCallView } from "@perennial/api";
import type { Instant } from "@perennial/contract";
import { commandId, type OpenCall } from "@perennial/store";

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
