import type { CategoryCount } from "./assessment-figures.ts";

/** A purchase as far as cross-selling goes. */
export interface CategoryPurchase {
  readonly customerId: string;
  /** In minor units; below 0 for a return. */
  readonly amount: number;
  readonly category?: string | undefined;
}

/** How many customers bought of several categories (D-10); returns and purchases without a category do not count. */
export function countCategories(purchases: Iterable<CategoryPurchase>): CategoryCount {
  const bought = new Map<string, Set<string>>();
  for (const { customerId, amount, category } of purchases) {
    if (amount < 0 || category === undefined || category === "") continue;
    const known = bought.get(customerId) ?? new Set<string>();
    bought.set(customerId, known.add(category));
  }
  const several = [...bought.values()].filter(({ size }) => size >= 2).length;
  return { buyers: bought.size, several };
}
