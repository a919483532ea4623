import { announcePresence, asTenant, listTenants, recoverListens } from "@perennial/store";
import type { Closing } from "../setup/closing.ts";
import type { ServerRuntime } from "../setup/create-context.ts";
import { takeOver } from "../setup/take-over.ts";
import type { Lines } from "./bell.ts";
import { type LiveLoop, startLiveLoop } from "./live-loop.ts";

/** How long work under way has to come to an end when the process stops, in milliseconds. */
const GRACE = 10_000;

/** What a process needs to take part. */
export interface Joining {
  readonly lines: Lines;
  readonly closing: Closing;
}

/** Takes part in the work on a database, with any number of other processes, until it is closed. */
export async function joinWork(
  runtime: ServerRuntime,
  { lines, closing }: Joining,
): Promise<LiveLoop> {
  const presence = await announcePresence(runtime.db, async () => {
    await takeOver(runtime);
    await takeOverListening(runtime);
  });
  closing.add(presence.leave);
  const loop = startLiveLoop(runtime, { lines });
  closing.add(async () => {
    const stopped = loop.stop();
    // What a slow provider keeps under way is cut off, and found out about by whoever works next.
    const late = setTimeout(() => {
      runtime.connections.close().catch((error: Error) => runtime.log.warn(error.message));
    }, GRACE);
    await stopped.finally(() => clearTimeout(late));
  });
  return loop;
}

/** Whoever listened is gone: what they listened to is listened to at once, from where it was heard. */
async function takeOverListening({ db }: ServerRuntime): Promise<void> {
  for (const { id } of await listTenants(db)) await asTenant(db, id, recoverListens);
}
