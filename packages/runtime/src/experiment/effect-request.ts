import type { Duration } from "@perennial/contract";
import { DEFAULT_ASSUMPTIONS, type EffectRules } from "@perennial/lifecycle";
import type { ContactPrices } from "@perennial/store";
import { RuntimeError } from "../runtime-error.ts";

/** How the effect of something is asked for. */
export interface EffectRequest extends Omit<EffectRules, "customersPerWeek" | "goal"> {
  /** How long each customer is followed: whole days, weeks, months or years. @default P30D for a program, P90D for all */
  readonly window?: Duration;
  /** What contacts cost where whoever carried them did not say. @default CONTACT_PRICES */
  readonly prices?: Partial<ContactPrices>;
}

/** What contacts cost in minor units where nobody says otherwise: as a dry run assumes, and a task as much as a call. */
export const CONTACT_PRICES: ContactPrices = {
  sms: DEFAULT_ASSUMPTIONS.costPerSmsSegment,
  email: DEFAULT_ASSUMPTIONS.costPerEmail,
  call: DEFAULT_ASSUMPTIONS.costPerCall,
  task: DEFAULT_ASSUMPTIONS.costPerCall,
};

const WHOLE_DAYS = /^P(?=\d)(?:\d{1,2}Y)?(?:\d{1,3}M)?(?:\d{1,3}W)?(?:\d{1,4}D)?$/;

/** The window that was asked for. Throws a `RuntimeError` for one that customers cannot be followed for. */
export function windowOf({ window }: EffectRequest, usual: Duration): Duration {
  const chosen = window ?? usual;
  if (WHOLE_DAYS.test(chosen) && /[1-9]/.test(chosen)) return chosen;
  throw new RuntimeError(
    `"${chosen}" is no window that customers can be followed for. Write whole days, weeks, months or years, such as P30D.`,
  );
}
