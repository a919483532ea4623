/** What is asked of one row: a field of the customer, or a figure over what the customer did. */
export const FIGURES = ["count.purchases", "sum.purchases.amount", "count.interactions"] as const;
export type FigureName = (typeof FIGURES)[number];

/** One row of a filter as it is being written. */
export interface DraftRow {
  readonly key: number;
  /** A field's id, a figure's name, or nothing yet. */
  readonly what: string;
  readonly is: string;
  readonly value: DraftValue;
  /** How far back a figure looks; always where it is empty. */
  readonly within: string;
}
export type DraftValue = string | number | boolean | readonly string[] | null;

/** A filter's condition as rows. */
export interface Draft {
  readonly join: "all" | "any";
  readonly rows: readonly DraftRow[];
}

type Condition = Readonly<Record<string, unknown>>;

/** Comparisons that need no value. */
export const BARE: ReadonlySet<string> = new Set(["is-set", "is-empty"]);

/** The condition that rows amount to, without those that are not finished; nothing where none is. */
export function conditionOf({ join, rows }: Draft): Record<string, unknown> | undefined {
  const parts = rows.flatMap((row) => leafOf(row) ?? []);
  return parts.length === 0 ? undefined : { [join]: parts };
}

function leafOf({ what, is, value, within }: DraftRow): Condition | undefined {
  if (what === "" || is === "") return undefined;
  if (isFigure(what)) {
    if (typeof value !== "number") return undefined;
    const [measure = "", ...of] = what.split(".");
    return { [measure]: of.join("."), is, value, ...(within !== "" && { within }) };
  }
  if (BARE.has(is)) return { field: what, is };
  const isMissing = value === null || value === "" || (Array.isArray(value) && value.length === 0);
  return isMissing ? undefined : { field: what, is, value };
}

/** The rows of a condition; nothing for one that has conditions within conditions. */
export function draftOf(condition: Condition | undefined): Draft | undefined {
  if (condition === undefined) return { join: "all", rows: [] };
  const [join] = (["all", "any"] as const).filter((each) => each in condition);
  if (join === undefined) {
    const row = rowOf(condition, 1);
    return row && { join: "all", rows: [row] };
  }
  const parts = condition[join];
  if (!Array.isArray(parts)) return undefined;
  const rows = parts.map((part: unknown, index) => rowOf(part, index + 1));
  return rows.every((row) => row !== undefined) ? { join, rows } : undefined;
}

function rowOf(part: unknown, key: number): DraftRow | undefined {
  if (typeof part !== "object" || part === null || "where" in part) return undefined;
  const leaf: Condition = { ...part };
  const { field, count, sum, is, value, within } = leaf;
  const base = { key, is: typeof is === "string" ? is : "", within: "" };
  if (typeof field === "string") return { ...base, what: field, value: valueIn(value) };
  const what = typeof count === "string" ? `count.${count}` : `sum.${String(sum)}`;
  if (!isFigure(what)) return undefined;
  return { ...base, what, value: valueIn(value), within: typeof within === "string" ? within : "" };
}

function valueIn(value: unknown): DraftValue {
  if (Array.isArray(value)) return value.map(String);
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return value;
  }
  return null;
}

/** Whether a row asks about a figure. */
export function isFigure(what: string): what is FigureName {
  return FIGURES.some((each) => each === what);
}
