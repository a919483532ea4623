import { benchAdvance } from "./advance.ts";
import { benchReceive } from "./receive.ts";

const BENCHMARKS: Readonly<Record<string, () => Promise<void>>> = {
  advance: benchAdvance,
  receive: benchReceive,
};

const [name = ""] = process.argv.slice(2);
const run = BENCHMARKS[name];
if (run) {
  await run();
} else {
  process.stderr.write(
    `There is no benchmark "${name}". There are: ${Object.keys(BENCHMARKS).join(", ")}.\n`,
  );
  process.exitCode = 2;
}
