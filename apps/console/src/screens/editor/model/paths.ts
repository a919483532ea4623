/** A way into a program's file: keys of maps and numbers of list items. */
export type Path = readonly (string | number)[];

/** A path as one text, to compare and to look up by. */
export function pathKey(path: Path): string {
  return path.join("/");
}

/** Whether a path is another or leads to something within it. */
export function isWithin(path: Path, outer: Path): boolean {
  return outer.every((segment, index) => String(path[index]) === String(segment));
}

/** What stands at a path of a plain value; undefined where there is nothing. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((holder, segment) => {
    if (Array.isArray(holder)) return typeof segment === "number" ? holder[segment] : undefined;
    return isRecord(holder) && Object.hasOwn(holder, segment) ? holder[segment] : undefined;
  }, value);
}

/** Whether a value has keys. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A list, or nothing where the file has another thing there. */
export function listAt(value: unknown, path: Path): readonly unknown[] {
  const found = valueAt(value, path);
  return Array.isArray(found) ? found : [];
}

/** A text, or an empty one where the file has another thing there. */
export function textAt(value: unknown, path: Path): string {
  const found = valueAt(value, path);
  return typeof found === "string" || typeof found === "number" ? String(found) : "";
}
