import type { z } from "zod";
import type { Command } from "../command/command.ts";
import type { Receipt } from "../command/receipt.ts";
import type { Clock } from "../port/clock.ts";
import type { Limiter } from "../port/limiter.ts";
import type { Log } from "../port/log.ts";
import type { TokenStore } from "../port/token-store.ts";
import type { Instant, LocalizedText } from "../scalar.ts";
import type { Signal } from "../signal/signal.ts";
import type { MarketplaceApp } from "./app.ts";
import type { Listening } from "./listening.ts";
import type { Manifest } from "./manifest.ts";
import type { PlannedVisit, VisitSpan } from "./planned-visit.ts";
import type { PageSources, SettingsPage } from "./settings-page.ts";

/** A request that the other side sent to one of our doors, untouched. */
export interface InboundRequest {
  readonly method: string;
  /** The public URL it was sent to, with its query: some signatures cover it. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** When it came, by our clock: for what the other side dates itself in no way. */
  readonly receivedAt?: Instant;
}

/** What a genuine request is answered with, where the other side is a browser or a mail program. */
export interface InboundAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** In base64 where `encoding` says so. */
  readonly body: string;
  /** @default utf8 */
  readonly encoding?: "utf8" | "base64";
}

/** Whether a request is genuine; `reason` is for the log, never for the sender. */
export type Verification =
  | {
      readonly genuine: true /** The other side's id of this delivery, if it gives one. */;
      readonly deliveryId?: string;
    }
  | { readonly genuine: false; readonly reason: string };

/** A part of a genuine request that could not be understood; the request is kept for a person to see. */
export interface Misunderstanding {
  /** Where in the request it stands, such as `data.items[3]`; `body` where it is the whole. */
  readonly place: string;
  /** What is wrong with it and what would be right. */
  readonly message: string;
}

/** A record of the other side. */
export interface RecordRef {
  /** What the other side calls its kind, such as `contact` or `0-3`; the connector's own word. */
  readonly object: string;
  readonly id: string;
}

/** What a genuine request means: one part that is wrong never costs the parts that are right. */
export interface Understanding {
  readonly signals: readonly Signal[];
  readonly problems: readonly Misunderstanding[];
  /**
   * Records that the other side says have changed without saying how, or in an order that cannot be trusted: they are
   * read anew before anything is done, once however often they are named. Needs `Session.readRecords`.
   */
  readonly changed?: readonly RecordRef[];
}

/** The pure side of a connector: no I/O, no clock. */
export interface Inbound<Settings> {
  /** Judges a request from its raw bytes. Never throws. */
  verify(request: InboundRequest, settings: Settings, now: Instant): Verification;
  /** Says what a genuine request means. Never throws; an unknown kind of event means nothing. */
  toSignals(request: InboundRequest, settings: Settings): Understanding;
  /** What a genuine request is answered with; nothing for an empty answer. Never throws. */
  answer?(request: InboundRequest, settings: Settings): InboundAnswer | undefined;
}

/** What a session gets from outside; nothing is taken from globals. */
export interface ConnectorContext<App = unknown> {
  readonly clock: Clock;
  readonly log: Log;
  readonly fetch: typeof fetch;
  /** Aborts everything the session is doing. */
  readonly abort: AbortSignal;
  /** The public URL of this connection's door, for delivery reports and replies. */
  readonly callbackUrl: string;
  /** The connection's OAuth tokens, shared with every other process that uses the connection. */
  readonly tokens: TokenStore;
  /** Room for requests that are not commands; for those room was made before `perform`. */
  readonly limiter: Limiter;
  /** Our app at the vendor, as `MarketplaceApp.credentials` gave it; absent where the operator gave none. */
  readonly app?: App;
}

/** One page of changes; its cursor is stored after its signals are. */
export interface ChangePage {
  readonly signals: readonly Signal[];
  readonly cursor: string;
  /** What could not be understood of it; shown among the records that are not in step. */
  readonly problems?: readonly Misunderstanding[];
  /** How many records a first load has to read in all, where the other side says so. */
  readonly total?: number;
  /** Whether it tells what was so before, as when all is read anew under another mapping: it starts nothing. @default false */
  readonly known?: boolean;
}

/** What a look-up found of a command sent earlier. */
export type LookUpAnswer =
  | { readonly commandId: string; readonly found: true; readonly providerId?: string }
  | { readonly commandId: string; readonly found: false };

/** A field of a kind of record on the other side, as an administrator picks it for the mapping. */
export interface VendorField {
  /** The other side's name of it. */
  readonly name: string;
  /** What its people see. */
  readonly label: string;
  /** The other side's word for its type. */
  readonly type: string;
  /** The values it can take, where they are listed. */
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  /** Whether we may not write it. */
  readonly readOnly?: boolean;
}

/** A kind of record on the other side. */
export interface VendorObject {
  /** As in `RecordRef`. */
  readonly object: string;
  readonly label: string;
  readonly fields: readonly VendorField[];
}

