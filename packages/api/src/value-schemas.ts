import { LocalDate } from "@perennial/contract";
import { z } from "zod";
import { count, estimate, KeptView, number, perhaps, RefusalView } from "./report-parts.ts";

/** Value by purchases (D-01 to D-08). */
export const PurchaseValueView = z
  .strictObject({
    from: LocalDate.meta({ description: "The first day of the year that the figures are about." }),
    start: count("Customers at the start: bought something in the year before."),
    gained: count("New and won back: bought in the year and not in the one before."),
    lost: count("Lost: bought in the year before and not in this one."),
    end: count("Customers at the end: bought in the year."),
    churn: perhaps("Lost by customers at the start, 0 to 1 (D-07)."),
    historyReaches: z.boolean().meta({
      description:
        "Whether purchases reach back two years, without which nobody is seen to be lost.",
    }),
    purchasesPerYear: perhaps("Purchases a customer and year; those of one day are one (D-01)."),
    averagePurchase: perhaps("What a purchase is for on average, less returns, in minor units."),
    durationYears: perhaps("Customers at the start by those lost in a year, in years (D-05)."),
    yearlyRevenue: perhaps("Purchases per year times average purchase, in minor units (D-01)."),
    lifetimeValue: perhaps("Yearly revenue times duration, in minor units (D-02)."),
    portfolioValue: perhaps("Lifetime value times customers at the end, in minor units (D-03)."),
    acquisition: z
      .strictObject({
        cost: count("What acquiring one customer costs, as it was given, in minor units."),
        discountedValue: number("The margin of the lifetime at what it is worth today (D-08)."),
        netPresentValue: number("Discounted value less the cost; at least zero pays (D-08)."),
        worthwhile: z.boolean(),
      })
      .nullable(),
    change: z
      .strictObject({
        lifetimeValue: perhaps("Lifetime value after the change, in minor units (D-04)."),
        portfolioValue: perhaps("The base's value after the change, in minor units (D-04)."),
        portfolioChange: perhaps("By what share the base's value changes; 0.56 is +56 % (D-04)."),
      })
      .nullable()
      .meta({ description: "What other factors would give; null where none were asked for." }),
  })
  .meta({ id: "PurchaseValue" });

/** Value by agreements. */
export const AgreementValueView = z
  .strictObject({
    customers: count("Customers who have an agreement that runs."),
    ended: count("Unbroken times as a customer that have ended."),
    yearlyValue: count("What the agreements that run bring in a year, in minor units."),
    refusal: RefusalView.nullable(),
    totalValue: perhaps(
      "What the renewals to expect of everybody are worth today, in minor units: yearly value times the renewals to expect, discounted.",
    ),
    perCustomer: perhaps("The same by customers with an agreement, in minor units."),
    churn: estimate("The share of new customers who leave in their first year.")
      .nullable()
      .meta({ description: "The share of new customers who leave in their first year." }),
    curve: z
      .array(
        z.strictObject({
          year: count("1 is the first year as a customer."),
          atRisk: count("Customers who began that year and could be followed to its end."),
          lost: count("Of them, those who left in it."),
          retention: number("The share of them who stayed."),
          survival: number("The share of all customers who are still there after it."),
          model: perhaps("The same by the fitted model."),
        }),
      )
      .meta({ description: "How long customers stay, by their years." }),
  })
  .meta({ id: "AgreementValue" });

/** What the base is worth. */
export const ValueReportView = z
  .strictObject({
    kept: KeptView.nullable().meta({ description: "Null where the report was never made." }),
    currency: z.string(),
    purchases: PurchaseValueView.nullable().meta({ description: "Null without purchases." }),
    agreements: AgreementValueView.nullable().meta({ description: "Null without agreements." }),
  })
  .meta({ id: "ValueReport" });
export type ValueReportView = z.infer<typeof ValueReportView>;
