import type { Path } from "../yaml/read-yaml.ts";
import { templateColumns } from "./compile-source.ts";
import type { Choice, Convert, RecordMapping, Source, SourceGroup, Span, When } from "./mapping.ts";

/** Something a mapping takes a value from. */
export interface Reference {
  readonly kind: "column" | "field";
  readonly name: string;
  /** Where it is named, within the record's mapping. */
  readonly path: Path;
}

/** Everything a record's mapping refers to. */
export function recordReferences(mapping: RecordMapping): readonly Reference[] {
  const { id, when, fields, attributes = {} } = mapping;
  return [
    ...(when ? whenReferences(when, ["when"]) : []),
    ...(id === undefined ? [] : sourceReferences(id, ["id"])),
    ...Object.entries(fields).flatMap(([name, source]) =>
      source === undefined ? [] : sourceReferences(source, ["fields", name]),
    ),
    ...Object.entries(attributes).flatMap(([name, source]) =>
      sourceReferences(source, ["attributes", name]),
    ),
  ];
}

/** Everything a source refers to. */
export function sourceReferences(source: Source, path: Path): readonly Reference[] {
  if (typeof source === "string") return [{ kind: "column", name: source, path }];
  return [
    ...originReferences(source, path),
    ...(source.choose ?? []).flatMap((choice, index) => {
      const at = [...path, "choose", index];
      const when = choice.when ? whenReferences(choice.when, [...at, "when"]) : [];
      return [...when, ...originReferences(choice, at)];
    }),
  ];
}

function originReferences(source: Choice | SourceGroup, path: Path): readonly Reference[] {
  const { column, template, field, convert = [] } = source;
  return [
    ...(column === undefined ? [] : [reference("column", column, [...path, "column"])]),
    ...templateColumns(template ?? "").map((name) =>
      reference("column", name, [...path, "template"]),
    ),
    ...(field === undefined ? [] : [reference("field", field, [...path, "field"])]),
    ...convert.flatMap((each, index) => convertReferences(each, [...path, "convert", index])),
  ];
}

function whenReferences({ column, field }: When, path: Path): readonly Reference[] {
  return [
    ...(column === undefined ? [] : [reference("column", column, [...path, "column"])]),
    ...(field === undefined ? [] : [reference("field", field, [...path, "field"])]),
  ];
}

function convertReferences(convert: Convert, path: Path): readonly Reference[] {
  if (typeof convert === "string") return [];
  const { plus, minus, next } = convert;
  const after = next && !/^\d/.test(next.after) ? next.after : undefined;
  return [
    ...spanReferences(plus, [...path, "plus"]),
    ...spanReferences(minus, [...path, "minus"]),
    ...spanReferences(next?.every, [...path, "next", "every"]),
    ...(after === undefined ? [] : [reference("field", after, [...path, "next", "after"])]),
  ];
}

function spanReferences(span: Span | undefined, path: Path): readonly Reference[] {
  if (span === undefined || typeof span === "string") return [];
  return [reference("column", span.column, [...path, "column"])];
}

function reference(kind: Reference["kind"], name: string, path: Path): Reference {
  return { kind, name, path };
}
