import type { Instant } from "@perennial/contract";
import type { Tenant, TenantTransaction } from "@perennial/store";
import type { ProgramStart } from "./write-plans.ts";

/** How a round of the deliver loop goes. */
export interface DeliverOptions {
  /** How many rows one round takes. @default 4000 */
  readonly limit?: number;
  /** Ends it before its next claim. */
  readonly over?: AbortSignal | undefined;
  /**
   * Lets customers into programs that other programs start (P-05), in the transaction that marks it done.
   * @default such effects wait
   */
  readonly startPrograms?: (
    tx: TenantTransaction,
    starts: readonly ProgramStart[],
    at: { readonly tenant: Tenant; readonly now: Instant },
  ) => Promise<void>;
  /**
   * Where one click ends a customer's marketing, for texts and for the header of e-mails.
   * @default no such page
   */
  readonly unsubscribeUrl?: (tenant: Tenant, customerId: string) => string;
}
