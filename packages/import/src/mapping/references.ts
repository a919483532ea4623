import type { Path } from "../yaml/read-yaml.ts";
import { templateColumns } from "./compile-source.ts";
import type { Convert, Span } from "./convert-schema.ts";
import type { Choice, RecordMapping, Source, When } from "./mapping.ts";

/** Something a mapping takes a value from. */
export interface Reference {
  readonly kind: "column" | "field";
  readonly name: string;
  /** Where it is named, within the record's mapping. */
  readonly path: Path;
}

/** Everything a record's mapping refers to. */
export function recordReferences(mapping: RecordMapping): readonly Reference[] {
  const { when } = mapping;
  return [
    ...(when ? whenReferences(when, ["when"]) : []),
    ...placedSources(mapping).flatMap(({ source, path }) => sourceReferences(source, path)),
  ];
}

/** Everything a source refers to. */
export function sourceReferences(source: Source, path: Path): readonly Reference[] {
  return origins(source, path).flatMap((origin) => [
    ...(origin.source.when ? whenReferences(origin.source.when, [...origin.path, "when"]) : []),
    ...originReferences(origin),
  ]);
}

/** A conversion, and where it stands within the record's mapping. */
export interface PlacedConvert {
  readonly convert: Convert;
  readonly path: Path;
}

/** Every conversion of a record's mapping. */
export function recordConversions(mapping: RecordMapping): readonly PlacedConvert[] {
  return placedSources(mapping)
    .flatMap(({ source, path }) => origins(source, path))
    .flatMap(conversions);
}

interface PlacedSource {
  readonly source: Source;
  readonly path: Path;
}

function placedSources({ id, fields, attributes = {} }: RecordMapping): readonly PlacedSource[] {
  const named = (group: string, sources: Readonly<Record<string, Source | undefined>>) =>
    Object.entries(sources).flatMap(([name, source]) =>
      source === undefined ? [] : [{ source, path: [group, name] }],
    );
  return [
    ...(id === undefined ? [] : [{ source: id, path: ["id"] }]),
    ...named("fields", fields),
    ...named("attributes", attributes),
  ];
}

/** One place a value comes from, on a condition where it is one of several. */
interface Origin {
  readonly source: Choice;
  readonly path: Path;
}

function origins(source: Source, path: Path): readonly Origin[] {
  if (typeof source === "string") return [{ source: { column: source }, path }];
  const { choose = [], invalid: _, ...own } = source;
  return [
    { source: own, path },
    ...choose.map((choice, index) => ({ source: choice, path: [...path, "choose", index] })),
  ];
}

function originReferences(origin: Origin): readonly Reference[] {
  const { source, path } = origin;
  const { column, template = "", field } = source;
  return [
    ...(column === undefined ? [] : [reference("column", column, [...path, "column"])]),
    ...templateColumns(template).map((name) => reference("column", name, [...path, "template"])),
    ...(field === undefined ? [] : [reference("field", field, [...path, "field"])]),
    ...conversions(origin).flatMap(convertReferences),
  ];
}

function conversions({ source, path }: Origin): readonly PlacedConvert[] {
  return (source.convert ?? []).map((convert, index) => {
    return { convert, path: [...path, "convert", index] };
  });
}

function whenReferences({ column, field }: When, path: Path): readonly Reference[] {
  return [
    ...(column === undefined ? [] : [reference("column", column, [...path, "column"])]),
    ...(field === undefined ? [] : [reference("field", field, [...path, "field"])]),
  ];
}

function convertReferences({ convert, path }: PlacedConvert): readonly Reference[] {
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
