import { findTenant, type Tenant } from "@perennial/store";
import type { ServerRuntime } from "./create-context.ts";

/** What another process has changed is known here after so long at the latest, in milliseconds. */
const KNOWN_WITHIN = 2_000;

/**
 * Finds tenants as they are now, and has what this process keeps of one forgotten when another process has changed
 * its connections or the settings of its programs.
 */
export class TenantBook {
  readonly #runtime: ServerRuntime;
  readonly #revisions = new Map<number, number>();
  readonly #seenAt = new Map<number, number>();

  constructor(runtime: ServerRuntime) {
    this.#runtime = runtime;
  }

  /** The tenant as it is now; nothing where there is none. */
  async find(id: number): Promise<Tenant | undefined> {
    const tenant = await findTenant(this.#runtime.db, id);
    if (!tenant) return undefined;
    this.#seenAt.set(id, performance.now());
    const known = this.#revisions.get(id);
    this.#revisions.set(id, tenant.revision);
    if (known !== undefined && known !== tenant.revision) {
      this.#runtime.programs.forget(id);
      await this.#runtime.connections.forget(id);
    }
    return tenant;
  }

  /** Makes sure that nothing kept of a tenant is old, for whoever comes so often that not each may ask. */
  async refresh(id: number): Promise<void> {
    const seenAt = this.#seenAt.get(id) ?? Number.NEGATIVE_INFINITY;
    if (performance.now() - seenAt > KNOWN_WITHIN) await this.find(id);
  }
}
