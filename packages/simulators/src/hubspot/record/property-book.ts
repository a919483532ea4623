import type { ObjectType } from "./object-type.ts";
import type { PropertyDefinition } from "./property.ts";
import { standardProperties } from "./standard-properties.ts";

/** A group that properties stand in. */
export interface PropertyGroup {
  readonly name: string;
  readonly label: string;
  readonly displayOrder: number;
}

/** What a book is kept as over a restart. */
export interface BookSnapshot {
  readonly properties: readonly PropertyDefinition[];
  readonly groups: readonly PropertyGroup[];
}

/** The properties and groups of a type in a portal. */
export class PropertyBook {
  readonly #properties = new Map<string, PropertyDefinition>();
  readonly #groups = new Map<string, PropertyGroup>();

  constructor(type: ObjectType) {
    for (const definition of standardProperties(type)) {
      this.put(definition);
      const name = definition.groupName;
      if (!this.#groups.has(name)) this.putGroup({ name, label: name, displayOrder: -1 });
    }
  }

  /** The property of that name, unless it is archived. */
  get(name: string): PropertyDefinition | undefined {
    const found = this.#properties.get(name);
    return found?.archivedMs === undefined ? found : undefined;
  }

  /** The property of that name, even if it is archived. */
  find(name: string): PropertyDefinition | undefined {
    return this.#properties.get(name);
  }

  put(definition: PropertyDefinition): void {
    this.#properties.set(definition.name, definition);
  }

  all(archived = false): readonly PropertyDefinition[] {
    return [...this.#properties.values()].filter(
      ({ archivedMs }) => (archivedMs !== undefined) === archived,
    );
  }

  group(name: string): PropertyGroup | undefined {
    return this.#groups.get(name);
  }

  putGroup(group: PropertyGroup): void {
    this.#groups.set(group.name, group);
  }

  groups(): readonly PropertyGroup[] {
    return [...this.#groups.values()];
  }

  snapshot(): BookSnapshot {
    return { properties: [...this.#properties.values()], groups: this.groups() };
  }

  restore({ properties, groups }: BookSnapshot): void {
    this.#properties.clear();
    this.#groups.clear();
    for (const definition of properties) this.put(definition);
    for (const group of groups) this.putGroup(group);
  }

  /** How many properties the portal has made itself: what its quota counts. */
  get ownCount(): number {
    return this.all().filter(({ hubspotDefined }) => !hubspotDefined).length;
  }
}
