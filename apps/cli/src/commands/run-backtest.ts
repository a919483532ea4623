import { Currency } from "@perennial/contract";
import { rejectLines } from "@perennial/import";
import {
  backTestProgram,
  ContactPolicy,
  FlowRules,
  type ProgramBackTest,
  programBackTestLines,
} from "@perennial/lifecycle";
import { EXIT, usageError } from "../output/cli-error.ts";
import { count } from "../output/numbers.ts";
import { Progress } from "../output/progress.ts";
import { wrap } from "../output/wrap.ts";
import { readAssumptions } from "../simulate/assume.ts";
import { EventFile } from "../simulate/event-file.ts";
import { type LoadedProgram, loadProgram } from "../simulate/load-program.ts";
import { type Base, readBase } from "../simulate/read-base.ts";
import type { BacktestCommandOptions } from "./backtest.ts";
import { openFiles } from "./open-files.ts";
import type { Shell } from "./shell.ts";

/** Bad rows that are told one by one. */
const MOST_TOLD = 20;
const WIDTH = 100;

/** Tries a program out on a time that has been, and tells what it came to. */
export async function runBacktest(
  name: string,
  options: BacktestCommandOptions,
  shell: Shell,
): Promise<void> {
  const { terminal } = shell;
  const { from, to, locale, currency } = options;
  if (!Currency.safeParse(currency).success) {
    throw usageError(`"${currency}" is no currency. Write one such as SEK with --currency.`);
  }
  if (from === undefined || to === undefined) {
    throw usageError("The days are not given. Give the first with --from and the last with --to.");
  }
  const program = await loadProgram(name, options.setting);
  const progress = new Progress(terminal);
  const plans = await openFiles({ ...options, today: options.today ?? to }, `${to}T00:00:00.000Z`);
  let rejected = 0;
  const base = await readBase(plans, {
    onReject: (reject) => {
      rejected += 1;
      if (rejected > MOST_TOLD) return;
      progress.clear();
      for (const line of rejectLines(reject)) terminal.note(line);
    },
    onProgress: (file, rows) => progress.tell(() => `${file}: ${count(rows)} rows read`),
  });
  progress.clear();
  if (rejected > 0) shell.exitWith(EXIT.failed);
  const result = testBack(progress, { base, program, options, from, to });
  if (options.json) return terminal.json({ ...result, rejected });
  for (const line of programBackTestLines(result, { locale, currency })) {
    for (const part of wrap(line, WIDTH)) terminal.say(part);
  }
  if (rejected > 0) terminal.note(`${count(rejected)} records could not be read and are left out.`);
}

interface Tested {
  readonly base: Base;
  readonly program: LoadedProgram;
  readonly options: BacktestCommandOptions;
  readonly from: string;
  readonly to: string;
}

function testBack(
  progress: Progress,
  { base, program, options, from, to }: Tested,
): ProgramBackTest {
  const events = options.events === undefined ? undefined : new EventFile(options.events);
  const policy = ContactPolicy.parse({
    ...{ rulePack: program.rulePack, timeZone: options.timeZone },
    assumeAddressFromSale: options.addressFromSale ?? false,
  });
  try {
    return backTestProgram(
      {
        ...{ program, from, to, policy, records: base, flows: flowsOf(options, base) },
        ...{ seed: 1, locale: options.locale, currency: options.currency },
        ...{ zone: options.timeZone, tenantName: options.company },
        assumptions: readAssumptions(options.assume),
      },
      {
        onDay: ({ date }) => progress.tell(() => `${date} is replayed`),
        ...(events && { onEvent: (event) => events.add(event) }),
      },
    );
  } finally {
    progress.clear();
    events?.close();
  }
}

/** Who counts as having left: by agreements where the files have any of the company's own. */
function flowsOf({ basis, lostAfter }: BacktestCommandOptions, base: Base): FlowRules {
  const hasOwn = base.agreements.some(({ party }) => party === "own");
  const chosen = basis ?? (hasOwn ? "agreements" : "purchases");
  const read = FlowRules.safeParse({ basis: chosen, lostAfter });
  if (read.success) return read.data;
  throw usageError(`"${lostAfter}" is no duration. Write one such as P12M with --lost-after.`);
}
