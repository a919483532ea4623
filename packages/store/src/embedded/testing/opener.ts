import { openEmbedded } from "../open-embedded.ts";

/** What the opener prints, one JSON object a line. */
export interface OpenerLine {
  readonly server?: { readonly how: string; readonly pid: number };
  readonly error?: { readonly code: string; readonly message: string };
  readonly log?: string;
  readonly died?: string;
}

// A process of its own that opens a data directory when told to, and is there to be killed:
// opener.ts <data directory> [durable]. It opens at the first line of its input, stops at the second.
const [dataDir = "", durable] = process.argv.slice(2);
const say = (line: OpenerLine) => process.stdout.write(`${JSON.stringify(line)}\n`);
const inputs = process.stdin[Symbol.asyncIterator]();
say({ log: "ready to open" });
await inputs.next();
try {
  const server = await openEmbedded({
    dataDir,
    durable: durable === "durable",
    log: (log) => say({ log }),
  });
  say({ server: { how: server.how, pid: server.pid } });
  void server.died.then((error) => say({ died: error.message }));
  await inputs.next();
  await server.stop();
} catch (error) {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  say({ error: { code, message: error instanceof Error ? error.message : String(error) } });
}
process.exit();
