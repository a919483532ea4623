import type { SObjectRecord } from "../record/record.ts";
import type { Field, FieldType, FieldValue } from "../schema/field.ts";
import type { SObjectType } from "../schema/sobject-type.ts";
import { selected } from "./plan.ts";
import type { ResolvedPath, Resolver } from "./resolver.ts";
import type { Path, Query, SelectItem } from "./syntax.ts";

/** A record as an answer shows it. */
export type Row = Record<string, unknown>;

/** Writes records as the answer to a query shows them. */
export type Render = (record: SObjectRecord) => Row;

/** What an answer names its addresses by. */
export interface RenderContext {
  readonly resolver: Resolver;
  /** Such as `67.0`. */
  readonly version: string;
}

const MOST_FIELDS = 200;

/** A value as JSON has it: moments end with `+0000`. */
export function wireValue(type: FieldType, value: FieldValue): FieldValue {
  if (type !== "datetime" || typeof value !== "string") return value;
  return `${value.slice(0, -1)}+0000`;
}

/** What stands before the fields of each record. */
export function attributes(record: SObjectRecord, version: string): Row {
  const { type, id } = record;
  return { type: type.name, url: `/services/data/v${version}/sobjects/${type.name}/${id}` };
}

/** Compiles what a query asks for. */
export function renderOf(query: Query, type: SObjectType, context: RenderContext): Render {
  const writers = query.select.flatMap((item) => writersOf(item, query, type, context));
  return (record) => {
    const row: Row = { attributes: attributes(record, context.version) };
    for (const write of writers) write(record, row);
    return row;
  };
}

type Writer = (record: SObjectRecord, row: Row) => void;

function writersOf(
  item: SelectItem,
  query: Query,
  type: SObjectType,
  context: RenderContext,
): Writer[] {
  const { resolver } = context;
  switch (item.kind) {
    case "field":
      return [fieldWriter(type, item.path, context)];
    case "fields": {
      if ((query.limit ?? MOST_FIELDS + 1) > MOST_FIELDS)
        throw resolver.error(
          item,
          "MALFORMED_QUERY",
          `The SOQL FIELDS function must have a LIMIT of at most ${MOST_FIELDS}`,
        );
      const wanted = (field: Field) =>
        item.group === "ALL" || field.custom === (item.group === "CUSTOM");
      return resolver
        .visible(type)
        .filter(wanted)
        .map(({ name }) => fieldWriter(type, { parts: [name], at: item.at }, context));
    }
    case "subquery":
      return [childWriter(item.query, type, context)];
    case "typeof":
      return [typeWriter(item, type, context)];
    case "aggregate":
      throw resolver.error(
        item,
        "MALFORMED_QUERY",
        "Grouped query or a query with an aggregate has other fields",
      );
  }
}

function fieldWriter(type: SObjectType, path: Path, context: RenderContext): Writer {
  const resolved = context.resolver.path(type, path);
  const parents = parentsOf(type, resolved, context);
  return (record, row) => {
    let at: Row = row;
    let from: SObjectRecord | undefined = record;
    for (const { name, reference } of parents) {
      from = referred(from, reference, context.resolver);
      const inner = at[name];
      if (from === undefined) {
        at[name] = null;
        return;
      }
      const next: Row = isRow(inner) ? inner : { attributes: attributes(from, context.version) };
      at[name] = next;
      at = next;
    }
    at[resolved.names.at(-1) ?? ""] = wireValue(resolved.type, resolved.get(record));
  };
}

interface Parent {
  readonly name: string;
  readonly reference: Field;
}

function parentsOf(type: SObjectType, path: ResolvedPath, { resolver }: RenderContext): Parent[] {
  const parents: Parent[] = [];
  let at: SObjectType | undefined = type;
  for (const name of path.names.slice(0, -1)) {
    const { schema } = resolver.scope.records;
    const reference = at === undefined ? undefined : schema.relationship(at, name);
    if (reference === undefined) break;
    parents.push({ name, reference });
    at = schema.type(reference.referenceTo[0] ?? "");
  }
  return parents;
}

function referred(from: SObjectRecord | undefined, reference: Field, resolver: Resolver) {
  return from === undefined ? undefined : resolver.parent(from, reference);
}

function childWriter(query: Query, type: SObjectType, context: RenderContext): Writer {
  const { resolver } = context;
  const asked = query.from.parts.join(".");
  const found = resolver.scope.records.schema
    .childRelationships(type)
    .find(({ name }) => name.toLowerCase() === asked.toLowerCase());
  if (found === undefined || !resolver.scope.canRead(found.child))
    throw resolver.error(
      query.from,
      "INVALID_TYPE",
      `Didn't understand relationship '${asked}' in FROM part of query call. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`,
    );
  const render = renderOf(query, found.child, context);
  const byParent = childrenByParent(found.child, found.field, resolver);
  return (record, row) => {
    const among = byParent().get(record.id) ?? [];
    const rows = selected(query, found.child, resolver, among).map(render);
    row[found.name] =
      rows.length === 0 ? null : { totalSize: rows.length, done: true, records: rows };
  };
}

/** The children of each parent, gathered once for all parents. */
function childrenByParent(child: SObjectType, field: Field, resolver: Resolver) {
  let groups: Map<string, SObjectRecord[]> | undefined;
  return () => {
    if (groups !== undefined) return groups;
    groups = new Map();
    for (const record of resolver.scope.records.store(child).all()) {
      const parent = record.values[field.name];
      if (typeof parent !== "string") continue;
      const list = groups.get(parent) ?? [];
      list.push(record);
      groups.set(parent, list);
    }
    return groups;
  };
}

function typeWriter(
  item: Extract<SelectItem, { kind: "typeof" }>,
  type: SObjectType,
  context: RenderContext,
): Writer {
  const { resolver } = context;
  const { schema } = resolver.scope.records;
  const name = item.path.parts.join(".");
  const reference = schema.relationship(type, name);
  if (reference === undefined || reference.referenceTo.length < 2)
    throw resolver.error(
      item.path,
      "INVALID_FIELD",
      `TYPEOF needs a polymorphic relationship, not ${name}`,
    );
  const whens = item.whens.map((when) => {
    const target = resolver.type({ parts: [when.type], at: item.path.at });
    return { target, writers: when.fields.map((path) => fieldWriter(target, path, context)) };
  });
  return (record, row) => {
    const parent = resolver.parent(record, reference);
    const when = whens.find(({ target }) => target.name === parent?.type.name);
    if (parent === undefined) {
      row[name] = null;
      return;
    }
    const inner: Row = { attributes: attributes(parent, context.version) };
    for (const write of when?.writers ?? []) write(parent, inner);
    row[name] = inner;
  };
}

function isRow(value: unknown): value is Row {
  return typeof value === "object" && value !== null;
}
