import { closeSync, openSync, writeSync } from "node:fs";
import { csvLine } from "@perennial/import";
import { usageError } from "../../output/cli-error.ts";
import type { CustomerRows } from "../context.ts";

/** Rows that are written at a time. */
const BATCH = 1_000;

/**
 * Writes a row for each customer to a file and gives how many there were. Numbers have a decimal point, whatever the
 * language: the file is for programs.
 * @throws CliError where the file cannot be written.
 */
export function writeRows(path: string, { columns, rows }: CustomerRows): number {
  const descriptor = opened(path);
  let count = 0;
  try {
    let text = csvLine(columns);
    for (const row of rows) {
      text += csvLine(row);
      count += 1;
      if (count % BATCH !== 0) continue;
      writeSync(descriptor, text);
      text = "";
    }
    writeSync(descriptor, text);
  } finally {
    closeSync(descriptor);
  }
  return count;
}

function opened(path: string): number {
  try {
    return openSync(path, "w");
  } catch (error) {
    throw usageError(`"${path}" cannot be written. Give another file with --out.`, error);
  }
}
