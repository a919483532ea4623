/**
 * Starts the world as a process of its own, for tests and demos in other processes:
 *
 *     node --conditions=perennial-source packages/simulators/src/main.ts --port 4600
 *
 * The control door listens on that port, the simulators on the five after it (on free ports with 0). The
 * first line on standard output is JSON: `{"control", "settings", "now"}`.
 */
import { parseArgs } from "node:util";
import { Instant, ManualClock, systemClock } from "@perennial/contract";
import { NO_HABITS } from "./people/habits.ts";
import { SimulatorError } from "./simulator-error.ts";
import { startWorld } from "./world/world.ts";
import { WorldControl } from "./world/world-control.ts";
import type { WorldPorts } from "./world/world-options.ts";

const HELP = `Usage: main.ts [options]
  --port N         the port of the control door; the simulators get the five after it (default 4600, 0: free ports)
  --seed N         decides the base and what people do (default 1)
  --customers N    how many customers the company has (default 2000)
  --now INSTANT    where the clock stands, such as 2026-03-01T08:00:00.000Z (default: this moment)
  --journal DIR    keeps what is accepted, one file for each simulator
  --quiet-people   people do nothing of their own accord
  --real-time      the clock follows the machine's, and what is due is done by itself
  --help           prints this`;

const REAL_TIME_STEP_MS = 250;

async function main(): Promise<void> {
  const options = readOptions();
  if (options === undefined) return;
  const clock = new ManualClock(options.now);
  const world = await startWorld({
    clock,
    seed: options.seed,
    customers: options.customers,
    ports: portsAfter(options.port),
    ...(options.quiet ? { habits: NO_HABITS } : {}),
    ...(options.journal === undefined ? {} : { journal: options.journal }),
  });
  const control = new WorldControl(world, clock);
  await control.open(options.port);
  const ready = { control: control.url, settings: world.settings, now: clock.now() };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
  const timer = options.realTime
    ? setInterval(() => {
        clock.moveTo(systemClock.now());
        world.tick().catch(fail);
      }, REAL_TIME_STEP_MS)
    : undefined;
  const stop = async () => {
    clearInterval(timer);
    await control.close();
    await world.stop();
  };
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => stop().catch(fail));
}

interface MainOptions {
  readonly port: number;
  readonly seed: number;
  readonly customers: number;
  readonly now: Instant;
  readonly journal: string | undefined;
  readonly quiet: boolean;
  readonly realTime: boolean;
}

function readOptions(): MainOptions | undefined {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "4600" },
      seed: { type: "string", default: "1" },
      customers: { type: "string", default: "2000" },
      now: { type: "string", default: systemClock.now() },
      journal: { type: "string" },
      "quiet-people": { type: "boolean", default: false },
      "real-time": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(`${HELP}\n`);
    return undefined;
  }
  const now = Instant.safeParse(values.now);
  if (!now.success)
    throw new SimulatorError(`--now ${values.now}: ${now.error.issues[0]?.message}`);
  return {
    port: wholeNumber("port", values.port, 65_530),
    seed: wholeNumber("seed", values.seed, Number.MAX_SAFE_INTEGER),
    customers: wholeNumber("customers", values.customers, 1_000_000),
    now: now.data,
    journal: values.journal,
    quiet: values["quiet-people"],
    realTime: values["real-time"],
  };
}

function wholeNumber(name: string, text: string, most: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number <= most) return number;
  throw new SimulatorError(`--${name} ${text}: give a whole number from 0 to ${most}.`);
}

function portsAfter(port: number): WorldPorts {
  if (port === 0) return {};
  return { sms: port + 1, mail: port + 2, smtp: port + 3, dialer: port + 4, crm: port + 5 };
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

main().catch((error: unknown) => {
  fail(error);
  // Bad usage is told from a failure at work (exit code 1).
  if (error instanceof TypeError || error instanceof SimulatorError) process.exitCode = 2;
});
