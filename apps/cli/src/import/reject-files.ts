import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { join, parse as parsePath } from "node:path";
import { type FilePlan, type Reject, RejectedRows, rejectLines } from "@perennial/import";
import { usageError } from "../output/cli-error.ts";

/** Where bad rows go. */
export interface RejectOptions {
  readonly plans: readonly FilePlan[];
  /** The file they are written to, with the reason; none where nobody wants it. */
  readonly path: string | undefined;
  /** How many are told one by one. */
  readonly most: number;
  readonly tell: (line: string) => void;
}

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

/** The bad rows of one file, on the disk. */
class RejectFile {
  readonly path: string;
  readonly #rows: RejectedRows;
  readonly #descriptor: number;

  constructor(path: string, plan: FilePlan) {
    this.path = path;
    this.#rows = new RejectedRows(plan);
    try {
      this.#descriptor = openSync(path, "w");
      writeSync(this.#descriptor, this.#rows.head);
    } catch (error) {
      throw usageError(`"${path}" cannot be written. Give another file with --rejects.`, error);
    }
  }

  get isUsed(): boolean {
    return this.#rows.isUsed;
  }

  add(reject: Reject): void {
    this.#write(this.#rows.add(reject));
  }

  close(): void {
    this.#write(this.#rows.finish());
    closeSync(this.#descriptor);
    if (!this.isUsed) rmSync(this.path, { force: true });
  }

  #write(lines: string): void {
    if (lines !== "") writeSync(this.#descriptor, lines);
  }
}
