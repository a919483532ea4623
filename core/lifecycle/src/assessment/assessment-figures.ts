import type { LocalDate } from "@perennial/contract";
import type { FlowStatement } from "../flow/flow-statement.ts";
import type { ContactInitiative } from "../portfolio/contact-initiative.ts";
import type { Family } from "../program/purpose.ts";
import type { AcquisitionTest } from "../value/arithmetic/net-present-value.ts";

/** How many of some customers leave. */
export interface Leaving {
  readonly customers: number;
  readonly leaving: number;
}

/** Figures of other reports, from which the self-assessment answers; one that is missing was not to be had. */
export interface AssessmentFigures {
  /** The first and last day of what is judged. */
  readonly period: { readonly from: LocalDate; readonly to: LocalDate };
  readonly flow?: {
    readonly statement: FlowStatement;
    /** Whether it reaches far enough back for losses to be seen. */
    readonly seesLost: boolean;
    /** Customers at the end, of those in the base. */
    readonly growing: number;
    readonly decreasing: number;
    readonly inactive: number;
  };
  /** The test of D-08, with the cost that was given in minor units. */
  readonly acquisition?: AcquisitionTest & { readonly cost: number };
  /** Per cent of the base that the plan lets go in a year (M-10). */
  readonly churnGoal?: number;
  readonly rightLeave?: {
    /** `lost`: best by band, and lost in the period. `at-risk`: gold, and with a high risk at present. */
    readonly basis: "lost" | "at-risk";
    readonly best: Leaving;
    readonly others: Leaving;
  };
  readonly categories?: CategoryCount;
  /** Customers who gave a reason in the exit survey. */
  readonly reasons?: number;
  readonly initiative?: ContactInitiative;
  /** The programs that run. */
  readonly programs: readonly { readonly id: string; readonly family?: Family | undefined }[];
}

/** Customers by how many categories they bought of. */
export interface CategoryCount {
  /** Who bought anything that has a category. */
  readonly buyers: number;
  /** Of them, who bought of two categories or more. */
  readonly several: number;
}
