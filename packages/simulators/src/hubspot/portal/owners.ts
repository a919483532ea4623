import type { PortalUser } from "./portal-options.ts";

/** A user as records name one as theirs; a user's id and the owner's are different numbers. */
export interface Owner {
  readonly id: string;
  readonly user: PortalUser;
  readonly archived: boolean;
}

const FIRST_OWNER = 70_000_000;

/** The users of a portal and the owners they are. */
export class Owners {
  readonly #owners: Owner[] = [];

  constructor(users: readonly PortalUser[]) {
    for (const user of users) this.add(user);
  }

  get all(): readonly Owner[] {
    return this.#owners;
  }

  add(user: PortalUser): Owner {
    const owner = { id: String(FIRST_OWNER + user.id), user, archived: false };
    this.#owners.push(owner);
    return owner;
  }

  /** Someone leaves: the owner keeps the id, but nothing new can be theirs. */
  archive(id: string): void {
    const index = this.#owners.findIndex((owner) => owner.id === id);
    const owner = this.#owners[index];
    if (owner !== undefined) this.#owners[index] = { ...owner, archived: true };
  }

  isActive(id: string): boolean {
    return this.#owners.some((owner) => owner.id === id && !owner.archived);
  }

  snapshot(): readonly Owner[] {
    return [...this.#owners];
  }

  restore(owners: readonly Owner[]): void {
    this.#owners.splice(0, Infinity, ...owners);
  }

  /** A user by id or e-mail address. */
  user(key: number | string): PortalUser | undefined {
    return this.#owners.find(({ user }) => user.id === key || user.email === key)?.user;
  }
}
