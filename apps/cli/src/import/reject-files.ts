import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { join, parse as parsePath } from "node:path";
import { csvLine } from "../csv/write-csv.ts";
import type { Misfit } from "../mapping/compile-record.ts";
import type { FilePlan } from "../mapping/plan-files.ts";
import { usageError } from "../output/cli-error.ts";
import type { Reject } from "../records/make-rows.ts";
import { rejectLines } from "./import-files.ts";

/** Where bad rows go. */
export interface RejectOptions {
  readonly plans: readonly FilePlan[];
  /** The file they are written to, with the reason; none where nobody wants it. */
  readonly path: string | undefined;
  /** How many are told one by one. */
  readonly most: number;
  readonly tell: (line: string) => void;
}

/** The columns that follow a row's own. */
const REASON_COLUMNS = ["rejected_line", "rejected_column", "rejected_reason"] as const;
/** Tells Excel that what follows is UTF-8. */
const MARK = "\uFEFF";

/**
 * Tells bad rows and writes them to a file with the columns of the one they came from, so that they can be
 * corrected and imported from there. With several files imported, each has its own: rejects-customers.csv.
 */
export class RejectFiles {
  readonly #options: RejectOptions;
  readonly #files = new Map<string, RejectFile>();
  /** The first of them, for whoever wants them as data. */
  readonly first: Reject[] = [];
  count = 0;

  constructor(options: RejectOptions) {
    this.#options = options;
    if (options.path === undefined) return;
    // Made before there is anything to write, so that a path that does not work is known at once.
    for (const plan of options.plans) {
      this.#files.set(plan.csv.path, new RejectFile(this.#pathOf(plan), plan));
    }
  }

  add(reject: Reject): void {
    this.count += 1;
    const { most, tell } = this.#options;
    if (this.count <= most) {
      this.first.push(reject);
      for (const line of rejectLines(reject)) tell(line);
    }
    if (most > 0 && this.count === most + 1) tell("… and more, which are not told one by one");
    this.#files.get(reject.file)?.add(reject);
  }

  /** The files that have rows in them. */
  get paths(): readonly string[] {
    return [...this.#files.values()].filter(({ isUsed }) => isUsed).map(({ path }) => path);
  }

  /** Writes what is left, and takes away files without rows. */
  close(): void {
    for (const file of this.#files.values()) file.close();
  }

  #pathOf({ given }: FilePlan): string {
    const { path = "", plans } = this.#options;
    if (plans.length === 1) return path;
    const { dir, name, ext } = parsePath(path);
    return join(dir, `${name}-${given}${ext}`);
  }
}

/** The bad rows of one file; a row that could not make several records stands there once. */
class RejectFile {
  readonly path: string;
  readonly #plan: FilePlan;
  readonly #descriptor: number;
  readonly #written = new Set<number>();
  #waiting: Reject | undefined;

  constructor(path: string, plan: FilePlan) {
    this.path = path;
    this.#plan = plan;
    const { columns, delimiter } = plan.csv;
    try {
      this.#descriptor = openSync(path, "w");
      writeSync(this.#descriptor, MARK + csvLine([...columns, ...REASON_COLUMNS], delimiter));
    } catch (error) {
      throw usageError(`"${path}" cannot be written. Give another file with --rejects.`, error);
    }
  }

  get isUsed(): boolean {
    return this.#written.size > 0 || this.#waiting !== undefined;
  }

  add(reject: Reject): void {
    if (this.#written.has(reject.line)) return;
    const waiting = this.#waiting;
    if (waiting?.line === reject.line) {
      this.#waiting = { ...waiting, faults: [...waiting.faults, ...reject.faults] };
      return;
    }
    this.#flush();
    this.#waiting = reject;
  }

  close(): void {
    this.#flush();
    closeSync(this.#descriptor);
    if (!this.isUsed) rmSync(this.path, { force: true });
  }

  #flush(): void {
    const { csv } = this.#plan;
    if (this.#waiting === undefined) return;
    const { row, line, faults } = this.#waiting;
    const why = [String(line), joined(faults, "column"), joined(faults, "reason")];
    // What could not be taken apart stands whole in the first column.
    const cells = typeof row === "string" ? [row, ...csv.columns.slice(1).map(() => "")] : row;
    writeSync(this.#descriptor, csvLine([...cells, ...why], csv.delimiter));
    this.#written.add(line);
    this.#waiting = undefined;
  }
}

function joined(faults: readonly Misfit[], part: keyof Misfit): string {
  return [...new Set(faults.map((fault) => fault[part]))].filter((each) => each !== "").join("; ");
}
