/** Perennial as a process of its own on a small disk, which it fills when it is told to. */
import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "@perennial/contract";
import { jsonLog, type RunningServer, startServer } from "@perennial/server";
import { asTenant, connectionString, openEmbedded } from "@perennial/store";
import { sql } from "kysely";
import { furnish } from "../fleet/set-up.ts";
import type { DiskAnswer, DiskRequest } from "./messages.ts";

const PIECES = [1024 * 1024, 4096, 1];

let running: RunningServer | undefined;
let ballast = "";
let ahead = 0;
const clock: Clock = { now: () => new Date(Date.now() + ahead).toISOString() };

async function handle(request: DiskRequest): Promise<Omit<DiskAnswer, "id">> {
  switch (request.do) {
    case "start":
      return start(request);
    case "fill":
      fill();
      return {};
    case "free":
      rmSync(ballast);
      return {};
    case "turn-clock":
      ahead = request.ahead;
      return {};
    case "rows":
      return { rows: await rows(server(), request.query) };
  }
}

async function start(request: DiskRequest & { do: "start" }): Promise<Omit<DiskAnswer, "id">> {
  const { place, systems, database } = request;
  ahead = request.ahead;
  ballast = join(place, "ballast");
  const log = jsonLog();
  const dataDir = join(place, "perennial");
  const environment: Record<string, string> = {};
  if (database === "elsewhere") {
    const other = await openEmbedded({ dataDir: join(place, "elsewhere"), log: () => undefined });
    environment.DATABASE_URL = connectionString(other);
    void other.died.then(({ message }) => end(message));
  }
  running = await startServer({ port: 0, dataDir, clock, log, environment });
  void running.died.then(({ message }) => end(message));
  await furnish(running, systems, "all");
  return { url: running.url };
}

/** As the command line does when the database is gone. */
function end(reason: string): void {
  process.stderr.write(`the database is gone: ${reason}\n`);
  process.exit(1);
}

function server(): RunningServer {
  if (running === undefined) throw new Error("The server has not been started.");
  return running;
}

function fill(): void {
  const file = openSync(ballast, "w");
  for (const size of PIECES) {
    const piece = Buffer.alloc(size);
    try {
      for (;;) writeSync(file, piece);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
    }
  }
  closeSync(file);
}

function rows({ runtime, tenant }: RunningServer, query: string): Promise<readonly unknown[]> {
  return asTenant(runtime.db, tenant.id, (tx) => tx.rows(sql`${sql.raw(query)}`));
}

process.on("message", ({ id, request }: { id: number; request: DiskRequest }) => {
  handle(request).then(
    (done) => process.send?.({ id, ...done }),
    (error: unknown) => {
      const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.send?.({ id, problem });
    },
  );
});
process.on("disconnect", () => process.exit());
process.send?.({ id: 0 });
