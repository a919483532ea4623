import type { Instant } from "@perennial/contract";
import { addDays, instantAt, localDateOf } from "@perennial/lifecycle";
import { asTenant, nextWake, type Tenant } from "@perennial/store";
import { nextDelivery } from "../deliver/next-delivery.ts";
import type { RuntimeContext } from "../runtime-context.ts";

/** When the daily review of dates begins, in the tenant's zone. */
export const REVIEW_AT = "07:00";

/** The next daily review after a moment. */
export function nextReview(tenant: Tenant, now: Instant): Instant {
  const today = localDateOf(now, tenant.timeZone);
  const at = instantAt(today, REVIEW_AT, tenant.timeZone);
  return at > now ? at : instantAt(addDays(today, 1), REVIEW_AT, tenant.timeZone);
}

/** When there will be something to do for a tenant if nothing comes in before. */
export async function nextDue(context: RuntimeContext, tenant: Tenant): Promise<Instant> {
  const review = nextReview(tenant, context.clock.now());
  const { wake, delivery } = await asTenant(context.db, tenant.id, async (tx) => ({
    wake: await nextWake(tx),
    delivery: await nextDelivery(tx),
  }));
  return [wake, delivery].reduce<Instant>(
    (least, each) => (each !== undefined && each < least ? each : least),
    review,
  );
}
