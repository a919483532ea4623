import type { z } from "zod";
import type { Command } from "../command/command.ts";
import type { Receipt } from "../command/receipt.ts";
import type { Clock } from "../port/clock.ts";
import type { Limiter } from "../port/limiter.ts";
import type { Log } from "../port/log.ts";
import type { TokenStore } from "../port/token-store.ts";
import type { Instant } from "../scalar.ts";
import type { Signal } from "../signal/signal.ts";
import type { Manifest } from "./manifest.ts";

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

/** What a genuine request means: one part that is wrong never costs the parts that are right. */
export interface Understanding {
  readonly signals: readonly Signal[];
  readonly problems: readonly Misunderstanding[];
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
export interface ConnectorContext {
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
}

/** One page of changes; its cursor is stored after its signals are. */
export interface ChangePage {
  readonly signals: readonly Signal[];
  readonly cursor: string;
}

/** What a look-up found of a command sent earlier. */
export type LookUpAnswer =
  | { readonly commandId: string; readonly found: true; readonly providerId?: string }
  | { readonly commandId: string; readonly found: false };

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
  /** Frees everything; may be called twice. */
  close(): Promise<void>;
}

/** A command together with the moment of its first attempt. */
export interface AttemptedCommand {
  readonly command: Command;
  readonly attemptedAt: Instant;
}

/** A system that Perennial can talk with: two parts data, one part pure, one part I/O. */
export interface Connector<Settings = unknown> {
  readonly manifest: Manifest;
  /** What a customer fills in; fields marked `secret` in their metadata never reach a log. */
  readonly settings: z.ZodType<Settings>;
  readonly inbound?: Inbound<Settings>;
  open(settings: Settings, context: ConnectorContext): Promise<Session>;
}
