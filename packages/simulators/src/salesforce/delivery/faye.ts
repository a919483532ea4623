import type { IncomingMessage, ServerResponse } from "node:http";
import { createRequire } from "node:module";

/** A message of the Bayeux protocol. */
export interface BayeuxMessage {
  channel: string;
  clientId?: string;
  subscription?: string | string[];
  data?: unknown;
  error?: string;
  advice?: Record<string, unknown>;
  ext?: Record<string, unknown>;
}

/** Looks at messages that come in or go out. */
export interface BayeuxExtension {
  incoming?(
    message: BayeuxMessage,
    request: IncomingMessage | null,
    callback: (message: BayeuxMessage) => void,
  ): void;
  outgoing?(
    message: BayeuxMessage,
    request: IncomingMessage | null,
    callback: (message: BayeuxMessage) => void,
  ): void;
}

/** What an engine is given by the server that it works for. */
export interface EngineHost {
  /** Seconds for which a question is held open. */
  readonly timeout: number;
  generateId(): string;
  hasConnection(clientId: string): boolean;
  deliver(clientId: string, messages: readonly BayeuxMessage[]): boolean;
  trigger(event: string, ...details: unknown[]): void;
}

/** Keeps clients, what they subscribe to and what waits for them. */
export interface Engine {
  createClient(callback: (clientId: string) => void, context: unknown): void;
  clientExists(clientId: string, callback: (exists: boolean) => void, context: unknown): void;
  destroyClient(clientId: string, callback?: () => void, context?: unknown): void;
  ping(clientId: string): void;
  subscribe(
    clientId: string,
    channel: string,
    callback?: (success: boolean) => void,
    context?: unknown,
  ): void;
  unsubscribe(
    clientId: string,
    channel: string,
    callback?: (success: boolean) => void,
    context?: unknown,
  ): void;
  publish(message: BayeuxMessage, channels: readonly string[]): void;
  emptyQueue(clientId: string): void;
  disconnect(): void;
}

/** The server of faye for Node's HTTP. */
export interface BayeuxServer {
  handle(request: IncomingMessage, response: ServerResponse): void;
  addExtension(extension: BayeuxExtension): void;
  close(): void;
}

interface FayeModule {
  readonly NodeAdapter: new (options: {
    readonly mount: string;
    /** In seconds. */
    readonly timeout: number;
    readonly engine: { readonly type: { create(host: EngineHost): Engine } };
  }) => BayeuxServer;
}

// faye has no types of its own; this is the part of it that is used.
const faye: FayeModule = createRequire(import.meta.url)("faye");

/** Makes a Bayeux server below a path with an engine of ours. */
export function bayeuxServer(options: {
  readonly mount: string;
  readonly timeoutSeconds: number;
  engine(host: EngineHost): Engine;
}): BayeuxServer {
  return new faye.NodeAdapter({
    mount: options.mount,
    timeout: options.timeoutSeconds,
    engine: { type: { create: options.engine } },
  });
}
