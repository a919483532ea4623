import type { Duration, Instant } from "@perennial/contract";
import {
  ContactPolicy,
  dateOfEpochDay,
  durationParts,
  epochDay,
  instantAt,
  localDateOf,
  localTimeOf,
  type RulePack,
  shiftEpochDay,
  subtractFromDate,
} from "@perennial/lifecycle";
import type { Tenant } from "@perennial/store";
import { RuntimeError } from "../runtime-error.ts";
import { later } from "./later.ts";

const known = new WeakMap<RulePack, Map<string, ContactPolicy>>();

/**
 * The contact policy that a program's messages are judged by: the tenant's choices over the defaults, on top of
 * the program's rule pack. Throws a `RuntimeError` that names what is wrong with the tenant's choices.
 */
export function contactPolicyOf(tenant: Tenant, rulePack: RulePack): ContactPolicy {
  const policies = known.get(rulePack) ?? new Map<string, ContactPolicy>();
  known.set(rulePack, policies);
  const chosen = JSON.stringify([tenant.timeZone, tenant.policy]);
  const cached = policies.get(chosen);
  if (cached) return cached;
  const parsed = ContactPolicy.safeParse({ timeZone: tenant.timeZone, rulePack, ...tenant.policy });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new RuntimeError(
      `The contact policy of the tenant "${tenant.slug}" is not right at "${issue?.path.join(".")}": ${issue?.message}. Mend it in the settings.`,
    );
  }
  // Policies change seldom; one that changes often must not grow the process.
  if (policies.size >= 1_000) policies.clear();
  policies.set(chosen, parsed.data);
  return parsed.data;
}

/** How far back messages to a customer are read where no cap of the policy asks for more. */
const LEAST: Duration = "P62D";

/** From when on a policy looks at what was sent to a customer: as far back as its longest cap reaches. */
export function ledgerSince(policy: ContactPolicy, now: Instant): Instant {
  const windows = policy.caps.map(({ window }) => {
    if ("rolling" in window) return window.rolling;
    return window.calendar === "year" ? "P1Y" : LEAST;
  });
  return [LEAST, ...windows]
    .map((window) => dayBefore(now, window, policy.timeZone))
    .reduce((a, b) => (a < b ? a : b));
}

/** From when on it looks at what was sent to an address, whoever it belongs to. */
export function contactsSince(policy: ContactPolicy, now: Instant): Instant {
  return dayBefore(now, policy.duplicateWindow, policy.timeZone);
}

/** A year before a moment: what contact budgets look at (V-12). */
export function yearBefore(now: Instant, zone: string): Instant {
  const day = subtractFromDate(localDateOf(now, zone), "P1Y");
  return instantAt(day, localTimeOf(now, zone), zone);
}

/** The start of the day a duration before a moment; a recipient's zone may be a day ahead of the tenant's. */
function dayBefore(now: Instant, duration: Duration, zone: string): Instant {
  const { months, days, minutes } = durationParts(duration);
  const back = { months: -months, days: -days - 1, minutes: 0 };
  const day = dateOfEpochDay(shiftEpochDay(epochDay(localDateOf(now, zone)), back));
  return later(instantAt(day, "00:00", zone), -minutes * 60_000);
}
