import type { Clock, Log } from "@perennial/contract";
import type { Database, Tenant } from "@perennial/store";
import type { CheckContext } from "@perennial/lifecycle";
import type { Connections } from "./connection/connections.ts";
import type { Programs } from "./program/programs.ts";

/** What every loop works with. */
export interface RuntimeContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly programs: Programs;
  readonly connections: Connections;
  /** The words that end marketing for a tenant when they come as a reply. */
  stopWords(tenant: Tenant): readonly string[];
  /** What a program is checked against. */
  checkContext(program: string): CheckContext;
}
