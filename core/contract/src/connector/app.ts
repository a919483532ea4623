import type { z } from "zod";
import type { Clock } from "../port/clock.ts";
import type { Log } from "../port/log.ts";
import type { Tokens } from "../port/token-store.ts";
import type { RecordId } from "../record/customer.ts";
import type { Instant, LocalizedText } from "../scalar.ts";
import type { InboundAnswer, InboundRequest, Misunderstanding, Verification } from "./connector.ts";

/** An account at a vendor, such as a portal or an organisation. */
export interface AppAccount {
  /** The vendor's id of it: what its deliveries and pages name it by. */
  readonly id: string;
  /** What its people call it. */
  readonly name: string;
  /** An IANA name. */
  readonly timeZone?: string;
  /** ISO 4217. */
  readonly currency?: string;
}

/** What an administrator's browser is sent to the vendor with. */
export interface GrantRequest {
  /** Comes back with the answer, once: whoever brings it is the browser that was sent. */
  readonly state: string;
  /** Where the vendor sends the browser back to. */
  readonly redirectUri: string;
  /** The S256 challenge of a verifier that only we know (RFC 7636). */
  readonly codeChallenge: string;
}

/** What an administrator's browser came back with. */
export interface Grant {
  readonly code: string;
  readonly redirectUri: string;
  /** What the challenge was made of (RFC 7636). */
  readonly codeVerifier: string;
}

/** An account in which our app was installed. */
export interface Installed {
  readonly account: AppAccount;
  readonly tokens: Tokens;
  /** Settings of a connection that is new; one that exists keeps its own. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** The e-mail address of who agreed: the first that may change settings in the vendor's pages. */
  readonly by?: string;
}

/** What installing works with. */
export interface AppContext {
  readonly clock: Clock;
  readonly log: Log;
  readonly fetch: typeof fetch;
  readonly abort: AbortSignal;
}

/** The part of a delivery that is about one account. */
export interface AppPart {
  /** `AppAccount.id`. */
  readonly account: string;
  /** As it is kept in the connection's inbox, for `Inbound.toSignals`. */
  readonly request: InboundRequest;
}

/** A delivery taken apart by account. */
export interface AppParts {
  readonly parts: readonly AppPart[];
  readonly problems: readonly Misunderstanding[];
}

/** Who asks from one of our pages inside the vendor's: taken only from what the vendor signed. */
export interface AppCaller {
  /** `AppAccount.id`. */
  readonly account: string;
  /** The e-mail address, or the vendor's id where it tells none. */
  readonly user: string;
}

/** Who opens our console from a page of the vendor's, by a request that the vendor signed. */
export interface AppLaunch extends AppCaller {
  /** What they may do where the installation does not list them as an administrator. @default "agent" */
  readonly role?: "viewer" | "agent";
  /** The page of the console they come to, such as `/embed/customers/42`. @default its first */
  readonly path?: string;
}

/** Whether a launch is the vendor's, and whose it is. */
export type LaunchVerdict =
  | { readonly genuine: true; readonly launch: AppLaunch }
  | { readonly genuine: false; readonly reason: string };

/** What a vendor's own automation asks us to do, such as a step of a workflow. */
export type AppAction =
  /** Which programs a customer can be let into or taken out of, for a list to choose from. */
  | { readonly kind: "list-programs"; readonly account: string; readonly search?: string }
  | ({ readonly kind: "enrol" } & ActionTarget)
  | ({ readonly kind: "stop" } & ActionTarget);

/** Whom an action is about. */
export interface ActionTarget {
  readonly account: string;
  /** The same when the vendor asks again: what it asks is done once. */
  readonly id: string;
  readonly customerId: RecordId;
  readonly program: string;
  /** Who asks, for the log, such as `HubSpot workflow 42`. */
  readonly by: string;
}

/** What came of an action. */
export type ActionResult =
  | {
      readonly kind: "programs";
      readonly programs: readonly { readonly id: string; readonly name: string }[];
    }
  /** It is taken down and will be done. */
  | { readonly kind: "taken" }
  /** It cannot be done; `message` says what would help. */
  | { readonly kind: "refused"; readonly message: string };

/**
 * What a vendor sends to our app: everything comes to the same doors, whoever's account it is about (HubSpot:
 * crm/hubspot.md, 2 and 6). All of it is pure and never throws.
 */
export interface AppDoors<App = unknown> {
  /** Judges a request to any of the app's doors from its raw bytes. */
  verify(app: App, request: InboundRequest, now: Instant): Verification;
  /** Takes a genuine delivery apart by account. */
  split(request: InboundRequest): AppParts;
  /** Who asks by a genuine request from a page of ours; nothing where it does not say. */
  caller(request: InboundRequest): AppCaller | undefined;
  /** What a genuine request of the vendor's automation asks for; `name` is the last part of the door's path. */
  action?(name: string, request: InboundRequest): AppAction | Misunderstanding;
  /** What the vendor's automation is answered with. */
  answer?(result: ActionResult): InboundAnswer;
}

/**
 * Our app on a vendor's marketplace: who installs it gets a connection (HubSpot: crm/hubspot.md, 1 to 3). All of it but
 * `install` is pure and never throws.
 */
export interface MarketplaceApp<App = unknown> {
  /**
   * Our own ids and secrets at the vendor, which the operator gives the server once; fields marked `secret` in their
   * metadata never reach a log.
   */
  readonly credentials: z.ZodType<App>;
  /** Where an administrator agrees. */
  authorizeUrl(app: App, request: GrantRequest): string;
  /** Exchanges the code and asks whose account it is. Throws a `ConnectorError` that says what to do. */
  install(app: App, grant: Grant, context: AppContext): Promise<Installed>;
  /** Where an account's administrator finds our settings page inside the vendor's. */
  settingsUrl?(app: App, account: AppAccount): string;
  /** What the vendor sends to our app; absent where it sends nothing there. */
  readonly doors?: AppDoors<App>;
  /**
   * Judges a signed request by which a page of the vendor's opens our console, and takes who it is from that alone: a
   * Salesforce Canvas posts one (crm/salesforce.md, 6.2). Nothing tells such a request from its repeat unless the
   * vendor signs a time, which is judged here.
   */
  launch?(app: App, request: InboundRequest, now: Instant): LaunchVerdict;
  /** The hosts of the vendor's pages that may show our console in a frame, such as `https://app.hubspot.com`. */
  readonly frameAncestors?: readonly string[];
  /**
   * What of ours is still in an account that was disconnected from here, and who takes it out: shown then. Absent where
   * `Session.uninstall` takes everything out.
   */
  readonly leaves?: LocalizedText;
}
