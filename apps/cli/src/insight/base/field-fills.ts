import type { FieldFill } from "@perennial/lifecycle";

/** The records whose fields are counted, by the name that conditions give them. */
export type CountedRecord = "customer" | "agreement" | "purchases" | "interactions";

interface Counted {
  records: number;
  readonly filled: Map<string, number>;
  readonly customers: Set<string>;
}

/** What counts as nothing: what a schema puts where nothing was said. */
const NOTHING: Readonly<Record<string, unknown>> = { "purchases.discount": 0 };

/** What a schema says of every record where its source does not, and what criteria may well ask about. */
const MEANT: ReadonlySet<string> = new Set([
  ...["agreement.party", "agreement.status", "customer.kind", "customer.locale"],
]);

/** Counts how many records have something in each field (B-05, M-23). */
export class FieldFills {
  readonly #of = new Map<CountedRecord, Counted>();

  /**
   * Counts a record.
   * @param told the fields that its source speaks of: most of what a schema adds is nothing anybody filled; without it all
   */
  add(
    kind: CountedRecord,
    record: Readonly<Record<string, unknown>>,
    told?: ReadonlySet<string>,
  ): void {
    const counted = this.#countedOf(kind);
    counted.records += 1;
    if (typeof record.customerId === "string") counted.customers.add(record.customerId);
    for (const [field, value] of Object.entries(record)) {
      const name = `${kind}.${field}`;
      if (field === "attributes") this.#addAttributes(counted, value);
      else if (told === undefined || told.has(field) || MEANT.has(name))
        count(counted, name, value);
    }
  }

  /** How the fields are filled, as readiness is judged by it; `customers` is how many there are. */
  fills(customers: number): Readonly<Record<string, FieldFill>> {
    const fills: Record<string, FieldFill> = {};
    for (const [kind, { records, filled, customers: having }] of this.#of) {
      if (kind !== "customer") fills[kind] = { records: customers, filled: having.size };
      for (const [field, number] of filled) {
        const name = field.startsWith("attributes.") ? `${kind}.${field}` : field;
        fills[name] = { records, filled: number };
      }
    }
    return fills;
  }

  #addAttributes(counted: Counted, attributes: unknown): void {
    if (typeof attributes !== "object" || attributes === null) return;
    for (const [name, value] of Object.entries(attributes)) {
      count(counted, `attributes.${name}`, value);
    }
  }

  #countedOf(kind: CountedRecord): Counted {
    const known = this.#of.get(kind);
    if (known !== undefined) return known;
    const counted: Counted = { records: 0, filled: new Map(), customers: new Set() };
    this.#of.set(kind, counted);
    return counted;
  }
}

function count({ filled }: Counted, field: string, value: unknown): void {
  const isFilled = value !== undefined && value !== "" && value !== NOTHING[field];
  filled.set(field, (filled.get(field) ?? 0) + (isFilled ? 1 : 0));
}
