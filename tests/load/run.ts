import { readOptions as readBenchOptions, UsageError } from "../bench/options.ts";
import { HUBSPOT_DEFAULTS, loadHubspot } from "./hubspot.ts";
import { loadNeighbours, NEIGHBOUR_DEFAULTS } from "./neighbours.ts";
import type { Verdict } from "./report.ts";
import { loadSoak, SOAK_DEFAULTS } from "./soak.ts";
import { loadWebhooks, WEBHOOK_DEFAULTS } from "./webhooks.ts";

const [name = "", ...args] = process.argv.slice(2);

function read<Name extends string>(defaults: Readonly<Record<Name, number>>) {
  return readBenchOptions(name, args, defaults);
}

const TESTS: Readonly<Record<string, () => Promise<Verdict>>> = {
  soak: () => loadSoak(read(SOAK_DEFAULTS)),
  webhooks: () => loadWebhooks(read(WEBHOOK_DEFAULTS)),
  hubspot: () => loadHubspot(read(HUBSPOT_DEFAULTS)),
  neighbours: () => loadNeighbours(read(NEIGHBOUR_DEFAULTS)),
};

// Whoever interrupts it leaves no servers behind: they end with an exit, and not with a signal.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

const run = TESTS[name];
if (run) {
  try {
    const { broken, missed } = await run();
    process.exitCode = broken.length + missed.length === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message.replace("npm run bench", "npm run load")}\n`);
    process.exitCode = 2;
  }
} else {
  process.stderr.write(
    `There is no load test "${name}". There are: ${Object.keys(TESTS).join(", ")}.\n`,
  );
  process.exitCode = 2;
}
