import type { Tenant } from "@perennial/store";
import type { Router } from "express";
import type { Demo } from "./demo/demo.ts";
import type { Health } from "./health/health.ts";
import type { ServerRuntime } from "./setup/create-context.ts";

/** What the server's doors work with. */
export interface ServerContext extends ServerRuntime {
  readonly version: string;
  /** How this process is. */
  readonly health: Health;
  /** The folder of the built console. */
  readonly consoleFolder: string;
  /** Tenants as they are now, by id. */
  tenant(id: number): Promise<Tenant>;
  /** Makes sure that nothing this process keeps of a tenant is old. */
  refresh(tenant: number): Promise<void>;
  /**
   * Says that there may be work for a tenant; `read` when one of its connections is to be read, `review` when its
   * dates are to be looked at as well.
   */
  ring(tenant: number, kind?: "due" | "read" | "review"): void;
  /** Pages about the queues, where several processes share them. */
  readonly queuePages?: Router;
  /** The demo, where this server runs one. */
  readonly demo: Demo | undefined;
}
