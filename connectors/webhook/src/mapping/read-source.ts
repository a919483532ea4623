import type { AttributeValue, InboundRequest } from "@perennial/contract";
import { blankIsNone, type Converting, convert, finished, toText, type Value } from "./convert.ts";
import { readInstant } from "./date-format.ts";
import { readDecimal } from "./decimal.ts";
import type { Source, SourceGroup } from "./mapping.ts";
import type { PathBook } from "./path-book.ts";
import type { Json } from "./read-json.ts";
import type { FieldType } from "./record-kinds.ts";
import { UnfitError } from "./unfit-error.ts";

/** Where paths are asked: `$` is the body and `@` the item. */
export interface Place {
  readonly body: Json;
  readonly item: Json;
  readonly headers: InboundRequest["headers"];
  readonly zone: string;
  readonly paths: PathBook;
  /** What paths from the body found already; the same for all items of a delivery. */
  readonly known: Map<string, Json | undefined>;
}

/** What a source gives: a value, none, or why there is none. */
export type Reading = { readonly value: AttributeValue | undefined } | { readonly fault: string };

/** Reads a source at a place, in the form that its field has. Never throws. */
export function readSource(source: Source, place: Place, type: FieldType | "any"): Reading {
  const group: SourceGroup = typeof source === "string" ? { path: source } : source;
  const converting: Converting = {
    zone: place.zone,
    look: (path) => scalarOf(lookUp(path, place), path),
  };
  try {
    const converted = convert(originOf(group, place, converting), group.convert ?? [], converting);
    if (converted === undefined || converted === null) return { value: undefined };
    return { value: fitted(converted, type, place.zone) };
  } catch (error) {
    if (!(error instanceof UnfitError)) throw error;
    return group.invalid === "leave-out" ? { value: undefined } : { fault: error.message };
  }
}

/** The first thing a path finds; nothing where there is none. */
export function lookUp(path: string, { body, item, known, paths }: Place): Json | undefined {
  const compiled = paths.of(path);
  if (compiled.ofItem) return firstOf(compiled.find(item));
  if (!known.has(path)) known.set(path, firstOf(compiled.find(body)));
  return known.get(path);
}

function firstOf(found: Iterable<{ readonly value: Json }>): Json | undefined {
  for (const { value } of found) return value;
  return undefined;
}

function originOf(group: SourceGroup, { headers }: Place, { look }: Converting): Value | undefined {
  if (group.constant !== undefined) return group.constant;
  if (group.header !== undefined) return blankIsNone(headers[group.header]);
  if (group.join !== undefined) {
    const texts = group.join.flatMap((path) => look(path) ?? []).map(toText);
    return blankIsNone(texts.map((text) => text.trim()).join(group.with ?? " "));
  }
  for (const path of [group.path ?? []].flat()) {
    const value = look(path);
    if (value !== undefined) return value;
  }
  return undefined;
}

function scalarOf(value: Json | undefined, path: string): Value | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "object") throw new UnfitError(`${path} is a list or a group of values`);
  return blankIsNone(value);
}

/** A field's own form is taken where there is only one way to read the value. */
function fitted(value: Value, type: FieldType | "any", zone: string): AttributeValue {
  if (type === "text" || type === "date") return toText(value);
  if (type === "instant") return readInstant(toText(value), { format: "iso", zone });
  if (type === "number" && typeof value === "string") return finished(readDecimal(value));
  return finished(value);
}
