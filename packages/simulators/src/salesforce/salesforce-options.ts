import type { SimulatorOptions } from "../simulator.ts";

/** Our external client app as Salesforce knows it. */
export interface SalesforceApp {
  /** The consumer key. */
  readonly clientId: string;
  /** The consumer secret. */
  readonly clientSecret: string;
  readonly redirectUris: readonly string[];
  /** What it may ask for. @default `api refresh_token openid` */
  readonly scopes?: readonly string[];
  /** The certificate's public key as PEM, for the JWT flow. @default there is none */
  readonly publicKey?: string;
  /** Days after which a refresh token that nobody used ends. @default 30 */
  readonly refreshIdleDays?: number;
  /** Whether each refresh gives a new refresh token and ends the old one; partner apps must. @default true */
  readonly rotates?: boolean;
}

/** How the simulated Salesforce is set up. */
export interface SalesforceOptions extends SimulatorOptions {
  readonly app: SalesforceApp;
  /** How long a refresh takes, in real milliseconds; another one with the same token is refused meanwhile. @default 0 */
  readonly refreshMs?: number;
  /** How long a change data capture client's question is held open, in real milliseconds. @default 20000 */
  readonly pollMs?: number;
  /** Decides what looks like chance. @default 1 */
  readonly seed?: number;
}
