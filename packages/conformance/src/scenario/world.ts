import type { Command, Instant, RecordId, RecordRef, Tokens } from "@perennial/contract";
import type { Fault } from "./fault.ts";

/**
 * The other side as one case needs it: a stateful simulator, or a server on loopback that remembers. It is
 * started anew for every case and begins without faults.
 */
export interface World {
  /** What a customer would fill in to connect to it, as the connector's settings have it. */
  readonly settings: unknown;
  /** The tokens of a connection that was granted, still good. Needed where `auth` is `oauth2`. */
  readonly tokens?: Tokens;
  /**
   * Renews the tokens as another process would, once: the old ones are void from then on. Needed where `auth` is
   * `oauth2`.
   */
  renew?(): Promise<Tokens>;
  /** Our app's credentials at the vendor, as `MarketplaceApp.credentials` has them. Needed where the connector has an `app`. */
  readonly app?: unknown;
  /**
   * Where the vendor sends to: a connection's own door, or the app's, whose requests are signed for the app.
   * @default connection
   */
  readonly door?: "connection" | "app";
  /** How each fault is switched on; `httpFaults` has them all for a vendor that speaks HTTP. */
  readonly faults: { readonly [Name in Fault]?: () => void | Promise<void> };
  /** Ends every fault. */
  clear(): void | Promise<void>;
  /** Resolves once a request has been read in full since a fault was last switched on. */
  reached(): Promise<void>;
  /** How many different things the other side has done for us: messages sent, entries put, records set. */
  taken(): number;
  /** Everything the newest of those things carried, as text. Needed where `send-email` is declared. */
  newest?(): string;
  /** Makes ready for a command, such as by putting the call that it withdraws. */
  prepare?(command: Command): Promise<void>;
  /** The vendor's records. Needed where `changes.read` is declared. */
  readonly feed?: WorldFeed;
  /** Visits that the vendor's people plan. Needed where `plannedVisits` is declared. */
  readonly visits?: WorldVisits;
  /** Stops it and frees its ports; may be called twice. */
  stop(): Promise<void>;
}

/** Records of the vendor that come, change and go. Let a page hold two at most, so that few make many pages. */
export interface WorldFeed {
  /** New records, all changed at the clock's present moment; gives their ids in the order of the feed. */
  add(count: number): Promise<readonly string[]>;
  /** Changes a record at the clock's present moment. */
  change(id: string): Promise<void>;
  /** Deletes a customer. Needed where `customer.deleted` is declared. */
  remove?(id: string): Promise<void>;
  /** Merges one customer into another, which stays. Needed where `customer.deleted` or `customer.merged` is declared. */
  merge?(gone: string, stays: string): Promise<void>;
  /** A customer answers something that we sent. Needed where replies are declared, and come without their words. */
  answer?(from: string, text: string): Promise<void>;
  /** How the other side names a record. Needed where sessions have `readRecords` or `samples`. */
  ref?(id: string): RecordRef;
}

/** Visits that the vendor's people plan. Let a page hold two at most, so that few make many pages. */
export interface WorldVisits {
  /** Two reps who plan visits, as `VisitSpan.owner` has them. */
  readonly reps: readonly [string, string];
  /** Plans a visit of an hour to a new customer, which it gives. */
  plan(rep: string, at: Instant): Promise<RecordId>;
  /** Calls off the visit to a customer. */
  callOff(customerId: RecordId): Promise<void>;
}
