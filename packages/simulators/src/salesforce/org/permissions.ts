import type { Field } from "../schema/field.ts";
import type { SObjectType } from "../schema/sobject-type.ts";

/** What the user that our app works as may see and change: profiles, permission sets and field-level security in one. */
export class Permissions {
  /** Whether the user has View All Data, without which nothing is heard of tasks, events and whole channels. */
  viewAllData = true;
  readonly #hidden = new Set<string>();
  readonly #readOnly = new Set<string>();
  readonly #hiddenObjects = new Set<string>();
  readonly #readOnlyObjects = new Set<string>();

  /** Hides fields such as `Contact.HasOptedOutOfEmail`: for the app they are not there. */
  hideFields(...names: readonly string[]): void {
    for (const name of names) this.#hidden.add(name);
  }

  showFields(...names: readonly string[]): void {
    for (const name of names) this.#hidden.delete(name);
  }

  protectFields(...names: readonly string[]): void {
    for (const name of names) this.#readOnly.add(name);
  }

  hideObjects(...names: readonly string[]): void {
    for (const name of names) this.#hiddenObjects.add(name);
  }

  showObjects(...names: readonly string[]): void {
    for (const name of names) this.#hiddenObjects.delete(name);
  }

  protectObjects(...names: readonly string[]): void {
    for (const name of names) this.#readOnlyObjects.add(name);
  }

  canRead(type: SObjectType): boolean {
    return !this.#hiddenObjects.has(type.name);
  }

  canWrite(type: SObjectType): boolean {
    return this.canRead(type) && type.isWritable && !this.#readOnlyObjects.has(type.name);
  }

  isHidden(type: SObjectType, { name }: Field): boolean {
    return this.#hidden.has(`${type.name}.${name}`);
  }

  isReadOnly(type: SObjectType, { name }: Field): boolean {
    const key = `${type.name}.${name}`;
    return this.#hidden.has(key) || this.#readOnly.has(key) || !this.canWrite(type);
  }

  snapshot(): PermissionsSnapshot {
    return {
      viewAllData: this.viewAllData,
      hidden: [...this.#hidden],
      readOnly: [...this.#readOnly],
      hiddenObjects: [...this.#hiddenObjects],
      readOnlyObjects: [...this.#readOnlyObjects],
    };
  }

  restore(kept: PermissionsSnapshot): void {
    this.viewAllData = kept.viewAllData;
    for (const [set, names] of [
      [this.#hidden, kept.hidden],
      [this.#readOnly, kept.readOnly],
      [this.#hiddenObjects, kept.hiddenObjects],
      [this.#readOnlyObjects, kept.readOnlyObjects],
    ] as const) {
      set.clear();
      for (const name of names) set.add(name);
    }
  }
}

/** What the permissions are kept as over a restart. */
export interface PermissionsSnapshot {
  readonly viewAllData: boolean;
  readonly hidden: readonly string[];
  readonly readOnly: readonly string[];
  readonly hiddenObjects: readonly string[];
  readonly readOnlyObjects: readonly string[];
}
