import { positive } from "../check-number.ts";

/** The yearly rate at which a value to come is discounted where the tenant sets none (requirements.md 1.7: no document gives one). */
export const YEARLY_DISCOUNT = 0.1;

/** What one unit of money is worth today when it comes so many years from now. */
export function discountFactor(yearlyDiscount: number, years: number): number {
  return positive(1 + yearlyDiscount, "one plus the yearly discount") ** -years;
}
