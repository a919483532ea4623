import { Currency } from "@perennial/contract";
import { rejectLines } from "@perennial/import";
import { ContactPolicy, type SimulationResult, simulate } from "@perennial/lifecycle";
import { EXIT, usageError } from "../output/cli-error.ts";
import { count } from "../output/numbers.ts";
import { Progress } from "../output/progress.ts";
import { readAssumptions } from "../simulate/assume.ts";
import { assumptionLines } from "../simulate/assumption-lines.ts";
import { EventFile } from "../simulate/event-file.ts";
import { loadProgram } from "../simulate/load-program.ts";
import { type Base, readBase } from "../simulate/read-base.ts";
import { reportLines } from "../simulate/report-lines.ts";
import { openFiles } from "./open-files.ts";
import type { Shell } from "./shell.ts";
import type { SimulateCommandOptions } from "./simulate.ts";

/** Bad rows that are told one by one. */
const MOST_TOLD = 20;

/** Tries a program out and tells what it came to. */
export async function runSimulate(
  name: string | undefined,
  options: SimulateCommandOptions,
  shell: Shell,
): Promise<void> {
  const { terminal } = shell;
  const { from, to, locale, currency } = options;
  checkCurrency(currency);
  if (options.assume.includes("list")) {
    for (const line of assumptionLines(undefined, { locale, currency })) terminal.say(line);
    return;
  }
  if (name === undefined) throw usageError("No program is named. Name one, such as renewal.");
  if (from === undefined || to === undefined) {
    throw usageError("The days are not given. Give the first with --from and the last with --to.");
  }
  const program = await loadProgram(name, options.setting);
  const assumptions = readAssumptions(options.assume);
  const importedAt = `${from}T00:00:00.000Z`;
  const plans = await openFiles({ ...options, today: options.today ?? from }, importedAt);
  const run = new SimulationRun(shell);
  const base = await run.read(plans);
  const { rulePack } = program;
  const policy = ContactPolicy.parse({
    ...{ rulePack, timeZone: options.timeZone },
    assumeAddressFromSale: options.addressFromSale ?? false,
  });
  if (run.rejected > 0) shell.exitWith(EXIT.failed);
  const result = run.simulate({ options, from, to, base, program, policy, assumptions });
  if (options.json) return terminal.json({ ...result, rejected: run.rejected });
  const { days = false } = options;
  const { rejected } = run;
  for (const line of reportLines(result, { locale, currency, days, rejected })) terminal.say(line);
}

function checkCurrency(currency: string): void {
  if (Currency.safeParse(currency).success) return;
  throw usageError(`"${currency}" is no currency. Write one such as SEK with --currency.`);
}

interface Simulated {
  readonly options: SimulateCommandOptions;
  readonly from: string;
  readonly to: string;
  readonly base: Base;
  readonly program: Awaited<ReturnType<typeof loadProgram>>;
  readonly policy: ContactPolicy;
  readonly assumptions: ReturnType<typeof readAssumptions>;
}

/** Reads and simulates with progress. */
class SimulationRun {
  readonly #shell: Shell;
  readonly #progress: Progress;
  rejected = 0;

  constructor(shell: Shell) {
    this.#shell = shell;
    this.#progress = new Progress(shell.terminal);
  }

  async read(plans: Parameters<typeof readBase>[0]): Promise<Base> {
    const { terminal } = this.#shell;
    const base = await readBase(plans, {
      onReject: (reject) => {
        this.rejected += 1;
        if (this.rejected > MOST_TOLD) return;
        this.#progress.clear();
        for (const line of rejectLines(reject)) terminal.note(line);
      },
      onProgress: (file, rows) => this.#progress.tell(() => `${file}: ${count(rows)} rows read`),
    });
    this.#progress.clear();
    if (this.rejected > MOST_TOLD) {
      terminal.note(
        `… and ${count(this.rejected - MOST_TOLD)} more; "mapping check" tells them too.`,
      );
    }
    return base;
  }

  simulate({ options, from, to, base, program, policy, assumptions }: Simulated): SimulationResult {
    const events = options.events === undefined ? undefined : new EventFile(options.events);
    try {
      return simulate(
        {
          ...{ from, to, policy, assumptions, seed: options.seed, locale: options.locale },
          ...{ programs: [program], records: base },
          ...{ zone: options.timeZone, tenantName: options.company },
        },
        {
          onDay: ({ date }) => this.#progress.tell(() => `${date} is simulated`),
          ...(events && { onEvent: (event) => events.add(event) }),
        },
      );
    } finally {
      this.#progress.clear();
      events?.close();
    }
  }
}
