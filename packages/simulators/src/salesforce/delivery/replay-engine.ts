import type { BayeuxMessage, Engine, EngineHost } from "./faye.ts";

/** What a subscriber gets first, before anything new. */
export type Replay = (clientId: string, channel: string) => readonly BayeuxMessage[];

/** How long a client may be silent at least, in real milliseconds. */
const PATIENCE_MS = 40_000;

interface EngineClient {
  readonly channels: Set<string>;
  waiting: BayeuxMessage[];
  timer: NodeJS.Timeout | undefined;
}

/** Keeps the clients of one org's channel; each subscription begins with what its client missed. */
export class ReplayEngine implements Engine {
  readonly #host: EngineHost;
  readonly #replay: Replay;
  readonly #clients = new Map<string, EngineClient>();

  constructor(host: EngineHost, replay: Replay) {
    this.#host = host;
    this.#replay = replay;
  }

  /** The clients that are subscribed to a channel. */
  subscribers(channel: string): readonly string[] {
    return [...this.#clients].filter(([, { channels }]) => channels.has(channel)).map(([id]) => id);
  }

  createClient(callback: (clientId: string) => void, context: unknown): void {
    const clientId = this.#host.generateId();
    this.#clients.set(clientId, { channels: new Set(), waiting: [], timer: undefined });
    this.ping(clientId);
    this.#host.trigger("handshake", clientId);
    callback.call(context, clientId);
  }

  clientExists(clientId: string, callback: (exists: boolean) => void, context: unknown): void {
    callback.call(context, this.#clients.has(clientId));
  }

  destroyClient(clientId: string, callback?: () => void, context?: unknown): void {
    clearTimeout(this.#clients.get(clientId)?.timer);
    if (this.#clients.delete(clientId)) {
      this.#host.trigger("disconnect", clientId);
      this.#host.trigger("close", clientId);
    }
    callback?.call(context);
  }

  /** A client that is not heard of for long is forgotten. */
  ping(clientId: string): void {
    const client = this.#clients.get(clientId);
    if (client === undefined) return;
    clearTimeout(client.timer);
    const patienceMs = Math.max(PATIENCE_MS, 2000 * this.#host.timeout);
    client.timer = setTimeout(() => this.destroyClient(clientId), patienceMs);
    client.timer.unref();
  }

  subscribe(
    clientId: string,
    channel: string,
    callback?: (success: boolean) => void,
    context?: unknown,
  ): void {
    const client = this.#clients.get(clientId);
    client?.channels.add(channel);
    callback?.call(context, true);
    client?.waiting.push(...this.#replay(clientId, channel));
    this.emptyQueue(clientId);
  }

  unsubscribe(
    clientId: string,
    channel: string,
    callback?: (success: boolean) => void,
    context?: unknown,
  ): void {
    this.#clients.get(clientId)?.channels.delete(channel);
    callback?.call(context, true);
  }

  publish(message: BayeuxMessage, channels: readonly string[]): void {
    for (const channel of channels)
      for (const clientId of this.subscribers(channel)) this.send(clientId, message);
  }

  /** Leaves a message for one client. */
  send(clientId: string, message: BayeuxMessage): void {
    this.#clients.get(clientId)?.waiting.push(message);
    this.emptyQueue(clientId);
  }

  emptyQueue(clientId: string): void {
    const client = this.#clients.get(clientId);
    if (client === undefined || !this.#host.hasConnection(clientId)) return;
    const { waiting } = client;
    client.waiting = [];
    this.#host.deliver(clientId, waiting);
  }

  /** Forgets every client, as servers that are restarted do. */
  disconnect(): void {
    for (const clientId of [...this.#clients.keys()]) this.destroyClient(clientId);
  }
}
