import { isDeleted, type SObjectRecord } from "../record/record.ts";
import type { FieldValue } from "../schema/field.ts";
import type { SObjectType } from "../schema/sobject-type.ts";
import { compareValues } from "./compare.ts";
import { filterOf, idsOf } from "./filter.ts";
import type { Resolver } from "./resolver.ts";
import type { OrderBy, Query } from "./syntax.ts";

const MOST_OFFSET = 2000;

/** The records that a query finds, in its order; `among` narrows them to those of a parent. */
export function selected(
  query: Query,
  type: SObjectType,
  resolver: Resolver,
  among: Iterable<SObjectRecord> = candidates(query, type, resolver),
): SObjectRecord[] {
  const { orderBy, limit, offset = 0 } = query;
  if (offset > MOST_OFFSET)
    throw resolver.error(
      query.from,
      "NUMBER_OUTSIDE_VALID_RANGE",
      `Maximum SOQL offset allowed is ${MOST_OFFSET}`,
    );
  const passes = testOf(query, type, resolver);
  const found: SObjectRecord[] = [];
  for (const record of among) if (passes(record)) found.push(record);
  if (orderBy.length > 0) found.sort(orderOf(orderBy, type, resolver));
  return found.slice(offset, limit === undefined ? undefined : offset + limit);
}

/** The values of the one field that a query in brackets asks for. */
export function valuesOf(query: Query, resolver: Resolver): readonly FieldValue[] {
  const [item, ...more] = query.select;
  if (item?.kind !== "field" || more.length > 0)
    throw resolver.error(
      query.from,
      "MALFORMED_QUERY",
      "A semi join sub-select can only select one field",
    );
  const type = resolver.type(query.from);
  const path = resolver.path(type, item.path);
  return selected(query, type, resolver)
    .map((record) => path.get(record))
    .filter((value) => value !== null);
}

function candidates(query: Query, type: SObjectType, resolver: Resolver): Iterable<SObjectRecord> {
  const store = resolver.scope.records.store(type);
  const ids = idsOf(query.where);
  if (ids === undefined) return store.all();
  return [...new Set(ids)].map((id) => store.get(id)).filter((record) => record !== undefined);
}

function testOf(query: Query, type: SObjectType, resolver: Resolver) {
  const { withDeleted } = resolver.scope;
  const filter =
    query.where === undefined ? undefined : filterOf(query.where, type, { resolver, valuesOf });
  return (record: SObjectRecord) =>
    (withDeleted || !isDeleted(record)) && (filter?.(record) ?? true);
}

/** How records are sorted; those without a value come first unless asked otherwise. */
export function orderOf(orderBy: readonly OrderBy[], type: SObjectType, resolver: Resolver) {
  const keys = orderBy.map(({ path, descending, nullsLast }) => {
    const resolved = resolver.path(type, path);
    if (resolved.field?.type === "textarea" && resolved.field.length > 255)
      throw resolver.error(
        path,
        "MALFORMED_QUERY",
        `field '${resolved.field.name}' can not be sorted in a query call`,
      );
    return {
      get: resolved.get,
      type: resolved.type,
      sign: descending ? -1 : 1,
      none: nullsLast ? 1 : -1,
    };
  });
  return (one: SObjectRecord, other: SObjectRecord): number => {
    for (const { get, type: of, sign, none } of keys) {
      const [left, right] = [get(one), get(other)];
      if (left === null || right === null) {
        if (left !== right) return left === null ? none : -none;
        continue;
      }
      const order = compareValues(left, right, of);
      if (order !== 0) return order * sign;
    }
    return 0;
  };
}
