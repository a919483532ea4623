import { UsageError } from "./options.ts";

type Benchmark = (args: readonly string[]) => Promise<void>;

/** Each loads what it measures alone: what others import would count as memory of its own. */
const BENCHMARKS: Readonly<Record<string, () => Promise<Benchmark>>> = {
  advance: async () => (await import("./advance.ts")).benchAdvance,
  caller: async () => (await import("./caller.ts")).benchCaller,
  console: async () => (await import("./console.ts")).benchConsole,
  deliver: async () => (await import("./deliver.ts")).benchDeliver,
  "first-load": async () => (await import("./first-load.ts")).benchFirstLoad,
  import: async () => (await import("./import.ts")).benchImport,
  night: async () => (await import("./night.ts")).benchNight,
  peers: async () => (await import("./peers/peers.ts")).benchPeers,
  receive: async () => (await import("./receive.ts")).benchReceive,
  review: async () => (await import("./review.ts")).benchReview,
  waiting: async () => (await import("./waiting.ts")).benchWaiting,
  workers: async () => (await import("./workers.ts")).benchWorkers,
};

const [name = "", ...args] = process.argv.slice(2);
const load = BENCHMARKS[name];
try {
  if (!load) {
    const known = Object.keys(BENCHMARKS).join(", ");
    throw new UsageError(`There is no benchmark "${name}". There are: ${known}.`);
  }
  const run = await load();
  await run(args);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
