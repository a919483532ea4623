import type { SObjectType } from "../schema/sobject-type.ts";
import { aggregated, isCount, isGrouped } from "./aggregate.ts";
import { parseSoql } from "./parser.ts";
import { selected } from "./plan.ts";
import { type Row, renderOf } from "./render.ts";
import { type QueryScope, Resolver } from "./resolver.ts";
import type { Query } from "./syntax.ts";

const SHORT_TEXT = 255;

/** What a query found; rows are written only when they are asked for. */
export interface QueryResult {
  readonly totalSize: number;
  /** The name of the type that was asked for. */
  readonly typeName: string;
  /** Whether its rows hold long texts, so that fewer fit on a page. */
  readonly isWide: boolean;
  /** The rows from one place to before another. */
  rows(from: number, to: number): Row[];
}

/** Runs a query; throws a `SoqlError` for one that is none, or that asks for what there is not. */
export function runQuery(soql: string, scope: QueryScope, version: string): QueryResult {
  const query = parseSoql(soql);
  const resolver = new Resolver(soql, scope);
  const type = resolver.type(query.from);
  const typeName = type.name;
  if (isCount(query)) {
    const totalSize = selected(query, type, resolver).length;
    return { totalSize, typeName, isWide: false, rows: () => [] };
  }
  if (isGrouped(query)) {
    const rows = aggregated(query, type, resolver);
    const { length: totalSize } = rows;
    return { totalSize, typeName, isWide: false, rows: (from, to) => rows.slice(from, to) };
  }
  const render = renderOf(query, type, { resolver, version });
  const records = selected(query, type, resolver);
  return {
    totalSize: records.length,
    typeName,
    isWide: hasLongText(query, type, resolver),
    rows: (from, to) => records.slice(from, to).map(render),
  };
}

function hasLongText(query: Query, type: SObjectType, resolver: Resolver): boolean {
  return query.select.some((item) => {
    if (item.kind !== "field") return item.kind === "fields";
    const { field } = resolver.path(type, item.path);
    return field?.type === "textarea" && field.length > SHORT_TEXT;
  });
}
