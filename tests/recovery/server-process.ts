/**
 * Perennial as a process of its own, there to be killed: the server as the command line starts it, on the embedded
 * PostgreSQL, but with a clock that is turned by whoever started this process and a world outside of it.
 */
import { ManualClock } from "@perennial/contract";
import { readLibraryProgram } from "@perennial/programs";
import {
  changeState,
  nextReview,
  publishProgram,
  saveConnection,
  sweepPrograms,
  syncConnections,
} from "@perennial/runtime";
import { CONNECTORS, jsonLog, type RunningServer, startServer } from "@perennial/server";
import type { WorldSettings } from "@perennial/simulators";
import { CONNECTIONS, type Connection, PROGRAM } from "./company.ts";
import type { Answer, Envelope, Request } from "./messages.ts";

let clock = new ManualClock("");
let running: RunningServer | undefined;

async function handle(request: Request): Promise<Omit<Answer, "id">> {
  switch (request.do) {
    case "start": {
      const { dataDir, publicUrl: PERENNIAL_PUBLIC_URL, now } = request;
      clock = new ManualClock(now);
      const environment = { PERENNIAL_PUBLIC_URL };
      running = await startServer({ port: 0, dataDir, clock, log: jsonLog(), environment });
      // As the command line does when the database is gone.
      void running.died.then(() => process.exit(1));
      return { url: running.url };
    }
    case "set-up":
      await setUp(server(), request.settings);
      return {};
    case "turn-clock":
      clock.moveTo(request.now);
      return {};
    case "settle":
      return { due: await settled(server()) };
    case "stop":
      await server().stop();
      return {};
  }
}

function server(): RunningServer {
  if (running === undefined) throw new Error("The server has not been started.");
  return running;
}

/** Nobody but us tells this clock, so the daily review counts as something that is due. */
async function settled({ settle, tenant }: RunningServer): Promise<string> {
  const due = await settle();
  const review = nextReview(tenant, clock.now());
  return due === undefined || review < due ? review : due;
}

async function setUp({ runtime, tenant }: RunningServer, settings: WorldSettings): Promise<void> {
  for (const connection of CONNECTIONS) {
    const { id } = connection;
    const connector = connectorOf(connection);
    const values = { ...settings[connection.connector] };
    await saveConnection(runtime, tenant.id, { id, connector, settings: values });
  }
  await syncConnections(runtime, tenant);
  const files = await readLibraryProgram(PROGRAM);
  const published = await publishProgram(runtime, tenant.id, {
    program: PROGRAM,
    files,
    by: "test",
  });
  if (published.version === undefined) throw new Error(JSON.stringify(published.problems));
  const changed = await changeState(runtime, tenant.id, { program: PROGRAM, state: "active" });
  if (changed !== "changed") throw new Error(JSON.stringify(changed));
  await sweepPrograms(runtime, tenant);
}

function connectorOf({ connector }: Connection) {
  const found = CONNECTORS.find((each) => each.manifest.id === connector);
  if (found === undefined) throw new Error(`There is no connector "${connector}".`);
  return found;
}

process.on("message", ({ id, request }: Envelope) => {
  const answer = (what: Omit<Answer, "id">, then = () => {}) =>
    process.send?.({ id, ...what }, then);
  handle(request).then(
    (done) => answer(done, request.do === "stop" ? () => process.disconnect() : undefined),
    (error: unknown) => {
      const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
      // As the command line does when a start fails.
      answer({ problem }, request.do === "start" ? () => process.exit(1) : undefined);
    },
  );
});
// Whoever started us is gone: nothing is left running.
process.on("disconnect", () => process.exit());
// Everything is loaded now; a start costs no more than opening.
process.send?.({ id: 0 });
