import { uuidFrom } from "../../id/uuid.ts";
import {
  type EntraApp,
  type EntraUser,
  GRAPH_RESOURCE,
  type TenantOptions,
} from "../entra-options.ts";

/** An app as a tenant has it: a service principal with what was consented to. */
export interface ServicePrincipal {
  /** The object id of the service principal, which is not the client id. */
  readonly id: string;
  readonly clientId: string;
  /** The application permissions granted, by resource. */
  readonly roles: Readonly<Record<string, readonly string[]>>;
  /** Whether people may sign in to it. */
  readonly isEnabled: boolean;
}

/** What a tenant is kept as over a restart. */
export interface TenantSnapshot {
  readonly id: string;
  readonly domain: string;
  readonly users: readonly EntraUser[];
  readonly resources: readonly string[];
  readonly principals: readonly ServicePrincipal[];
}

/** One customer's directory. */
export class Tenant {
  readonly id: string;
  readonly domain: string;
  readonly #users: Map<string, EntraUser>;
  readonly #resources = new Set<string>([GRAPH_RESOURCE]);
  readonly #principals = new Map<string, ServicePrincipal>();

  constructor(options: Required<TenantOptions>) {
    this.id = options.id;
    this.domain = options.domain;
    this.#users = new Map(options.users.map((user) => [user.id, user]));
  }

  get users(): readonly EntraUser[] {
    return [...this.#users.values()];
  }

  user(id: string): EntraUser | undefined {
    return this.#users.get(id);
  }

  addUser(user: EntraUser): void {
    this.#users.set(user.id, user);
  }

  /** Makes a service known that tokens can be asked for, by its origin. */
  addResource(origin: string): void {
    this.#resources.add(origin);
  }

  /** A service is gone, such as an environment that was deleted: nobody gets tokens for it any more. */
  removeResource(origin: string): void {
    this.#resources.delete(origin);
  }

  hasResource(origin: string): boolean {
    return this.#resources.has(origin);
  }

  principal(clientId: string): ServicePrincipal | undefined {
    return this.#principals.get(clientId);
  }

  /** An administrator consents: the app is in the tenant with all permissions that it asks for now. */
  consent(app: EntraApp): ServicePrincipal {
    const known = this.#principals.get(app.clientId);
    const principal: ServicePrincipal = {
      id: known?.id ?? uuidFrom(this.id, app.clientId, "service principal"),
      clientId: app.clientId,
      roles: app.permissions ?? {},
      isEnabled: true,
    };
    this.#principals.set(app.clientId, principal);
    return principal;
  }

  /** An administrator deletes the app from the tenant; tokens it has live on until they end. */
  remove(clientId: string): void {
    this.#principals.delete(clientId);
  }

  /** An administrator blocks the app, or lets it work again. */
  setEnabled(clientId: string, isEnabled: boolean): void {
    const known = this.#principals.get(clientId);
    if (known !== undefined) this.#principals.set(clientId, { ...known, isEnabled });
  }

  /** An administrator takes a permission of a resource back. */
  revoke(clientId: string, resource: string, permission: string): void {
    const known = this.#principals.get(clientId);
    if (known === undefined) return;
    const left = (known.roles[resource] ?? []).filter((role) => role !== permission);
    this.#principals.set(clientId, { ...known, roles: { ...known.roles, [resource]: left } });
  }

  snapshot(): TenantSnapshot {
    return {
      id: this.id,
      domain: this.domain,
      users: this.users,
      resources: [...this.#resources],
      principals: [...this.#principals.values()],
    };
  }

  restore(snapshot: TenantSnapshot): void {
    for (const user of snapshot.users) this.addUser(user);
    for (const resource of snapshot.resources) this.addResource(resource);
    this.#principals.clear();
    for (const one of snapshot.principals) this.#principals.set(one.clientId, one);
  }
}
