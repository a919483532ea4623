import { isValues, type Values } from "./field-schema.ts";

/** Where a field is in a form's values. */
export type Path = readonly string[];

/** Values with another at one place; undefined takes it away. */
export function withValue(values: unknown, [name, ...rest]: Path, value: unknown): unknown {
  if (name === undefined) return value;
  if (Array.isArray(values)) {
    return values.map((item, index) =>
      String(index) === name ? withValue(item, rest, value) : item,
    );
  }
  const present = isValues(values) ? values : {};
  const { [name]: before, ...others } = present;
  const after = withValue(before, rest, value);
  if (after === undefined) return others;
  // Fields stay in their places.
  return name in present ? { ...present, [name]: after } : { ...others, [name]: after };
}

/** The value at a place; undefined where there is none. */
export function valueAt(values: unknown, [name, ...rest]: Path): unknown {
  if (name === undefined) return values;
  if (Array.isArray(values)) return valueAt(values[Number(name)], rest);
  return isValues(values) ? valueAt(values[name], rest) : undefined;
}

/**
 * What has changed, as the API takes it: an object is told field by field, a list as a whole, and null takes a field
 * away.
 */
export function changesOf(before: Values, after: Values): Values {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return Object.fromEntries(
    names
      .filter((name) => !isSame(before[name], after[name]))
      .map((name) => [name, changeOf(before[name], after[name])]),
  );
}

function changeOf(before: unknown, after: unknown): unknown {
  if (after === undefined) return null;
  return isValues(before) && isValues(after) ? changesOf(before, after) : after;
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

/** The order of an object's fields says nothing, that of a list does. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isValues(value)) return value;
  const names = Object.keys(value).toSorted();
  return Object.fromEntries(names.map((name) => [name, sorted(value[name])]));
}
