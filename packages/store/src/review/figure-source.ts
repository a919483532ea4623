import type { RawBuilder } from "kysely";

/** Records that figures are of. */
export interface FigureSource {
  /** What it is called in a statement. */
  readonly alias: string;
  /**
   * Gives a row for each customer of a scope that has any of the records, with its `customer_id`; or one row about the
   * customer `c`, its standing `s` and the sources before this one, where it is `eachTime`.
   */
  readonly query: RawBuilder<unknown>;
  /** Whether it is asked anew for each customer: for what few of them need. @default false */
  readonly eachTime?: boolean;
  /** The columns of a standing that it fills, each with what it is where the customer has no such record. */
  readonly figures: Readonly<Record<string, RawBuilder<unknown>>>;
}
