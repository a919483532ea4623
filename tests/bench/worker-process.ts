/** A worker as a process of its own: takes on all that is due each time it is told to, until it is told to end. */
import { advanceDue } from "@perennial/runtime";
import { listTenants, openDatabase } from "@perennial/store";
import { BENCH_PROGRAM } from "./bench-program.ts";
import { wireRuntime } from "./bench-runtime.ts";
import { NOW } from "./due-enrolments.ts";

/** What a worker did when it was told to. */
export interface WorkerReport {
  readonly advanced: number;
  /** Seconds of a processor that it took. */
  readonly cpu: number;
}

const [url = ""] = process.argv.slice(2);
const db = openDatabase({ url });
const { context } = await wireRuntime(db, { now: NOW, program: BENCH_PROGRAM });
const [tenant] = await listTenants(db);
if (!tenant) throw new Error("There is no tenant in the benchmark's database.");

process.on("message", async () => {
  const before = process.cpuUsage();
  let advanced = 0;
  for (;;) {
    const round = await advanceDue(context, tenant);
    advanced += round.advanced;
    if (round.advanced === 0) break;
  }
  const { user, system } = process.cpuUsage(before);
  const report: WorkerReport = { advanced, cpu: (user + system) / 1e6 };
  process.send?.(report);
});
// The benchmark is over, or gone.
process.on("disconnect", () => process.exit());
process.send?.({ ready: true });
