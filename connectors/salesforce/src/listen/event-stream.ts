import { API_VERSION } from "../salesforce-credentials.ts";
import { createStreamingClient } from "../salesforce-transport.ts";
import { type FayeClient, isFayeClient, leave } from "./faye-client.ts";
import { refusalIn, type StreamEnd, type StreamEndKind } from "./stream-end.ts";

/** What a stream is opened with. */
export interface EventStreamOptions {
  readonly instanceUrl: string;
  readonly accessToken: string;
  /** The channel's whole name, such as `/data/perennial__Perennial__chn`. */
  readonly channel: string;
  /** The last event that was heard; -1 for new ones alone. */
  readonly replayId: number;
  /** Milliseconds without any answer after which it counts as broken: a question is answered within 110 seconds, with or without an event. */
  readonly silence: number;
  /** Told of each event. */
  readonly onEvent: (data: unknown) => void;
}

/** A stream of change events. It is never mended: one that ended is opened anew. */
export interface EventStream {
  /** Resolves when events are told. */
  readonly begun: Promise<void>;
  /** Resolves when no more events are told, with the reason. */
  readonly ended: Promise<StreamEnd>;
  /** Ends it and frees everything; may be called twice. */
  close(): Promise<void>;
}

/**
 * Opens a stream of change events through jsforce. Its own attempts to go on are kept from it: it knows no new tokens, and where the place to go on from
 * has become unknown it stays subscribed to nothing without a word (jsforce#1709), so that every refusal ends the stream.
 */
export function openEventStream(options: EventStreamOptions): EventStream {
  const { channel, silence, onEvent } = options;
  const begun = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<StreamEnd>();
  const guard = new Guard(silence, { begun: begun.resolve, ended: ended.resolve });
  const client = clientOf(options, guard);
  client.on("transport:down", () => guard.end({ kind: "unreachable" }));
  client.subscribe(channel, (data: unknown) => {
    if (!guard.isOver) onEvent(data);
  });
  const left = ended.promise.then(({ kind }) => leave(client, !NOBODY.has(kind)));
  return {
    begun: begun.promise,
    ended: ended.promise,
    async close() {
      guard.end({ kind: "closed" });
      await left;
    },
  };
}

function clientOf(options: EventStreamOptions, guard: Guard): FayeClient {
  const client = createStreamingClient({
    ...{ ...options, version: API_VERSION.slice(1), guard },
    onRefusal: (message) => guard.refused(message),
  });
  if (!isFayeClient(client)) {
    throw new TypeError("jsforce's streaming client is made otherwise than this was written for");
  }
  // Salesforce speaks none here (Streaming API Developer Guide, "Bayeux Protocol, CometD, and Long Polling").
  client.disable("websocket");
  return client;
}

interface Told {
  begun(): void;
  ended(end: StreamEnd): void;
}

/** An extension that sees every message: it ends the stream at the first refusal, and when nothing comes. */
class Guard {
  readonly #silence: number;
  readonly #told: Told;
  #patience: NodeJS.Timeout;
  #isOver = false;

  constructor(silence: number, told: Told) {
    this.#silence = silence;
    this.#told = told;
    this.#patience = this.#wait();
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  incoming(message: Message, callback: (message: Message) => void): void {
    if (this.#isOver) {
      if (message.channel === FAREWELL) callback(message);
      return;
    }
    clearTimeout(this.#patience);
    this.#patience = this.#wait();
    if (this.refused(message)) return;
    callback(message);
    if (message.channel === "/meta/subscribe") this.#told.begun();
  }

  outgoing(message: Message, callback: (message: Message) => void): void {
    if (!this.#isOver || message.channel === FAREWELL) callback(message);
  }

  /** Whether a message is a refusal: it ends the stream. */
  refused(message: unknown): boolean {
    const refusal = refusalIn(message);
    if (refusal) this.end(refusal);
    return refusal !== undefined;
  }

  end(end: StreamEnd): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#patience);
    this.#told.ended(end);
  }

  #wait(): NodeJS.Timeout {
    return setTimeout(() => this.end({ kind: "silent" }), this.#silence);
  }
}

interface Message {
  readonly channel?: string;
}

const FAREWELL = "/meta/disconnect";
/** Ends after which there is nobody who would know us. */
const NOBODY: ReadonlySet<StreamEndKind> = new Set(["unauthenticated", "forgotten", "unreachable"]);
