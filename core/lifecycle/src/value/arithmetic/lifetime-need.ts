import { notNegative } from "../check-number.ts";

/** Something a customer will need through its life, such as a car every fourth year; money in minor units. */
export interface Need {
  readonly name: string;
  readonly yearlyAmount: number;
  readonly years: number;
}

/** A lifetime's need beside what one transaction earns (D-09). */
export interface LifetimeNeed {
  readonly needs: readonly (Need & { readonly amount: number })[];
  readonly lifetimeNeed: number;
  readonly transactionProfit: number;
  /** How many times the transaction's profit the need is; none where the transaction earned nothing. */
  readonly times: number | undefined;
}

/**
 * The view that keeps a seller from seeing the transaction only: 2 000 kr of profit beside a need of 2.5 million
 * (D-09) is 1 250 times. Need is turnover and not profit, and none of it is discounted.
 */
export function lifetimeNeed(needs: readonly Need[], transactionProfit: number): LifetimeNeed {
  const rows = needs.map((need) => ({
    ...need,
    amount: need.yearlyAmount * notNegative(need.years, `the years of "${need.name}"`),
  }));
  const total = rows.reduce((sum, row) => sum + row.amount, 0);
  return {
    needs: rows,
    lifetimeNeed: total,
    transactionProfit,
    times: transactionProfit > 0 ? total / transactionProfit : undefined,
  };
}
