import { type Column, propertyOf } from "../metadata/column.ts";
import { labelIn } from "../metadata/label.ts";
import type { Table } from "../metadata/table.ts";
import { noProperty } from "../odata/filter-test.ts";
import type { ExpandTerm, QueryOptions } from "../odata/query-options.ts";
import { columnValue, nameOf, type Row, tagOf } from "../record/row.ts";
import { isReference, type Value } from "../record/value.ts";
import { badQuery } from "../refusal.ts";
import { API_ROOT, type Call, readable } from "./call.ts";
import { arrange } from "./row-query.ts";

const FORMATTED = "OData.Community.Display.V1.FormattedValue";
const LOGICAL_NAME = "Microsoft.Dynamics.CRM.lookuplogicalname";
const NAVIGATION = "Microsoft.Dynamics.CRM.associatednavigationproperty";

/** The columns that are shown: those selected or all; refuses what the table has not. */
export function selectedColumns(
  table: Table,
  select: readonly string[] | undefined,
): readonly Column[] {
  if (select === undefined || select.includes("*"))
    return table.columns.filter((column) => !column.isWriteOnly);
  return select.map((name) => {
    const column = table.property(name);
    if (column === undefined || column.isWriteOnly) throw noProperty(name, table);
    return column;
  });
}

/** The address of what an answer holds. */
export function contextOf(call: Call, what: string): string {
  return `${call.org.origin}${API_ROOT}/$metadata#${what}`;
}

/** Where a row is. */
export function rowUrl(call: Call, table: Table, id: string): string {
  return `${call.org.origin}${API_ROOT}/${table.setName}(${id})`;
}

/** Prepares to show rows of a table: the columns and what is expanded are checked once for all of them. */
export function entityWriter(
  call: Call,
  table: Table,
  query: Pick<QueryOptions, "select" | "expand">,
): (row: Row) => Record<string, unknown> {
  const columns = selectedColumns(table, query.select);
  const id = table.column(table.primaryId);
  const shown = id === undefined || columns.includes(id) ? columns : [...columns, id];
  const expansions = query.expand.map((term) => expansion(call, table, term));
  return (row) => {
    const body: Record<string, unknown> = { "@odata.etag": tagOf(row) };
    for (const column of shown)
      put(call, body, { column, value: columnValue(table, row, column.name) });
    for (const expand of expansions) expand(row, body);
    return body;
  };
}

function put(
  call: Call,
  body: Record<string, unknown>,
  { column, value }: { column: Column; value: Value },
): void {
  const name = propertyOf(column);
  body[name] = isReference(value) ? value.id : value;
  if (value === null) return;
  const formatted = call.prefer.wants(FORMATTED) ? formattedValue(call, column, value) : undefined;
  if (formatted !== undefined) body[`${name}@${FORMATTED}`] = formatted;
  if (!isReference(value)) return;
  if (call.prefer.wants(LOGICAL_NAME)) body[`${name}@${LOGICAL_NAME}`] = value.table;
  const target = column.targets.find((one) => one.table === value.table);
  if (call.prefer.wants(NAVIGATION) && target !== undefined)
    body[`${name}@${NAVIGATION}`] = column.type === "Owner" ? column.name : target.navigation;
}

/** A value as people of the caller's language read it. */
function formattedValue(call: Call, column: Column, value: Value): string | undefined {
  if (isReference(value)) {
    const table = call.org.book.get(value.table);
    const row = call.org.desk.row(value);
    return table === undefined || row === undefined ? undefined : nameOf(table, row);
  }
  if (typeof value === "boolean") return labelOf(call, column, value ? 1 : 0);
  if (column.type === "MultiSelectPicklist")
    return String(value)
      .split(",")
      .map((one) => labelOf(call, column, Number(one)))
      .join("; ");
  if (column.choices.length > 0) return labelOf(call, column, Number(value));
  const locale = call.user.language === 1053 ? "sv-SE" : "en-US";
  if (typeof value === "number")
    return value.toLocaleString(locale, { minimumFractionDigits: column.type === "Money" ? 2 : 0 });
  if (column.type !== "DateTime") return undefined;
  const day = { timeZone: "UTC", dateStyle: "short" } as const;
  return new Date(String(value)).toLocaleString(
    locale,
    column.dateOnly ? day : { ...day, timeStyle: "short" },
  );
}

function labelOf(call: Call, column: Column, value: number): string {
  const found = column.choices.find((one) => one.value === value);
  return found === undefined ? String(value) : labelIn(found.label, call.user.language);
}

type Expansion = (row: Row, body: Record<string, unknown>) => void;

function expansion(call: Call, table: Table, term: ExpandTerm): Expansion {
  const navigation = table.navigation(term.name);
  if (navigation !== undefined) return singleExpansion(call, table, { term, ...navigation });
  return collectionExpansion(call, table, term);
}

function singleExpansion(
  call: Call,
  table: Table,
  { term, column, target }: { term: ExpandTerm } & NonNullable<ReturnType<Table["navigation"]>>,
): Expansion {
  const { filter, orderBy, top } = term.options;
  if (filter !== undefined || orderBy.length > 0 || top !== undefined)
    throw badQuery(
      `Only $select and $expand may be used inside the expanded single-valued navigation property '${term.name}'.`,
    );
  const writers = new Map(
    (column.type === "Owner" ? column.targets : [target]).flatMap((one) => {
      const to = call.org.book.get(one.table);
      if (to === undefined) return [];
      readable(call, to);
      const select = term.options.select?.filter(
        (name) => column.type !== "Owner" || to.property(name),
      );
      const query = select === undefined ? term.options : { ...term.options, select };
      return [[one.table, entityWriter(call, to, query)] as const];
    }),
  );
  return (row, body) => {
    const value = columnValue(table, row, column.name);
    const found = isReference(value) ? call.source.row(value) : undefined;
    const write = isReference(value) ? writers.get(value.table) : undefined;
    body[term.name] = found === undefined || write === undefined ? null : write(found);
  };
}

function collectionExpansion(call: Call, table: Table, term: ExpandTerm): Expansion {
  const collection = call.org.book.collection(table, term.name);
  if (collection === undefined) throw noProperty(term.name, table);
  const { from, column } = collection;
  const write = entityWriter(call, from, term.options);
  const arranged = arrange(call, from, term.options);
  const mayRead = readable(call, from);
  return (row, body) => {
    const rows = call.source.pointingAt(from, column, row.id).filter(mayRead);
    const wanted = arranged(rows);
    body[term.name] = wanted.slice(0, term.options.top ?? wanted.length).map(write);
  };
}
