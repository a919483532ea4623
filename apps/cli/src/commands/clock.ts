import type { DaySummary } from "@perennial/api";
import { Duration } from "@perennial/contract";
import { type Command, InvalidArgumentError } from "commander";
import { type CliError, failure } from "../output/cli-error.ts";
import { Progress } from "../output/progress.ts";
import { table } from "../output/table.ts";
import { jsonOption, withExamples } from "./options.ts";
import { addServerOptions, type ServerAddress } from "./server-options.ts";
import type { Shell } from "./shell.ts";

type ClockOptions = ServerAddress & { readonly json?: boolean };

/** `clock`: what time it is there; `clock forward`: turns the demo's clock. */
export function clockCommand(program: Command, shell: Shell): void {
  const clock = program.command("clock").description("show the server's clock, or turn the demo's");
  addServerOptions(clock).addOption(jsonOption());
  clock.action((options: ClockOptions) => showClock(options, shell));
  withExamples(clock, "clock", "clock forward P30D");
  const forward = clock
    .command("forward")
    .description("turn the demo's clock and tell each day as it passes")
    .argument("<duration>", "how far, such as P1D, P30D, P1M or P1Y", durationArgument);
  addServerOptions(forward).addOption(jsonOption());
  forward.action((by: string, _: object, command: Command) =>
    forwardClock(by, command.optsWithGlobals<ClockOptions>(), shell),
  );
  withExamples(forward, "clock forward P30D");
}

function durationArgument(text: string): string {
  if (Duration.safeParse(text).success) return text;
  throw new InvalidArgumentError("Write a duration such as P1D, P30D, P1M or P1Y.");
}

async function showClock(options: ClockOptions, { terminal }: Shell): Promise<void> {
  const { withServer } = await import("./reach-server.ts");
  const { now, demo } = await withServer(options, (client) => client.ask("getClock"));
  if (options.json) return terminal.json({ now, demo });
  terminal.say(`It is ${now.slice(0, 16).replace("T", " ")} UTC there.`);
  terminal.say(
    demo
      ? "This is the demo: turn its clock with npx perennial clock forward P30D."
      : "The clock is the real one; only the demo's can be turned.",
  );
}

/** What is added up over the days, in the order it is told. */
const COUNTED = [
  ...["entered", "mailed", "texted", "called", "replied", "ordered"],
  ...["signed", "left", "held", "unclear"],
] as const satisfies readonly (keyof DaySummary)[];

async function forwardClock(by: string, options: ClockOptions, { terminal }: Shell): Promise<void> {
  const { withServer } = await import("./reach-server.ts");
  const days: DaySummary[] = [];
  const progress = new Progress(terminal);
  const takeDay = (day: DaySummary) => {
    days.push(day);
    if (options.json) progress.tell(() => `${day.date} has passed`);
    else terminal.say(day.sentence);
  };
  await withServer(options, async (client) => {
    try {
      for await (const day of client.stream("forwardClock", { body: { by } })) takeDay(day);
    } catch (error) {
      if (error instanceof TypeError && days.length > 0) throw goneAway(days.at(-1), error);
      throw error;
    }
  });
  progress.clear();
  const totals = Object.fromEntries(
    COUNTED.map((key) => [key, days.reduce((sum, day) => sum + day[key], 0)]),
  );
  const skipped = addUp(days.map((day) => day.skipped));
  if (options.json) return terminal.json({ days, totals: { ...totals, skipped } });
  const rows = [
    ...Object.entries(totals),
    ...Object.entries(skipped).map(([reason, number]) => [`not sent (${reason})`, number] as const),
  ].map(([what, number]) => [what, String(number)]);
  terminal.say();
  terminal.say(`In all, from ${days[0]?.date} to ${days.at(-1)?.date}:`);
  for (const line of table([{ title: "what" }, { title: "times", align: "right" }], rows)) {
    terminal.say(`  ${line}`);
  }
}

function goneAway(last: DaySummary | undefined, cause: TypeError): CliError {
  return failure(
    `The server went away after ${last?.date}. Start it again: it goes on from there.`,
    cause,
  );
}

function addUp(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const [key, number] of counts.flatMap((each) => Object.entries(each))) {
    sums[key] = (sums[key] ?? 0) + number;
  }
  return sums;
}
