import type { Instant } from "@perennial/contract";
import { addDays, instantAt, localDateOf } from "@perennial/lifecycle";
import type { Tenant } from "@perennial/store";

/** When the daily review of dates begins, in the tenant's zone. */
export const REVIEW_AT = "07:00";

/** The next daily review after a moment. */
export function nextReview(tenant: Tenant, now: Instant): Instant {
  const today = localDateOf(now, tenant.timeZone);
  const at = instantAt(today, REVIEW_AT, tenant.timeZone);
  return at > now ? at : instantAt(addDays(today, 1), REVIEW_AT, tenant.timeZone);
}
