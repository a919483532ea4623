import type { Tenant } from "@perennial/store";
import type { Demo } from "./demo/demo.ts";
import type { ServerRuntime } from "./setup/create-context.ts";

/** What the server's doors work with. */
export interface ServerContext extends ServerRuntime {
  readonly version: string;
  /** The address under which the outside world reaches this server. */
  readonly publicUrl: string;
  /** Tenants as they are now, by id. */
  tenant(id: number): Promise<Tenant>;
  /** Says that there may be work for a tenant; `review` when its dates are to be looked at as well. */
  ring(tenant: number, kind?: "due" | "review"): void;
  /** The demo, where this server runs one. */
  readonly demo: Demo | undefined;
}
