import { setTimeout as pause } from "node:timers/promises";

/** How long Salesforce has to take note that we leave, in milliseconds: it counts clients, twenty at most in some editions. */
const FAREWELL = 3_000;

/** A question that is under way, or that is put once more after a while. */
interface Envelope {
  readonly timer?: NodeJS.Timeout | null;
  readonly request?: PromiseLike<{ destroy(): unknown } | undefined> | null;
}

/** What is used of faye's client, which has no types of its own. */
export interface FayeClient {
  /** Uses a kind of transport no more. */
  disable(transport: "websocket"): unknown;
  on(event: "transport:down", listener: () => void): unknown;
  subscribe(channel: string, listener: (data: unknown) => void): unknown;
  /** Gives nothing where it was not connected. */
  disconnect(): PromiseLike<unknown> | undefined;
  readonly _dispatcher: { close(): void; readonly _envelopes: Map<string, Envelope> };
}

/** Whether something is a client as it is used here. */
export function isFayeClient(client: unknown): client is FayeClient {
  const { disable, on, subscribe, disconnect, _dispatcher: inside } = Object(client);
  const methods = [disable, on, subscribe, disconnect, inside?.close];
  return methods.every((each) => typeof each === "function") && inside._envelopes instanceof Map;
}

/**
 * Leaves: with a word where there is somebody to hear it. faye itself would go on asking until it is answered, so what it has under way is
 * broken off.
 */
export async function leave(client: FayeClient, withWord: boolean): Promise<void> {
  const inside = client._dispatcher;
  if (withWord) await farewell(client);
  const open = [...inside._envelopes.values()];
  inside._envelopes.clear();
  inside.close();
  for (const { timer, request } of open) {
    clearTimeout(timer ?? undefined);
    (await request)?.destroy();
  }
}

async function farewell(client: FayeClient): Promise<void> {
  const over = new AbortController();
  const answered = client.disconnect();
  if (answered === undefined) return;
  await Promise.race([
    Promise.resolve(answered).catch(() => undefined),
    pause(FAREWELL, undefined, { signal: over.signal }).catch(() => undefined),
  ]);
  over.abort();
}
