/** A process whose event loop is blocked while it does something, in the way it is told. */
import { silentLog } from "@perennial/contract";
import { startWatchdog } from "../health/watchdog.ts";

const [how = "", limit = ""] = process.argv.slice(2);

/** Keeps the loop from turning, for ever where nobody ends it. */
const WAYS: Readonly<Record<string, () => void>> = {
  spinning() {
    for (;;);
  },
  "in an expression": () => void /^(\w+\s?)*$/.test(`${"a".repeat(64)}!`),
  waiting: () => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0),
};

const watchdog = startWatchdog({ limit: Number(limit), log: silentLog });
await watchdog.during("due of tenant 7", async () => {
  // The loop turns once more before it is blocked.
  await new Promise((resolve) => setImmediate(resolve));
  WAYS[how]?.();
});
await watchdog.stop();
