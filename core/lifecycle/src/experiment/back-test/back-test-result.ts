import type { LocalDate, LocalizedText } from "@perennial/contract";
import type { FlowRules } from "../../flow/flow-rules.ts";
import type { SimulationResult } from "../../simulate/simulation-result.ts";

/** What cannot be known of the past, and what it touches. */
export const BACK_TEST_CAVEATS = [
  /** The program asks for fields that a file holds as they are now. */
  "fields-as-now",
  /** Agreements that were cancelled later, whose last day was known from the beginning. */
  "ends-foreseen",
  /** The program asks for what the nightly review computes, which files do not hold. */
  "no-standing",
  /** The program listens to what files do not hold. */
  "unheard-signals",
  /** The files reach no further than the period, so a renewal a few days later is not seen. */
  "end-of-data",
] as const;
export interface BackTestCaveat {
  readonly what: (typeof BACK_TEST_CAVEATS)[number];
  /** Fields or signals, by name. */
  readonly names?: readonly string[];
  readonly count?: number;
}

/** Customers that the company had when the period began, by what really became of them. */
export interface BackTestCounts {
  readonly customers: number;
  readonly left: {
    readonly customers: number;
    /** Reached by a message or the call list before they left. */
    readonly inTime: number;
    /** Reached after they had left, or decided to. */
    readonly tooLate: number;
    readonly notReached: number;
  };
  readonly stayed: {
    readonly customers: number;
    /** Of them: renewed, or bought. */
    readonly cameBack: number;
    readonly reached: number;
    /** Of those reached: got marketing, although they stayed without it. */
    readonly needlessly: number;
  };
}

/** What a program would have done in a year that has been, against what really became of the customers (D-04, D-17). */
export interface ProgramBackTest extends BackTestCounts {
  readonly program: { readonly id: string; readonly name: LocalizedText };
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly basis: FlowRules["basis"];
  /** Reached although the company did not have them when the period began. */
  readonly othersReached: number;
  readonly messages: number;
  readonly calls: number;
  /** Minor units. */
  readonly cost: number;
  /** For each that left and would have been reached in time; missing where there is none. */
  readonly costPerLeaverInTime?: number;
  readonly caveats: readonly BackTestCaveat[];
  /** The dry run itself. */
  readonly simulation: SimulationResult;
}
