/** A worker as a process of its own, which ends when it is killed. */
import { silentLog } from "@perennial/contract";
import { startWorker } from "../../start-worker.ts";

const [, , dataDir = ""] = process.argv;
await startWorker({ dataDir, log: silentLog, environment: process.env });
