import type { Table } from "../metadata/table.ts";
import type { Row } from "../record/row.ts";
import { isReference } from "../record/value.ts";
import { missingPrivilege } from "../refusal.ts";
import { type Depth, further, type Privileges, privilegeOf, type Verb } from "./privilege.ts";

/** What the security is kept as over a restart. */
export interface SecuritySnapshot {
  readonly roles: readonly (readonly [string, Privileges])[];
  readonly assigned: readonly (readonly [string, readonly string[]])[];
  readonly members: readonly (readonly [string, readonly string[]])[];
}

/** Who may do what: roles, who has them, and the teams that share theirs with their members. */
export class Security {
  /** The privileges of a role, by its id. */
  readonly #roles = new Map<string, Privileges>();
  /** The roles of a user or team, by its id. */
  readonly #assigned = new Map<string, Set<string>>();
  /** The members of a team, by its id. */
  readonly #members = new Map<string, Set<string>>();

  define(roleId: string, privileges: Privileges): void {
    this.#roles.set(roleId, privileges);
  }

  /** Gives a user or a team a role. */
  assign(principalId: string, roleId: string): void {
    addTo(this.#assigned, principalId, roleId);
  }

  unassign(principalId: string, roleId: string): void {
    this.#assigned.get(principalId)?.delete(roleId);
  }

  join(teamId: string, userId: string): void {
    addTo(this.#members, teamId, userId);
  }

  leave(teamId: string, userId: string): void {
    this.#members.get(teamId)?.delete(userId);
  }

  /** The roles of a user or team itself. */
  rolesOf(principalId: string): readonly string[] {
    return [...(this.#assigned.get(principalId) ?? [])];
  }

  /** The teams of a user. */
  teamsOf(userId: string): readonly string[] {
    return [...this.#members].filter(([, users]) => users.has(userId)).map(([team]) => team);
  }

  /** Everything that a user may, by its own roles and those of its teams. */
  privilegesOf(userId: string): Privileges {
    const all: Record<string, Depth> = {};
    for (const principal of [userId, ...this.teamsOf(userId)])
      for (const roleId of this.rolesOf(principal)) {
        const privileges = this.#roles.get(roleId) ?? {};
        if (privileges === "all") return "all";
        for (const [name, depth] of Object.entries(privileges))
          all[name] = further(all[name], depth);
      }
    return all;
  }

  /** How far a user may do something with a table's rows; throws where not at all. */
  need(userId: string, verb: Verb, table: Table): Depth {
    const name = privilegeOf(verb, table);
    const depth = this.depthOf(userId, name);
    if (depth === undefined) throw missingPrivilege(userId, name);
    return depth;
  }

  /** How far a privilege of a user reaches, by its name. */
  depthOf(userId: string, privilege: string): Depth | undefined {
    const privileges = this.privilegesOf(userId);
    return privileges === "all" ? "global" : privileges[privilege];
  }

  /** Which rows a depth reaches for a user whose business unit is given. */
  reach(
    user: { readonly id: string; readonly unit: string },
    depth: Depth,
    table: Table,
  ): (row: Row) => boolean {
    if (depth === "global" || table.ownership !== "UserOwned") return () => true;
    const own = new Set([user.id, ...this.teamsOf(user.id)]);
    return (row) => {
      const { ownerid, owningbusinessunit } = row.values;
      if (isReference(ownerid) && own.has(ownerid.id)) return true;
      return (
        depth !== "basic" && isReference(owningbusinessunit) && owningbusinessunit.id === user.unit
      );
    };
  }

  snapshot(): SecuritySnapshot {
    const lists = (map: ReadonlyMap<string, Set<string>>) =>
      [...map].map(([key, ids]) => [key, [...ids]] as const);
    return {
      roles: [...this.#roles],
      assigned: lists(this.#assigned),
      members: lists(this.#members),
    };
  }

  restore(snapshot: SecuritySnapshot): void {
    for (const [id, privileges] of snapshot.roles) this.define(id, privileges);
    for (const map of [this.#assigned, this.#members]) map.clear();
    for (const [id, roles] of snapshot.assigned) this.#assigned.set(id, new Set(roles));
    for (const [id, users] of snapshot.members) this.#members.set(id, new Set(users));
  }
}

function addTo(map: Map<string, Set<string>>, key: string, value: string): void {
  const set = map.get(key);
  if (set === undefined) map.set(key, new Set([value]));
  else set.add(value);
}
