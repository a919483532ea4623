import type {
  CommandKind,
  Connector,
  MarketplaceApp,
  MessageClass,
  Session,
} from "@perennial/contract";
import type { Connection } from "@perennial/store";
import type { FamilyLimiter } from "./family-limiter.ts";
import type { Headroom } from "./limit-book.ts";

/** A tenant's connection with its connector at hand. */
export interface OpenConnection {
  readonly connection: Connection;
  readonly connector: Connector;
  /** The settings as the connector's schema gave them, secrets opened. */
  readonly settings: unknown;
  /** What holds its requests to the manifest's rate limits; their room is the same for as long as the process runs. */
  readonly limiter: FamilyLimiter;
  /** Opened at the first use and kept. Throws a `ConnectorError` when it cannot be. */
  session(): Promise<Session>;
}

/** A connector whose app at the vendor is ours: the operator gave its credentials. */
export interface OpenApp {
  readonly connector: Connector;
  readonly app: MarketplaceApp;
  /** As `MarketplaceApp.credentials` gave them. */
  readonly credentials: unknown;
}

/** A tenant's open connections, found by what they can do. */
export interface Connections {
  /** Our app at a connector's vendor; nothing where it has none, or where the operator gave no credentials. */
  app(connector: string): OpenApp | undefined;
  /** The connectors here that perform a kind of command, by id: known without a look at any tenant. */
  performers(kind: CommandKind): ReadonlySet<string>;
  /** The connection that a kind of command goes by for a tenant, and of messages a class; see `routeOf`. */
  for(
    tenant: number,
    kind: CommandKind,
    messageClass?: MessageClass,
  ): Promise<OpenConnection | undefined>;
  /** One connection by id. */
  get(tenant: number, id: string): Promise<OpenConnection | undefined>;
  /** All of a tenant's connections. */
  all(tenant: number): Promise<readonly OpenConnection[]>;
  /** Forgets what is known of a tenant's connections, after one of them was changed. */
  forget(tenant: number): Promise<void>;
  /** Tells how much is left of the rate limits of all connections that were opened since the process began. */
  headroom(): Promise<readonly Headroom[]>;
  /** Closes every session. */
  close(): Promise<void>;
}
