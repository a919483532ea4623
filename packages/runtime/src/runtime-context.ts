import type { Clock, Log, Vault } from "@perennial/contract";
import type { CheckContext, RulePack } from "@perennial/lifecycle";
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
  /** The rules of land and trade that hold where a program names none: what ends marketing, when calls are made. */
  readonly rulePack: RulePack;
  /** Told of what the loops do. @default nobody */
  readonly measures?: Measures;
  /** What a program is checked against. */
  checkContext(program: string): CheckContext;
}
