import type { Clock, Log, Vault } from "@perennial/contract";
import type { CheckContext } from "@perennial/lifecycle";
import type { Database, Tenant } from "@perennial/store";
import type { Connections } from "./connection/connections.ts";
import type { Measures } from "./measure/measures.ts";
import type { Programs } from "./program/programs.ts";

/** What every loop works with. */
export interface RuntimeContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly programs: Programs;
  readonly connections: Connections;
  /**
   * Seals the key by which the addresses of people who were forgotten are recognised. Nobody can be forgotten without
   * it, and nothing is sent for a tenant where somebody was.
   */
  readonly vault?: Vault;
  /** Where one click ends a customer's marketing (RFC 8058). */
  unsubscribeUrl(tenant: Tenant, customerId: string): string;
  /** The words that end marketing for a tenant when they come as a reply. */
  stopWords(tenant: Tenant): readonly string[];
  /** Told of what the loops do. @default nobody */
  readonly measures?: Measures;
  /** What a program is checked against. */
  checkContext(program: string): CheckContext;
}
