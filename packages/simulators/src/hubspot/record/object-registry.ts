import { HubspotRefusal } from "../api/refusal.ts";
import { Associations, type AssociationsSnapshot } from "./associations.ts";
import { ObjectStore, type StoreSnapshot } from "./object-store.ts";
import { type ObjectType, STANDARD_TYPES } from "./object-type.ts";
import { DEAL_PIPELINE, ORDER_PIPELINE, type Pipeline } from "./pipeline.ts";
import { type BookSnapshot, PropertyBook } from "./property-book.ts";

/** What the records are kept as over a restart; an administrator's rules are set up anew. */
export interface RecordsSnapshot {
  readonly types: readonly {
    readonly type: ObjectType;
    readonly store: StoreSnapshot;
    readonly book: BookSnapshot;
    readonly pipelines: readonly Pipeline[];
  }[];
  readonly associations: AssociationsSnapshot;
}

/** The types of record a portal has, with what is kept of each. */
export class ObjectRegistry {
  readonly associations = new Associations();
  readonly pipelines = new Map<string, Pipeline[]>([
    ["deals", [DEAL_PIPELINE]],
    ["orders", [ORDER_PIPELINE]],
  ]);
  readonly #lagMs: number;
  readonly #types: ObjectType[] = [];
  readonly #stores = new Map<string, ObjectStore>();
  readonly #books = new Map<string, PropertyBook>();

  constructor(lagMs: number) {
    this.#lagMs = lagMs;
    for (const type of STANDARD_TYPES) this.addType(type);
  }

  get types(): readonly ObjectType[] {
    return this.#types;
  }

  addType(type: ObjectType): void {
    this.#types.push(type);
    this.#stores.set(type.id, new ObjectStore(this.#lagMs));
    this.#books.set(type.id, new PropertyBook(type));
  }

  removeType(type: ObjectType): void {
    this.#types.splice(this.#types.indexOf(type), 1);
    this.#stores.delete(type.id);
    this.#books.delete(type.id);
  }

  snapshot(): RecordsSnapshot {
    const rows = this.#types.map((type) => ({
      type,
      store: this.store(type).snapshot(),
      book: this.book(type).snapshot(),
      pipelines: this.pipelines.get(type.name) ?? [],
    }));
    return { types: rows, associations: this.associations.snapshot() };
  }

  restore({ types, associations }: RecordsSnapshot): void {
    for (const { type } of types) if (this.type(type.id) === undefined) this.addType(type);
    for (const { type, store, book, pipelines } of types) {
      this.store(type).restore(store);
      this.book(type).restore(book);
      this.pipelines.set(type.name, [...pipelines]);
    }
    this.associations.restore(associations);
  }

  /** The type that a path names: by its plural or singular name, its id, or its full name. */
  type(name: string): ObjectType | undefined {
    return this.#types.find(
      (type) =>
        type.name === name ||
        type.id === name ||
        type.singular === name ||
        type.fullyQualifiedName === name,
    );
  }

  store(type: ObjectType): ObjectStore {
    return known(this.#stores.get(type.id), type);
  }

  book(type: ObjectType): PropertyBook {
    return known(this.#books.get(type.id), type);
  }
}

function known<T>(found: T | undefined, type: ObjectType): T {
  if (found === undefined)
    throw new HubspotRefusal(404, { message: `Unable to infer object type from: ${type.name}` });
  return found;
}
