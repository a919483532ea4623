import { Duration } from "@perennial/contract";
import { z } from "zod";

/** What a customer's value is measured by. */
export const VALUE_BASES = ["spend", "margin", "agreements"] as const;

/**
 * Gold, silver and bronze by profitability (M-07). The value is, over the window until and including today: what was
 * bought for less what was returned (`spend`), what was left of it (`margin`; a purchase without one counts as nothing), or the
 * yearly value of own agreements that run today (`agreements`, whatever the window), in minor units and in the tenant's currency
 * alone. The window begins on the day after the same date its length before.
 */
export const ValueClassRules = z
  .strictObject({
    by: z.enum(VALUE_BASES).default("spend"),
    within: Duration.default("P12M"),
    /**
     * Where the classes part. `share`: per cent of the customers of the base, which have bought or have an agreement and are not
     * lost, from the top: gold is the first `gold` per cent and silver the next `silver`; of equals the smaller id is above, and
     * who begins within a share belongs to it. `atLeast`: limits in minor units.
     */
    limits: z
      .union([
        z.strictObject({
          share: z.strictObject({
            gold: z.number().positive().max(100),
            silver: z.number().positive().max(100),
          }),
        }),
        z.strictObject({
          atLeast: z.strictObject({ gold: z.int(), silver: z.int() }),
        }),
      ])
      .prefault({ share: { gold: 20, silver: 50 } })
      .superRefine((limits, context) => {
        if ("share" in limits && limits.share.gold + limits.share.silver > 100) {
          context.addIssue({ code: "custom", message: "gold and silver are at most 100 per cent" });
        }
        if ("atLeast" in limits && limits.atLeast.gold <= limits.atLeast.silver) {
          context.addIssue({ code: "custom", message: "gold takes more than silver" });
        }
      }),
  })
  .meta({ id: "ValueClassRules", description: "Gold, silver and bronze by profitability." });
export type ValueClassRules = z.infer<typeof ValueClassRules>;
