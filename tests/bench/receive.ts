import { type ChildProcess, fork } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentLog } from "@perennial/contract";
import { startServer } from "@perennial/server";
import { NO_HABITS } from "@perennial/simulators";
import { attachEmbedded, connectionString } from "@perennial/store";
import { type BareDoor, openBareDoor } from "./bare-receive.ts";
import { median, note, print } from "./measure.ts";
import type { Burst, Sent } from "./send-deliveries.ts";

/** Requests of each way in a round, and events in each. */
const REQUESTS = 2_000;
const EVENTS = 100;
/** Requests under way at once. */
const CONCURRENCY = 32;
/** Rounds of each way; the median counts, and the ways take turns so that a slow moment hits both. */
const ROUNDS = 5;

/**
 * Signed deliveries through the full door, from another process: read raw, verified, kept as one durable row and
 * answered. Beside it, in the same process and on the same PostgreSQL: express alone, which verifies the same
 * signature with the library `standardwebhooks` and inserts one raw row. What deliveries mean is found out later
 * by either, and is not part of this.
 */
export async function benchReceive(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), "perennial-bench-"));
  const sender = fork(new URL("./send-deliveries.ts", import.meta.url));
  // A demo's clock stands still, so nothing is taken apart while deliveries come in.
  const server = await startServer({
    ...{ port: 0, dataDir: directory, demo: true, customers: 10, world: { habits: NO_HABITS } },
    ...{ log: silentLog, environment: {} },
  });
  let bare: BareDoor | undefined;
  try {
    const { signingSecret = "" } = server.demo?.world.settings.webhook ?? {};
    const database = await attachEmbedded(directory);
    if (!database) throw new Error("The server has no embedded database.");
    bare = await openBareDoor(connectionString(database), signingSecret);
    const now = server.demo?.clock.now() ?? "";
    const door = `${server.url}/hooks/v1/${server.tenant.id}/crm`;
    const burst = {
      requests: REQUESTS,
      events: EVENTS,
      concurrency: CONCURRENCY,
      secret: signingSecret,
    };
    const ways = { door: { ...burst, url: door, now }, bare: { ...burst, url: bare.url } };
    note(`${ROUNDS} rounds of ${REQUESTS} requests with ${EVENTS} events each`);
    const rounds: { readonly door: Sent; readonly bare: Sent }[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const name = round === 0 ? "warm-up" : `round ${round}`;
      const measured = {
        bare: await send(sender, { ...ways.bare, name }),
        door: await send(sender, { ...ways.door, name }),
      };
      if (round > 0) rounds.push(measured);
      note(`${name}: ${JSON.stringify(measured)}`);
    }
    report(rounds);
  } finally {
    sender.kill();
    await bare?.close();
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

function send(sender: ChildProcess, burst: Burst): Promise<Sent> {
  return new Promise((resolve, reject) => {
    sender.once("message", (answer: Sent | { readonly failed: string }) => {
      if ("failed" in answer) reject(new Error(answer.failed));
      else resolve(answer);
    });
    sender.send(burst);
  });
}

function report(rounds: readonly { readonly door: Sent; readonly bare: Sent }[]): void {
  const middle = (way: "door" | "bare", figure: keyof Sent) =>
    median(rounds.map((round) => round[way][figure]));
  const line = (way: "door" | "bare", name: string) => {
    const events = Math.round(middle(way, "perSecond") * EVENTS);
    const times = `p50 ${middle(way, "p50").toFixed(1)} ms, p99 ${middle(way, "p99").toFixed(1)} ms`;
    return `  ${name}${String(events).padStart(8)} events/s in ${Math.round(middle(way, "perSecond"))} requests/s, ${times}`;
  };
  const share = Math.round((middle("door", "perSecond") / middle("bare", "perSecond")) * 100);
  print([
    `signed deliveries of ${EVENTS} events, ${CONCURRENCY} at once, each a durable row before it is answered (medians)`,
    line("door", "the full door                         "),
    line("bare", "express, standardwebhooks and a row   "),
    `  the door is at ${share} %`,
  ]);
}
