import { csvLine } from "../csv/write-csv.ts";
import type { Misfit } from "../mapping/compile-record.ts";
import type { FilePlan } from "../mapping/plan-files.ts";
import type { Reject } from "../records/make-rows.ts";

/** The columns that follow a row's own. */
const REASON_COLUMNS = ["rejected_line", "rejected_column", "rejected_reason"] as const;
/** Tells Excel that what follows is UTF-8. */
const MARK = "\uFEFF";

/**
 * Makes CSV of the bad rows of one file, with the columns it has and the reason, so that they can be corrected and
 * imported from there. A row that could not make several records stands there once.
 */
export class RejectedRows {
  readonly #csv: FilePlan["csv"];
  readonly #told = new Set<number>();
  #waiting: Reject | undefined;

  constructor({ csv }: Pick<FilePlan, "csv">) {
    this.#csv = csv;
  }

  /** The line that the file begins with. */
  get head(): string {
    return MARK + csvLine([...this.#csv.columns, ...REASON_COLUMNS], this.#csv.delimiter);
  }

  /** Whether there were any rows. */
  get isUsed(): boolean {
    return this.#told.size > 0 || this.#waiting !== undefined;
  }

  /** Takes a bad row in and gives the lines that are finished by it. */
  add(reject: Reject): string {
    if (this.#told.has(reject.line)) return "";
    const waiting = this.#waiting;
    if (waiting?.line === reject.line) {
      this.#waiting = { ...waiting, faults: [...waiting.faults, ...reject.faults] };
      return "";
    }
    const finished = this.finish();
    this.#waiting = reject;
    return finished;
  }

  /** Gives the line that is still waited with, if there is one. */
  finish(): string {
    if (this.#waiting === undefined) return "";
    const { row, line, faults } = this.#waiting;
    const { columns, delimiter } = this.#csv;
    const why = [String(line), joined(faults, "column"), joined(faults, "reason")];
    // What could not be taken apart stands whole in the first column.
    const cells = typeof row === "string" ? [row, ...columns.slice(1).map(() => "")] : row;
    this.#told.add(line);
    this.#waiting = undefined;
    return csvLine([...cells, ...why], delimiter);
  }
}

function joined(faults: readonly Misfit[], part: keyof Misfit): string {
  return [...new Set(faults.map((fault) => fault[part]))].filter((each) => each !== "").join("; ");
}
