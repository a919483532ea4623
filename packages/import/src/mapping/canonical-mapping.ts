import type { RecordMapping } from "./mapping.ts";
import { type FileKind, fieldsOf, requiredFields } from "./record-kinds.ts";

/** What columns mean where no mapping says so. */
export interface CanonicalMapping {
  readonly record: RecordMapping;
  /** Fields that every record needs and no column is named after. */
  readonly missing: readonly string[];
}

/**
 * Takes columns by their names: those named as a field of the record, in any case and with or without
 * underscores, so that customer_id, customerId and CustomerID are one.
 */
export function canonicalMapping(kind: FileKind, columns: readonly string[]): CanonicalMapping {
  const byName = new Map(columns.map((column) => [plain(column), column]));
  const found = fieldsOf(kind).flatMap((field) => {
    const column = byName.get(plain(field));
    return column === undefined ? [] : [[field, column] as const];
  });
  const id = byName.get("id") ?? byName.get(plain(`${kind.slice(0, -1)}Id`));
  const fields = Object.fromEntries(found);
  const missing = requiredFields(kind).filter((field) => !Object.hasOwn(fields, field));
  // A consent has no id of its own: it is known by whose it is, for what, and when it was said.
  if (kind === "consents") return { record: { fields }, missing };
  return {
    record: { id, fields },
    missing: id === undefined ? ["id", ...missing] : missing,
  };
}

function plain(name: string): string {
  return name.replace(/[\s_-]/g, "").toLowerCase();
}
