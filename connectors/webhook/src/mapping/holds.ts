import type { Condition } from "./mapping.ts";
import type { Json } from "./read-json.ts";
import { lookUp, type Place } from "./read-source.ts";

/** Whether a condition asks about each item and not about the delivery. */
export function asksAboutItem({ path }: Condition): boolean {
  return path?.startsWith("@") === true;
}

/** Whether a condition holds at a place. Numbers and their texts are the same. */
export function holds(condition: Condition, place: Place): boolean {
  const { path, header, equals, not, in: among, exists } = condition;
  const value = header === undefined ? lookUp(path ?? "", place) : place.headers[header];
  if (exists !== undefined) return (value !== undefined && value !== null) === exists;
  if (not !== undefined) return !isSame(value, not);
  const wanted = among ?? (equals === undefined ? [] : [equals]);
  return wanted.some((each) => isSame(value, each));
}

/** A condition that does not hold, in words. */
export function unmetWords({ path, header, equals, not, in: among, exists }: Condition): string {
  const asked = path ?? `header ${header}`;
  if (exists !== undefined) return `${asked} is ${exists ? "not there" : "there"}`;
  if (not !== undefined) return `${asked} is ${shown(not)}`;
  if (among !== undefined)
    return `${asked} is none of ${among.map((each) => shown(each)).join(", ")}`;
  return `${asked} is not ${shown(equals)}`;
}

function shown(value: unknown): string {
  return JSON.stringify(value);
}

function isSame(value: Json | undefined, wanted: string | number | boolean): boolean {
  const isScalar = value !== undefined && value !== null && typeof value !== "object";
  return isScalar && String(value) === String(wanted);
}