/** What the account on the other side is made of, for the settings page. */
export interface VendorSchema {
  readonly objects: readonly VendorObject[];
  /** What cannot be used because the account, or its administrator's consent, has it not; in words. */
  readonly missing: readonly LocalizedText[];
}

/** A record of the other side as it is there, and what we make of it: for looking at a mapping before it is saved. */
export interface SampleRecord {
  readonly ref: RecordRef;
  /** Values by the other side's names. */
  readonly values: Readonly<Record<string, string | null>>;
  readonly signals: readonly Signal[];
  readonly problems: readonly Misunderstanding[];
}

/** An open connection to the other side. */
export interface Session {
  /** Proves that the credentials work, and changes nothing. Throws a `ConnectorError` that says why not. */
  check(): Promise<void>;
  /**
   * Does each command once and gives a receipt for each, in order. A failure of one command is that
   * command's receipt; a thrown `ConnectorError` speaks for all of them.
   */
  perform(commands: readonly Command[]): Promise<readonly Receipt[]>;
  /** Asks whether commands of unknown outcome were taken; present where the manifest declares `proof.lookUp`. */
  lookUp?(commands: readonly AttemptedCommand[]): Promise<readonly LookUpAnswer[]>;
  /** Changes after a cursor, oldest first; from the beginning without one. Ends when there are no more. */
  changesSince?(cursor: string | undefined): AsyncIterable<ChangePage>;
  /**
   * What records look like now; one that is gone is told as deleted. Give back a signal or a problem for each that
   * means something here, and nothing for the rest. Present where `inbound` names changed records.
   */
  readRecords?(refs: readonly RecordRef[]): Promise<Understanding>;
  /**
   * Hears from the other side at once that records have changed, as a help to reading and never in its place: what nobody hears
   * of is read when it falls due. Resolves when `over` aborts or the session is closed, and then tells no more. Throws a
   * `ConnectorError` where it cannot be heard any longer: it is tried again later, after `retryAfter` where that is said, and a day
   * later where the account does not allow it (`forbidden`). Present only where the manifest declares `listens`, and not where the settings
   * do without; needs `changesSince` and `readRecords`.
   */
  listen?(listening: Listening): Promise<void>;
  /** Makes what is written to, such as fields of our own, where the account lacks it. Doing it again changes nothing. */
  prepare?(): Promise<void>;
  /** The kinds of record and their fields, for whoever maps them. */
  describe?(): Promise<VendorSchema>;
  /** A few records as they are and as they would be read. */
  samples?(object: string, count: number): Promise<readonly SampleRecord[]>;
  /**
   * The visits that a rep has planned, by day, those that have been made by now too; one that was called off, or is to no customer,
   * is left out. Calls and e-mails are no visits. Throws a `ConnectorError` of kind `not-found` where nobody is called what the span says, and of kind
   * `forbidden` where the account does not let us see them. Present exactly where the manifest declares `plannedVisits` (B-03).
   */
  plannedVisits?(span: VisitSpan): Promise<readonly PlannedVisit[]>;
  /** The page of ours inside the other side where its people choose; what is chosen there is taken while changes are read. */
  readonly settingsPage?: SettingsPage;
  /**
   * Takes our app out of the account, as far as an app can: the connection is of no use afterwards, unless the access is an
   * administrator's to take back, which `MarketplaceApp.leaves` then says.
   */
  uninstall?(): Promise<void>;
  /** Frees everything; may be called twice. */
  close(): Promise<void>;
}

/** A command together with the moment of its first attempt. */
export interface AttemptedCommand {
  readonly command: Command;
  readonly attemptedAt: Instant;
}

/** A system that Perennial can talk with: two parts data, one part pure, one part I/O. */
export interface Connector<Settings = unknown, App = unknown> {
  readonly manifest: Manifest;
  /** What a customer fills in; fields marked `secret` in their metadata never reach a log. */
  readonly settings: z.ZodType<Settings>;
  readonly inbound?: Inbound<Settings>;
  /**
   * The fields of customers that the other side keeps for us by these settings, such as `tier` and `nextRenewal`, and of their
   * course through programs, in words for its staff: `programs`, a line each, `nextStep` and `nextStepAt`. It is told of them
   * by `update-record` when they change here. Their standing in words goes along with these: `tierName`, `tierRemaining` and
   * `tierKeeping`, `tierShare` in percent, `riskReasons`, and `say`, a line each. Of these `tierName` is at most 80 characters long, `say` and
   * `programs` 5,000, and the others 255. Only a system of record has any (architecture.md, 5). Never throws.
   * @default none
   */
  keeps?(settings: Settings): readonly string[];
  /** Where customers connect by installing our app at the vendor. */
  readonly app?: MarketplaceApp<App>;
  /** How `Session.settingsPage` and the connection's own settings meet; present where sessions have one. */
  readonly settingsPage?: PageSources<Settings>;
  open(settings: Settings, context: ConnectorContext<App>): Promise<Session>;
}
