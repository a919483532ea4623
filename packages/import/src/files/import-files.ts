import { type Clock, systemClock, type Vault } from "@perennial/contract";
import { asTenant, type Database, type TenantTransaction } from "@perennial/store";
import type { FilePlan } from "../mapping/plan-files.ts";
import { type MadeItem, type Reject, RowReader } from "../records/make-rows.ts";
import { importWords } from "../words/import-messages.ts";
import { ImportError } from "./import-error.ts";
import { Totals } from "./totals.ts";
import { type BatchOutcome, writeBatch } from "./write-batch.ts";
import { WriteQueue } from "./write-queue.ts";

/** Rows that one transaction takes. */
export const BATCH_ROWS = 5_000;

/**
 * Batches that are written side by side, where none of them looks for what another one writes. More do not help: the
 * process that makes them is busy, too.
 */
const WRITERS = 2;

/** How far an import has come in a file. */
export interface ImportProgress {
  readonly file: string;
  readonly rows: number;
  readonly bytes: number;
  /** In bytes. */
  readonly size: number;
  /** What became of what was written so far, of all files. */
  readonly totals: Totals;
}

/** What is imported, and where. */
export interface ImportOptions {
  readonly db: Database;
  readonly tenant: number;
  readonly plans: readonly FilePlan[];
  /** Opens what people who were forgotten are recognised by. @default none: then nobody may have been */
  readonly vault?: Vault | undefined;
  /** @default the machine's */
  readonly clock?: Clock | undefined;
  /** Whether the first bad row ends it, with nothing kept. @default false */
  readonly strict?: boolean | undefined;
  /** Told of everything that could not be taken, in the order of the rows of a batch. */
  readonly onReject?: ((reject: Reject) => void) | undefined;
  /** Told after each piece that was read; the import waits where it gives a promise. */
  readonly onProgress?: ((progress: ImportProgress) => unknown) | undefined;
  /** Ends the import after the batch under way. */
  readonly signal?: AbortSignal | undefined;
}

/** What became of an import. */
export interface ImportOutcome {
  readonly totals: Totals;
  /** Rows of each file. */
  readonly rows: Readonly<Record<string, number>>;
}

/**
 * Fills the mirror from files, quietly: no signal tells of it, so nobody enters a program by it. The same files
 * again change nothing. A batch is one transaction; with `strict` all is one.
 * @throws ImportError that says what was kept, where it ends early.
 */
export async function importFiles(options: ImportOptions): Promise<ImportOutcome> {
  const { db, tenant, strict = false } = options;
  if (!strict) {
    return new Importing(options, (work) => retried(() => asTenant(db, tenant, work))).run();
  }
  return asTenant(db, tenant, (tx) => new Importing(options, (work) => work(tx)).run());
}

type Transact = <T>(work: (tx: TenantTransaction) => Promise<T>) => Promise<T>;

class Importing {
  readonly #options: ImportOptions;
  readonly #transact: Transact;
  readonly #totals = new Totals();
  readonly #rows: Record<string, number> = {};
  readonly #queue = new WriteQueue<BatchOutcome>((outcome) => this.#take(outcome));

  constructor(options: ImportOptions, transact: Transact) {
    this.#options = options;
    this.#transact = transact;
  }

  async run(): Promise<ImportOutcome> {
    const reader = new RowReader();
    try {
      for (const plan of this.#options.plans) await this.#importFile(reader, plan);
    } finally {
      // What is being written belongs to a transaction that ends with this.
      await this.#queue.settle();
    }
    return { totals: this.#totals, rows: this.#rows };
  }

  async #importFile(reader: RowReader, plan: FilePlan): Promise<void> {
    const { path, size } = plan.csv;
    let rows = 0;
    let waiting: MadeItem[] = [];
    for await (const block of reader.read(plan)) {
      this.#reject(block.rejects);
      for (const kind of block.repeats) this.#totals.add(kind, { unchanged: 1 });
      rows += block.rows;
      waiting.push(...block.items);
      while (waiting.length >= BATCH_ROWS * plan.makers.length) {
        const size = cutAt(waiting, BATCH_ROWS * plan.makers.length);
        await this.#write(plan, waiting.slice(0, size));
        waiting = waiting.slice(size);
      }
      this.#rows[path] = rows;
      await this.#options.onProgress?.({
        ...{ file: path, rows, size, bytes: block.bytes, totals: this.#totals },
      });
    }
    await this.#write(plan, waiting);
    await this.#queue.finish();
  }

  async #write(plan: FilePlan, items: readonly MadeItem[]): Promise<void> {
    const { strict = false, signal, vault, clock = systemClock } = this.#options;
    const [first, last] = [items[0], items.at(-1)];
    if (!first || !last) return;
    const file = plan.csv.path;
    if (signal?.aborted) {
      await this.#queue.finish();
      const kept = strict
        ? importWords("nothing-kept", {})
        : importWords("kept-before", { line: first.line, path: file });
      throw new ImportError(importWords("stopped", { kept }));
    }
    const write = () =>
      this.#transact((tx) => {
        const admittedBy = { vault, now: clock.now() };
        const { makers, locale = "en" } = plan;
        return writeBatch({ tx, file, makers, admittedBy, locale }, items);
      }).catch((error: unknown) => {
        throw unwritten(error, { file, from: first.line, to: last.line, strict });
      });
    await this.#queue.add(write, !strict && isApart(plan) ? WRITERS : 1);
    // The first bad row is to end it, and none that comes after it.
    if (strict) await this.#queue.finish();
  }

  #take({ totals, rejects }: BatchOutcome): void {
    for (const [kind, { read: _, ...counts }] of totals.entries()) this.#totals.add(kind, counts);
    this.#reject(rejects);
  }

  #reject(rejects: readonly Reject[]): void {
    for (const reject of rejects) {
      this.#totals.add(reject.kind, { rejected: 1 });
      this.#options.onReject?.(reject);
      if (this.#options.strict) {
        const lines = rejectLines(reject).join("\n");
        throw new ImportError(importWords("strict-end", { lines }));
      }
    }
  }
}

/** A reject in lines, one a fault: file, line, column and reason. */
export function rejectLines({ file, line, faults }: Omit<Reject, "row">): readonly string[] {
  return faults.map(
    ({ column, reason }) => `${file}:${line}${column === "" ? "" : ` column ${column}`}: ${reason}`,
  );
}

/** Whether no batch of a file looks for a customer that another one may just be writing. */
function isApart({ makers }: FilePlan): boolean {
  const kinds = new Set(makers.map(({ kind }) => kind));
  return kinds.size === 1 || !kinds.has("customers");
}

/** The records of a row stay together. */
function cutAt(items: readonly MadeItem[], wanted: number): number {
  let at = wanted;
  while (at < items.length && items[at]?.line === items[at - 1]?.line) at += 1;
  return at;
}

const TRIES = 5;
/** Two that lock the same rows in another order: one of them is asked to try again. */
const TRY_AGAIN = new Set(["40001", "40P01"]);

async function retried<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries === TRIES || !TRY_AGAIN.has(sqlState(error))) throw error;
    }
  }
}

function sqlState(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

function unwritten(
  error: unknown,
  at: {
    readonly file: string;
    readonly from: number;
    readonly to: number;
    readonly strict: boolean;
  },
): ImportError {
  const reason = error instanceof Error ? error.message : String(error);
  const { file: path, from, to } = at;
  const kept = at.strict
    ? importWords("nothing-kept", {})
    : importWords("kept-before-repeat", { line: from, path });
  return new ImportError(importWords("unwritten", { from, to, path, reason, kept }), {
    cause: error,
  });
}
