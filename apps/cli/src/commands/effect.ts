import { Duration, type Locale } from "@perennial/contract";
import { type Command, InvalidArgumentError } from "commander";
import { jsonOption, localeOption, numberBetween, withExamples } from "./options.ts";
import { addServerOptions, type ServerAddress } from "./server-options.ts";
import type { Shell } from "./shell.ts";

/** What `insight effect` is told on the command line. */
export type EffectOptions = ServerAddress & {
  readonly window?: Duration;
  readonly margin?: number;
  readonly wished?: number;
  readonly confidence?: number;
  readonly price?: readonly string[];
  readonly locale: Locale;
  readonly json?: boolean;
};

const ABOUT = `
Asks a running server. Compares the customers that a program let in with those that its lot held out: reached goals,
purchases, how much for, how many were lost, and what is left after the program's cost. Without a program it compares
everybody who gets marketing with those whom the lifecycle plan holds out of all of it. Prices are in minor units and
hold where whoever carried a contact did not say: sms, email, call and task.`;

/** `insight effect`: what a program led to, or all of them (product.md, feature 5). */
export function effectCommand(insight: Command, shell: Shell): void {
  const command = insight
    .command("effect")
    .description("what a program led to, or all together, against customers held out by lot")
    .argument("[program]", "the program's id (all programs together)");
  addServerOptions(command)
    .option(
      "--window <duration>",
      "how long each customer is followed (P30D; P90D for all)",
      windowArgument,
    )
    .option(
      "--margin <share>",
      "what is left of sales after the cost of what was sold, such as 0.3 (1)",
      numberBetween(0, 1),
    )
    .option(
      "--wished <share>",
      "the change you wish to see, of the figure of those held out (0.1)",
      numberBetween(0.001, 10),
    )
    .option("--confidence <share>", "how sure intervals are (0.95)", numberBetween(0.5, 0.999))
    .option("--price <name=value...>", "what a contact costs, such as call=3500 for 35.00")
    .addOption(localeOption())
    .addOption(jsonOption())
    .addHelpText("after", ABOUT)
    .action(async (program: string | undefined, options: EffectOptions) => {
      const { runEffect } = await import("./run-effect.ts");
      await runEffect(program, options, shell);
    });
  withExamples(command, "insight effect renewal --window P60D --margin 0.3 --locale sv");
}

function windowArgument(text: string): Duration {
  if (Duration.safeParse(text).success) return text;
  throw new InvalidArgumentError("Write whole days, weeks, months or years, such as P30D.");
}
