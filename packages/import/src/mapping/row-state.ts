import type { LocalDate, Locale } from "@perennial/contract";
import type { Value } from "./value.ts";

/** A row on its way into a record. */
export interface RowState {
  readonly cells: readonly string[];
  readonly line: number;
  /** The fields made so far. */
  readonly made: Readonly<Record<string, Value | undefined>>;
  /** The fields whose value did not fit: what builds on them is not told again. */
  readonly failed: ReadonlySet<string>;
}

/** Reads a value from a row; no value is undefined. */
export type Read = (row: RowState) => Value | undefined;

/** What a mapping is made ready for: one file on one day. */
export interface CompileScope {
  /** The place of a column in the rows, -1 where the file has none of that name. */
  indexOf(column: string): number;
  /** The date that "today" is; it must be there where the mapping uses it. */
  readonly today: LocalDate | undefined;
  /** The zone of times without one. */
  readonly zone: string;
  /** In which language it is told what does not fit. */
  readonly locale: Locale;
}

/** Thrown where a value builds on a field that did not fit, which has been told. */
export class DependentError extends Error {
  constructor(field: string) {
    super(`The field ${field} has no value that fits.`);
    this.name = "DependentError";
  }
}

/** Reads a column without the blanks around it; an empty cell is no value. */
export function readColumn(
  column: string,
  { indexOf }: CompileScope,
): (row: RowState) => string | undefined {
  const index = indexOf(column);
  return ({ cells }) => {
    const text = cells[index]?.trim();
    return text === "" ? undefined : text;
  };
}

/** Reads a field made before, or "today". */
export function readMade(field: string, { today }: CompileScope): Read {
  if (field === "today") return () => today;
  return ({ made, failed }) => {
    if (failed.has(field)) throw new DependentError(field);
    return Object.hasOwn(made, field) ? made[field] : undefined;
  };
}
