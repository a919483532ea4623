import { SimulatorError } from "../../simulator-error.ts";
import { type Field, type FieldSketch, field } from "./field.ts";
import { type SObjectSketch, type SObjectType, sobjectType, systemFields } from "./sobject-type.ts";

/** A way from a record to those that refer to it. */
export interface ChildRelationship {
  readonly name: string;
  readonly child: SObjectType;
  readonly field: Field;
}

/** What was added to an org's schema after its setup, in order. */
export type SchemaAddition =
  | { readonly object: SObjectSketch }
  | { readonly field: FieldSketch; readonly typeName: string };

interface Entry {
  readonly type: SObjectType;
  /** By name in lower case. */
  readonly fields: Map<string, Field>;
}

/** The types of records in one org and their fields; names are found in any case. */
export class Schema {
  readonly #entries = new Map<string, Entry>();
  readonly #byPrefix = new Map<string, SObjectType>();
  readonly #currencies: readonly string[];
  readonly #added: SchemaAddition[] = [];
  #custom = 0;

  constructor(currencies: readonly string[]) {
    this.#currencies = currencies;
  }

  get types(): readonly SObjectType[] {
    return [...this.#entries.values()].map(({ type }) => type);
  }

  /** What was added since the org was set up. */
  get added(): readonly SchemaAddition[] {
    return this.#added;
  }

  /** Forgets what was added so far: it is part of how the org is set up. */
  settle(): void {
    this.#added.length = 0;
  }

  /** Adds objects that are not there yet, and fields as they were added last. */
  addAll(additions: readonly SchemaAddition[]): void {
    for (const one of additions) {
      if ("object" in one) {
        if (this.type(one.object.name) === undefined) this.define(one.object);
        continue;
      }
      const type = this.type(one.typeName);
      if (type !== undefined) this.addField(type, one.field);
    }
  }

  type(name: string): SObjectType | undefined {
    return this.#entries.get(name.toLowerCase())?.type;
  }

  /** The type whose ids begin so. */
  typeOfId(id: string): SObjectType | undefined {
    return this.#byPrefix.get(id.slice(0, 3));
  }

  fields(type: SObjectType): readonly Field[] {
    return [...(this.#entries.get(type.name.toLowerCase())?.fields.values() ?? [])];
  }

  field(type: SObjectType, name: string): Field | undefined {
    return this.#entries.get(type.name.toLowerCase())?.fields.get(name.toLowerCase());
  }

  /** The reference that a relationship such as `Account` or `Owner` follows. */
  relationship(type: SObjectType, name: string): Field | undefined {
    const wanted = name.toLowerCase();
    return this.fields(type).find((one) => one.relationshipName?.toLowerCase() === wanted);
  }

  childRelationships(type: SObjectType): readonly ChildRelationship[] {
    const found: ChildRelationship[] = [];
    for (const child of this.types)
      for (const one of this.fields(child))
        if (one.childRelationshipName !== null && one.referenceTo.includes(type.name))
          found.push({ name: one.childRelationshipName, child, field: one });
    return found;
  }

  /** The references that lead to a type, whether or not there is a way back. */
  referencesTo(
    type: SObjectType,
  ): readonly { readonly type: SObjectType; readonly field: Field }[] {
    return this.types.flatMap((other) =>
      this.fields(other)
        .filter(({ referenceTo }) => referenceTo.includes(type.name))
        .map((one) => ({ type: other, field: one })),
    );
  }

  /** Defines a type; one of the org's own gets the next free prefix. */
  define(sketch: SObjectSketch): SObjectType {
    if (this.type(sketch.name) !== undefined)
      throw new SimulatorError(`The object ${sketch.name} exists already; add fields to it.`);
    this.#custom += sketch.keyPrefix === undefined ? 1 : 0;
    const type = sobjectType(sketch, `a${this.#custom.toString(36).padStart(2, "0")}`);
    const fields = new Map<string, Field>();
    for (const one of [...systemFields(sketch, this.#currencies), ...sketch.fields])
      fields.set(one.name.toLowerCase(), one);
    this.#entries.set(type.name.toLowerCase(), { type, fields });
    this.#byPrefix.set(type.keyPrefix, type);
    this.#added.push({ object: sketch });
    return type;
  }

  /** Defines a field or replaces one. */
  addField(type: SObjectType, sketch: FieldSketch): Field {
    const made = field(sketch);
    this.#added.push({ field: sketch, typeName: type.name });
    this.#entries.get(type.name.toLowerCase())?.fields.set(made.name.toLowerCase(), made);
    return made;
  }
}
