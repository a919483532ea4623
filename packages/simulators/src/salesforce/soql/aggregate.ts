import type { SObjectRecord } from "../record/record.ts";
import type { FieldValue } from "../schema/field.ts";
import type { SObjectType } from "../schema/sobject-type.ts";
import { compareValues } from "./compare.ts";
import { selected } from "./plan.ts";
import { type Row, wireValue } from "./render.ts";
import type { ResolvedPath, Resolver } from "./resolver.ts";
import type { Aggregate, Query, SelectItem } from "./syntax.ts";

type Group = readonly SObjectRecord[];
type Cell = readonly [name: string, of: (group: Group) => FieldValue];

/** Whether a query asks for sums or groups rather than records. */
export function isGrouped(query: Query): boolean {
  return query.groupBy.length > 0 || query.select.some(({ kind }) => kind === "aggregate");
}

/** Whether a query is `SELECT COUNT()`, whose answer is a number alone. */
export function isCount(query: Query): boolean {
  const [item, ...more] = query.select;
  return item?.kind === "aggregate" && item.path === undefined && more.length === 0;
}

/** The groups that a query finds, as rows of type `AggregateResult`. */
export function aggregated(query: Query, type: SObjectType, resolver: Resolver): Row[] {
  const keys = query.groupBy.map((path) => resolver.path(type, path));
  const { limit, offset, orderBy, ...rest } = query;
  const records = selected({ ...rest, orderBy: [] }, type, resolver);
  let unnamed = 0;
  const cells = query.select.map((item): Cell => {
    const cell = cellOf(item, type, { resolver, keys, unnamed });
    if (item.kind === "aggregate" && item.alias === undefined) unnamed += 1;
    return cell;
  });
  const rows = grouped(records, keys).map((group) => rowOf(cells, group));
  if (orderBy.length > 0) {
    const names = orderBy.map(({ path }) => resolver.path(type, path).names.at(-1) ?? "");
    rows.sort((one, other) => {
      for (const [index, name] of names.entries()) {
        const order = compareValues(asValue(one[name]), asValue(other[name]));
        if (order !== 0) return orderBy[index]?.descending ? -order : order;
      }
      return 0;
    });
  }
  return rows.slice(offset ?? 0, limit === undefined ? undefined : (offset ?? 0) + limit);
}

function cellOf(
  item: SelectItem,
  type: SObjectType,
  context: { resolver: Resolver; keys: readonly ResolvedPath[]; unnamed: number },
): Cell {
  const { resolver, keys, unnamed } = context;
  if (item.kind === "field") {
    const path = resolver.path(type, item.path);
    const isKey = keys.some(({ names }) => names.join(".") === path.names.join("."));
    if (!isKey)
      throw resolver.error(
        item.path,
        "MALFORMED_QUERY",
        `Field must be grouped or aggregated: ${path.names.join(".")}`,
      );
    const of = ([first]: Group) =>
      first === undefined ? null : wireValue(path.type, path.get(first));
    return [item.alias ?? path.names.at(-1) ?? "", of];
  }
  if (item.kind !== "aggregate")
    throw resolver.error(
      placeOf(item),
      "MALFORMED_QUERY",
      "A grouped query takes fields and aggregates alone",
    );
  const name = item.alias ?? `expr${unnamed}`;
  if (item.path === undefined) return [name, (group) => group.length];
  const path = resolver.path(type, item.path);
  if ((item.name === "SUM" || item.name === "AVG") && !isNumber(path))
    throw resolver.error(
      item.path,
      "MALFORMED_QUERY",
      `field ${path.names.join(".")} does not support aggregate operator ${item.name}`,
    );
  return [name, (group) => summed(item.name, path, group)];
}

function placeOf(item: SelectItem): { readonly at: number } {
  return "at" in item ? item : { at: 0 };
}

function isNumber({ type }: ResolvedPath): boolean {
  return ["int", "double", "currency", "percent"].includes(type);
}

function grouped(records: readonly SObjectRecord[], keys: readonly ResolvedPath[]): Group[] {
  if (keys.length === 0) return [records];
  const groups = new Map<string, SObjectRecord[]>();
  for (const record of records) {
    const key = JSON.stringify(keys.map(({ get }) => get(record)));
    const group = groups.get(key) ?? [];
    group.push(record);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function rowOf(cells: readonly Cell[], group: Group): Row {
  const row: Row = { attributes: { type: "AggregateResult" } };
  for (const [name, of] of cells) row[name] = of(group);
  return row;
}

function summed(name: Aggregate, path: ResolvedPath, group: Group): FieldValue {
  const values = group.map((record) => path.get(record)).filter((value) => value !== null);
  if (name === "COUNT") return values.length;
  if (name === "COUNT_DISTINCT") return new Set(values).size;
  if (values.length === 0) return null;
  if (name === "MIN" || name === "MAX") {
    const sign = name === "MIN" ? 1 : -1;
    const [best] = values.toSorted((one, other) => compareValues(one, other) * sign);
    return wireValue(path.type, best ?? null);
  }
  const sum = values.reduce<number>((total, value) => total + Number(value), 0);
  return name === "SUM" ? sum : sum / values.length;
}

function asValue(value: unknown): FieldValue {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? value
    : null;
}
