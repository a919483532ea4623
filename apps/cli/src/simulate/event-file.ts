import { closeSync, openSync, writeSync } from "node:fs";
import { csvLine } from "@perennial/import";
import type { SimulatedEvent } from "@perennial/lifecycle";
import { usageError } from "../output/cli-error.ts";

const COLUMNS = [
  ...["at", "what", "customerId", "agreementId", "program", "step"],
  ...["channel", "class", "reason", "text"],
] as const satisfies readonly (keyof SimulatedEvent)[];

/** Writes who would get what when as CSV, one thing a row. */
export class EventFile {
  readonly #descriptor: number;

  /** @throws CliError where the file cannot be written. */
  constructor(path: string) {
    try {
      this.#descriptor = openSync(path, "w");
    } catch (error) {
      throw usageError(`"${path}" cannot be written. Give another file with --events.`, error);
    }
    writeSync(this.#descriptor, csvLine(COLUMNS));
  }

  add(event: SimulatedEvent): void {
    writeSync(this.#descriptor, csvLine(COLUMNS.map((column) => String(event[column] ?? ""))));
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}
