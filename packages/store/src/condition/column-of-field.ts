import type { Field } from "@perennial/lifecycle";
import { type RawBuilder, sql } from "kysely";
import { DatabaseError } from "../database/database-error.ts";
import type { Column } from "../record/record-table.ts";
import {
  AGREEMENTS,
  CUSTOMERS,
  INTERACTIONS,
  INVITATIONS,
  PURCHASES,
  STANDINGS,
} from "../record/tables.ts";

/** The alias under which a condition's SQL expects each record, and the table's columns. */
const RECORDS: ReadonlyMap<
  string,
  { readonly alias: string; readonly columns: readonly Column[] }
> = new Map([
  ["customer", { alias: "c", columns: CUSTOMERS.columns }],
  ["standing", { alias: "st", columns: STANDINGS.columns }],
  ["invitation", { alias: "inv", columns: INVITATIONS.columns }],
  ["agreement", { alias: "a", columns: AGREEMENTS.columns }],
  ["renewal", { alias: "r", columns: AGREEMENTS.columns }],
  ["purchases", { alias: "p", columns: PURCHASES.columns }],
  ["interactions", { alias: "i", columns: INTERACTIONS.columns }],
]);

/** Where a field of a condition is stored. */
export interface StoredField {
  /** Gives the value, or null where it is missing or not of the field's type. */
  readonly value: RawBuilder<unknown>;
  /** What values it is compared with are cast to. */
  readonly type: "text" | "numeric" | "double precision" | "boolean" | "date" | "timestamptz";
  /** Whether it is a column of its own, which an index can be used for. */
  readonly isColumn: boolean;
}

type FieldToStore = Pick<Field<never>, "path" | "type">;

/** Finds where a field is stored. Throws a `DatabaseError` for a field of the facts that no table holds. */
export function columnOfField(field: FieldToStore): StoredField {
  const [scope = "", name = "", attribute] = field.path.split(".");
  const record = RECORDS.get(scope);
  if (record !== undefined && attribute !== undefined) {
    return { ...attributeOf(record.alias, attribute, field.type), isColumn: false };
  }
  const column = record?.columns.find((each) => each.field === name);
  if (record === undefined || column === undefined) {
    throw new DatabaseError(
      `The field "${field.path}" is kept in no table, so a whole base cannot be asked about it. Ask for each customer instead.`,
    );
  }
  const value = sql.ref(`${record.alias}.${column.column}`);
  return { value, type: typeOfColumn(column), isColumn: true };
}

/** Whole numbers are compared as `numeric`, which holds every number that a condition can name. */
function typeOfColumn({ type }: Column): StoredField["type"] {
  switch (type) {
    case "int":
    case "bigint":
      return "numeric";
    case "jsonb":
      return "text";
    default:
      return type;
  }
}

/**
 * The value of a tenant's own field if it is of the declared type. The type is looked at inside `case`, whose
 * branches PostgreSQL evaluates only when chosen, so that no stored value can fail a cast.
 */
function attributeOf(
  alias: string,
  name: string,
  type: Field<never>["type"],
): Pick<StoredField, "value" | "type"> {
  const json = sql`(${sql.ref(`${alias}.attributes`)} -> ${name}::text)`;
  const ofType = (kind: string, cast: RawBuilder<unknown>) => {
    return sql`case when jsonb_typeof(${json}) = ${sql.lit(kind)} then ${cast} end`;
  };
  const text = sql`${json} #>> '{}'`;
  switch (type) {
    case "number":
      return { value: ofType("number", sql`${json}::numeric`), type: "numeric" };
    case "boolean":
      return { value: ofType("boolean", sql`${json}::boolean`), type: "boolean" };
    case "date": {
      // What looks like a date is compared as text, as in JavaScript: a cast would fail on 2026-02-30.
      const date = sql`case when ${text} ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' then ${text} end`;
      return { value: sql`(${ofType("string", date)}) collate "C"`, type: "text" };
    }
    default:
      return { value: sql`(${ofType("string", text)})`, type: "text" };
  }
}
