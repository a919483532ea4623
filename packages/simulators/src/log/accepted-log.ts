import { closeSync, openSync, readFileSync, truncateSync, writeSync } from "node:fs";
import type { Instant } from "@perennial/contract";
import { SimulatorError } from "../simulator-error.ts";

/** Something a simulator accepted: the truth that tests compare with. */
export type Accepted<Entry> = Entry & {
  /** Its place in the log, from 1. */
  readonly n: number;
  /** When it was accepted, by the simulator's clock. */
  readonly at: Instant;
};

/** A log to look into. */
export interface AcceptedView {
  readonly size: number;
  /** The entries after the one numbered `n`. */
  after(n: number): readonly object[];
}

/**
 * Everything a simulator accepted, in order; entries are only ever added. With a file, each entry is on
 * disk as one JSON line before `add` returns, so a killed process has told nobody of an acceptance
 * that is not in it. An existing file is taken up again; a torn last line is cut off.
 */
export class AcceptedLog<Entry extends object> implements AcceptedView {
  readonly #entries: Accepted<Entry>[];
  #file: number | undefined;
  readonly #listeners: ((entry: Accepted<Entry>) => void)[] = [];

  constructor(path?: string) {
    this.#entries = path === undefined ? [] : readJournal<Entry>(path);
    this.#file = path === undefined ? undefined : openJournal(path);
  }

  get entries(): readonly Accepted<Entry>[] {
    return this.#entries;
  }

  get size(): number {
    return this.#entries.length;
  }

  /** The entries after the one numbered `n`. */
  after(n: number): readonly Accepted<Entry>[] {
    return this.#entries.slice(n);
  }

  /** Calls `listener` for each entry from now on, before the one who asked gets an answer. */
  onAdd(listener: (entry: Accepted<Entry>) => void): void {
    this.#listeners.push(listener);
  }

  add(at: Instant, entry: Entry): Accepted<Entry> {
    const accepted: Accepted<Entry> = { ...entry, n: this.#entries.length + 1, at };
    if (this.#file !== undefined) writeSync(this.#file, `${JSON.stringify(accepted)}\n`);
    this.#entries.push(accepted);
    for (const listener of this.#listeners) listener(accepted);
    return accepted;
  }

  /** Tells the listeners once more of the entries after the one numbered `n`, after a restart. */
  replay(n: number): void {
    for (const entry of this.after(n)) for (const listener of this.#listeners) listener(entry);
  }

  /** Closes the file; may be called twice. */
  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }
}

function openJournal(path: string): number {
  try {
    return openSync(path, "a");
  } catch (cause) {
    throw new SimulatorError(
      `The journal ${path} cannot be written; give a file in a folder that exists and is writable.`,
      { cause },
    );
  }
}

function readJournal<Entry>(path: string): Accepted<Entry>[] {
  const text = readIfThere(path);
  const end = text.lastIndexOf("\n") + 1;
  if (end < text.length) truncateSync(path, Buffer.byteLength(text.slice(0, end)));
  const entries: Accepted<Entry>[] = [];
  for (const line of text.slice(0, end).split("\n")) {
    if (line !== "") entries.push(parseLine<Entry>(line, path, entries.length + 1));
  }
  return entries;
}

function parseLine<Entry>(line: string, path: string, n: number): Accepted<Entry> {
  try {
    const entry = JSON.parse(line) as Accepted<Entry>;
    if (entry.n === n) return entry;
  } catch (cause) {
    throw unreadable(path, n, cause);
  }
  throw unreadable(path, n);
}

function unreadable(path: string, n: number, cause?: unknown): SimulatorError {
  return new SimulatorError(
    `Line ${n} of the journal ${path} is not entry number ${n}; give the file it was written to, or a new one.`,
    { cause },
  );
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return "";
    throw new SimulatorError(`The journal ${path} cannot be read.`, { cause: error });
  }
}
