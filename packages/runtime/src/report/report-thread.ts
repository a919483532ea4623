/** Makes reports in a thread of its own, for fitting a model to a large base would hold up all else that a process does. */
import { parentPort, workerData } from "node:worker_threads";
import { makeReports } from "./make-reports.ts";
import type { ReportInput } from "./report-bodies.ts";

const input: ReportInput = workerData;
for (const made of makeReports(input)) parentPort?.postMessage(made);
