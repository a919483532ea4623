import { HolidayCalendar, SWEDISH_HOLIDAYS } from "@perennial/lifecycle";
import type { Tenant } from "@perennial/store";
import { RuntimeError } from "../runtime-error.ts";

/** Calendars by what was chosen: the same choice is the same object, for what a calendar's years are kept by. */
const known = new Map<string, HolidayCalendar>();

/**
 * The days that are holidays for a tenant: its choices over Sweden's, as its contact policy has them. Throws a
 * `RuntimeError` that names what is wrong with the choices.
 */
export function holidaysOf({ slug, policy }: Pick<Tenant, "slug" | "policy">): HolidayCalendar {
  const { holidays } = policy;
  if (holidays === undefined) return SWEDISH_HOLIDAYS;
  const chosen = JSON.stringify(holidays);
  const cached = known.get(chosen);
  if (cached) return cached;
  const parsed = HolidayCalendar.safeParse(holidays);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place = ["holidays", ...(issue?.path ?? [])].join(".");
    throw new RuntimeError(
      `The holidays of the tenant "${slug}" are not right at "${place}": ${issue?.message}. Mend it in the settings.`,
    );
  }
  // Choices change seldom; one that changes often must not grow the process.
  if (known.size >= 1_000) known.clear();
  known.set(chosen, parsed.data);
  return parsed.data;
}
