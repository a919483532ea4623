import { LocalDate, LocalizedText } from "@perennial/contract";
import { z } from "zod";
import { Condition } from "../condition/condition.ts";
import { PlanId } from "../loyalty/tier-rules.ts";

/** One part of the base; a customer is in the first whose condition holds, so that it is in one alone. */
export const SegmentRule = z.strictObject({
  id: PlanId,
  name: LocalizedText,
  /** @default whoever is left: only the last may be without */
  when: Condition.optional(),
});
export type SegmentRule = z.infer<typeof SegmentRule>;

/** A group of the user's own naming (V-14), any number of which a customer may be in; a temporary one has dates. */
export const GroupRule = z.strictObject({
  id: PlanId,
  name: LocalizedText,
  when: Condition,
  /** The first day it has members. @default from when it is made */
  from: LocalDate.optional(),
  /** The last day it has members. @default it has no end */
  until: LocalDate.optional(),
});
export type GroupRule = z.infer<typeof GroupRule>;
