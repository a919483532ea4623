/** A server with the demo as a process of its own, which ends when it is asked to and by nothing else. */
import { silentLog } from "@perennial/contract";
import { startServer } from "../start-server.ts";

const [, , dataDir = ""] = process.argv;
const server = await startServer({
  ...{ port: 0, dataDir, demo: true, customers: 20, log: silentLog, environment: {} },
});
process.once("SIGTERM", () => void server.stop());
process.stdout.write(`${JSON.stringify({ url: server.url, token: server.token })}\n`);
