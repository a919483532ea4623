/** The value at a field's name, `/` stepping into objects; undefined where there is none of its own. */
export function valueAt(record: unknown, name: string): unknown {
  return name.split("/").reduce<unknown>(ownValue, record);
}

function ownValue(record: unknown, part: string): unknown {
  if (!isPlain(record) || !Object.hasOwn(record, part)) return undefined;
  return record[part];
}

/** Builds a record of values by field name, `/` stepping into objects. */
export function recordOf(values: Iterable<readonly [name: string, value: unknown]>) {
  const record: Record<string, unknown> = {};
  for (const [name, value] of values) {
    const parts = name.split("/");
    const last = parts.pop() ?? name;
    let place = record;
    for (const part of parts) {
      const inner = ownValue(place, part);
      const next = isPlain(inner) ? inner : {};
      place[part] = next;
      place = next;
    }
    place[last] = value;
  }
  return record;
}

/** The values of a record by field name; an object is stepped into where `isInner` knows fields within it. */
export function fieldsOf(
  record: Readonly<Record<string, unknown>>,
  isInner: (prefix: string) => boolean,
  prefix = "",
): readonly (readonly [name: string, value: unknown])[] {
  return Object.entries(record).flatMap(([part, value]) => {
    const name = `${prefix}${part}`;
    if (isPlain(value) && isInner(`${name}/`)) return fieldsOf(value, isInner, `${name}/`);
    return [[name, value] as const];
  });
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
