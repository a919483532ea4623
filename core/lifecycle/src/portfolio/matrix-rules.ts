import { LocalizedText, VALUE_CLASSES } from "@perennial/contract";
import { z } from "zod";
import { PlanId } from "../loyalty/tier-rules.ts";

/** What is wanted of the customers of a cell (M-09, M-11, M-12). */
export const CELL_STRATEGIES = [
  "retain",
  "develop",
  "cheaper-channels",
  "normal-price",
  "minimise",
] as const;

/** One cell of the customer matrix (M-07, M-08): value class by segment. */
export const MatrixCell = z.strictObject({
  valueClass: z.enum(VALUE_CLASSES),
  /** A segment's id; every segment without a cell of its own. @default all of them */
  segment: PlanId.optional(),
  strategy: z.enum(CELL_STRATEGIES),
  /** The relationship program a customer that comes into the cell is let into. */
  program: PlanId.optional(),
  /** The service level of sales, service, back office and marketing (M-15), such as `own-contact`. */
  serviceLevel: z.string().min(1).optional(),
  /** Per cent of the cell's customers that may be lost in a year (M-10). */
  churnGoal: z.number().min(0).max(100).optional(),
  /** Marketing contacts a customer of the cell may get in twelve months, instead of the policy's (product.md, feature 13). */
  contactsPerYear: z.int().nonnegative().optional(),
  /** What serving one customer of the cell may cost in a year, in minor units; the checker holds it against the value. */
  yearlyCost: z.int().nonnegative().optional(),
  note: LocalizedText.optional(),
});
export type MatrixCell = z.infer<typeof MatrixCell>;

/** The customer matrix (M-07 to M-12, M-15): what each cell of value class and segment gets. */
export const MatrixRules = z
  .strictObject({
    cells: z.array(MatrixCell).min(1),
    /** The churn goal of the base as a whole, in per cent a year; gold's must be lower (M-10). */
    churnGoal: z.number().min(0).max(100).optional(),
  })
  .meta({ id: "MatrixRules", description: "What each cell of value class and segment gets." });
export type MatrixRules = z.infer<typeof MatrixRules>;
