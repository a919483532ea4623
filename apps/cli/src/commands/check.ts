import type { SmsLength } from "@perennial/lifecycle";
import type { Command } from "commander";
import type { FileProblem } from "../check/file-problem.ts";
import { EXIT } from "../output/cli-error.ts";
import { counted } from "../output/numbers.ts";
import { jsonOption, withExamples } from "./options.ts";
import type { Shell } from "./shell.ts";

/** `check`: everything wrong with programs, rule packs and mappings. */
export function checkCommand(program: Command, shell: Shell): void {
  const command = program
    .command("check")
    .description("check programs, rule packs and mappings, and say where and how to mend them")
    .argument("<file...>", "a program's folder or program.yaml, a rule pack, or a mapping")
    .addOption(jsonOption())
    .action((files: readonly string[], options: { readonly json?: boolean }) =>
      check(files, options, shell),
    );
  withExamples(
    command,
    "check packages/programs/renewal",
    "check my-program/program.yaml mapping.yaml",
  );
}

async function check(
  files: readonly string[],
  { json }: { readonly json?: boolean },
  { terminal, exitWith }: Shell,
): Promise<void> {
  const { checkPath, measurePath } = await import("../check/check-path.ts");
  const problems: FileProblem[] = [];
  const texts: SmsLength[] = [];
  for (const file of files) {
    problems.push(...(await checkPath(file, files)));
    texts.push(...(await measurePath(file)));
  }
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const warnings = problems.length - errors;
  if (errors > 0) exitWith(EXIT.failed);
  const sms = texts.map(({ template: { file }, encoding, units, segments }) => ({
    ...{ file, encoding, units, segments },
  }));
  if (json) return terminal.json({ problems, errors, warnings, sms });
  for (const { file, line, column, severity, message, remedy } of problems) {
    terminal.say(`${file}:${line}:${column} ${severity} ${message} ${remedy}`);
  }
  if (problems.length > 0) terminal.say();
  if (sms.length > 0) terminal.say("Text messages, filled with usual values:");
  for (const { file, encoding, units, segments } of sms) {
    const kind = encoding === "gsm-7" ? "GSM-7" : "UCS-2";
    terminal.say(`  ${file}: ${counted(segments, "segment")} (${units} in ${kind})`);
  }
  terminal.say(
    problems.length === 0
      ? `${counted(files.length, "file")} checked: nothing is wrong.`
      : `${counted(files.length, "file")} checked: ${counted(errors, "error")}, ${counted(warnings, "warning")}.`,
  );
}
