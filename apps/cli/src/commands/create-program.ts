import { Command } from "commander";
import { VERSION } from "../version.ts";
import { asideCommand } from "./aside.ts";
import { backtestCommand } from "./backtest.ts";
import { checkCommand } from "./check.ts";
import { clockCommand } from "./clock.ts";
import { explainCommand } from "./explain.ts";
import { importCommand } from "./import.ts";
import { insightCommand } from "./insight.ts";
import { mappingCommand } from "./mapping.ts";
import { planCommand } from "./plan.ts";
import { programsCommand } from "./programs.ts";
import { serviceCommand } from "./service.ts";
import { sheetCommand } from "./sheet.ts";
import type { Shell } from "./shell.ts";
import { simulateCommand } from "./simulate.ts";
import { startCommand } from "./start.ts";
import { planAuditCommand, worklistCommand } from "./worklist.ts";

const EXIT_CODES = "\nExit codes: 0 done, 1 failed, 2 wrong usage or configuration.";

/** All commands of the command line. */
export function createProgram(shell: Shell): Command {
  const program = new Command("perennial")
    .description("Customer lifecycle automation inside the CRM a company already has.")
    .version(VERSION)
    .showSuggestionAfterError()
    .showHelpAfterError("(perennial --help shows what there is)")
    .addHelpText("after", EXIT_CODES)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => shell.terminal.say(text.replace(/\n$/, "")),
      writeErr: (text) => shell.terminal.note(text.replace(/\n$/, "")),
    });
  const makers = [
    ...[startCommand, clockCommand, explainCommand, asideCommand, checkCommand],
    ...[simulateCommand, backtestCommand, importCommand, mappingCommand, insightCommand],
    ...[programsCommand, sheetCommand, planCommand, serviceCommand],
    ...[worklistCommand, planAuditCommand],
  ];
  for (const make of makers) make(program, shell);
  return program;
}
