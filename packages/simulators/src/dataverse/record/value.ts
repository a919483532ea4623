/** A row that a lookup points at. */
export interface Reference {
  /** The logical name of its table. */
  readonly table: string;
  readonly id: string;
}

/** What a column of a row holds. */
export type Value = string | number | boolean | null | Reference;

/** The values of a row by logical name; what is not there is null. */
export type Values = Readonly<Record<string, Value>>;

/** Whether a value points at a row. */
export function isReference(value: Value | undefined): value is Reference {
  return typeof value === "object" && value !== null;
}

/** Whether two values are the same. */
export function sameValue(one: Value | undefined, other: Value | undefined): boolean {
  if (isReference(one) && isReference(other))
    return one.id === other.id && one.table === other.table;
  return (one ?? null) === (other ?? null);
}
