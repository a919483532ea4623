import { LocalizedText } from "@perennial/contract";
import { z } from "zod";
import { Condition } from "../condition/condition.ts";

/** One thing that makes a customer or prospect worth a visit (B-01): ready, or of the user's own making. */
export const VisitCriterion = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, {
      error: "write the id in small letters with hyphens, such as uses-trucks",
    }),
    name: LocalizedText,
    /** What has to hold of the customer, or of one of its agreements. */
    when: Condition,
    /** How much it weighs against the others. @default 1 */
    points: z.number().positive().default(1),
    /** Why to go there now, as the end of a sentence about the company: "har ett hyresavtal som snart går ut". */
    whyNow: LocalizedText,
    /** What to bring, as a list would have it: "förslag på ny hyresperiod" (B-06). */
    bring: LocalizedText,
  })
  .meta({ id: "VisitCriterion", description: "One thing that makes a company worth a visit." });
export type VisitCriterion = z.infer<typeof VisitCriterion>;

/** A worklist's criteria; one that meets any of them is worth a visit (B-02). */
export const VisitCriteria = z
  .array(VisitCriterion)
  .min(1)
  .superRefine((criteria, context) => {
    const seen = new Set<string>();
    criteria.forEach(({ id }, index) => {
      if (seen.has(id)) {
        context.addIssue({
          code: "custom",
          path: [index, "id"],
          message: `there are two criteria "${id}"; give each an id of its own`,
        });
      }
      seen.add(id);
    });
  });
export type VisitCriteria = z.infer<typeof VisitCriteria>;
