import { benchAdvance } from "./advance.ts";
import { benchConsole } from "./console.ts";
import { benchDeliver } from "./deliver.ts";
import { benchImport } from "./import.ts";
import { benchNight } from "./night.ts";
import { UsageError } from "./options.ts";
import { benchPeers } from "./peers/peers.ts";
import { benchReceive } from "./receive.ts";
import { benchReview } from "./review.ts";
import { benchWaiting } from "./waiting.ts";
import { benchWorkers } from "./workers.ts";

/** Each takes the arguments after its name. */
const BENCHMARKS: Readonly<Record<string, (args: readonly string[]) => Promise<void>>> = {
  advance: benchAdvance,
  console: benchConsole,
  deliver: benchDeliver,
  import: benchImport,
  night: benchNight,
  peers: benchPeers,
  receive: benchReceive,
  review: benchReview,
  waiting: benchWaiting,
  workers: benchWorkers,
};

const [name = "", ...args] = process.argv.slice(2);
const run = BENCHMARKS[name];
try {
  if (!run) {
    const known = Object.keys(BENCHMARKS).join(", ");
    throw new UsageError(`There is no benchmark "${name}". There are: ${known}.`);
  }
  await run(args);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
