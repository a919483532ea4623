import type { Instant } from "@perennial/contract";

/**
 * Where in a renewal a process stands still, there to be killed: it is alone with the tokens and has asked for nothing yet;
 * Salesforce has given new ones, of which nothing is kept; or they are kept, and nobody has used them.
 */
export type RenewalMoment = "alone" | "given" | "kept";

/** What a process is started with, beside the address of PostgreSQL. */
export interface TokenStart {
  readonly databaseUrl: string;
  readonly tenant: number;
  /** Where Salesforce's login hosts are. */
  readonly loginUrl: string;
  readonly sandboxUrl: string;
}

/** What a process is told: to ask the org something at a moment, and to stand still at one of a renewal if it comes to it. */
export interface TokenOrder {
  readonly now: Instant;
  readonly standStill?: RenewalMoment;
}

/** What a process says: that it is ready, that it stands still, or how its question was answered. */
export type TokenWord =
  | { readonly said: "ready" }
  | { readonly said: "stands-still" }
  | { readonly said: "answered"; readonly problem?: string };

/** The connection that all of them use. */
export const CONNECTION = "crm";
/** The key that tokens are sealed with. */
export const VAULT_KEY = Buffer.alloc(32, 9);
