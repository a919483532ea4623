import type { RecordMapping } from "./mapping.ts";
import { sourceReferences } from "./references.ts";

/** The fields of a record in an order in which each comes after those it is made of. */
export interface FieldOrder {
  readonly order: readonly string[];
  /** Fields that are made of each other, the first twice; nothing where the order is good. */
  readonly circle?: readonly string[];
}

/** Puts the fields of a mapping in order. */
export function orderFields({ fields }: RecordMapping): FieldOrder {
  const order: string[] = [];
  const done = new Set<string>();
  const visit = (field: string, under: readonly string[]): readonly string[] | undefined => {
    if (done.has(field)) return undefined;
    if (under.includes(field)) return [...under.slice(under.indexOf(field)), field];
    for (const needed of neededBy(field)) {
      const circle = visit(needed, [...under, field]);
      if (circle) return circle;
    }
    done.add(field);
    order.push(field);
    return undefined;
  };
  const neededBy = (field: string): readonly string[] => {
    const source = Object.hasOwn(fields, field) ? fields[field] : undefined;
    if (source === undefined) return [];
    return sourceReferences(source, [])
      .filter(({ kind, name }) => kind === "field" && name !== "today")
      .map(({ name }) => name);
  };
  for (const field of Object.keys(fields)) {
    const circle = visit(field, []);
    if (circle) return { order, circle };
  }
  return { order };
}
