import type { Locale } from "@perennial/contract";
import type { Command } from "commander";
import type { ListedProgram } from "../library/list-library.ts";
import { Progress } from "../output/progress.ts";
import { wrap } from "../output/wrap.ts";
import { jsonOption, localeOption, withExamples } from "./options.ts";
import type { Shell } from "./shell.ts";

interface ProgramsOptions {
  readonly json?: boolean;
  readonly locale: Locale;
}

/** `programs`: the ready programs of the library. */
export function programsCommand(program: Command, shell: Shell): void {
  const command = program
    .command("programs")
    .description("list the ready programs: what each is for and what starts it")
    .addOption(localeOption())
    .addOption(jsonOption())
    .action((options: ProgramsOptions) => showPrograms(options, shell));
  withExamples(command, "programs --locale sv", "programs --json");
}

async function showPrograms({ json, locale }: ProgramsOptions, { terminal }: Shell): Promise<void> {
  const { listLibrary } = await import("../library/list-library.ts");
  const progress = new Progress(terminal);
  const programs = await listLibrary(locale, (read, of) =>
    progress.tell(() => `${read} of ${of} programs read.`),
  );
  progress.clear();
  if (json) return terminal.json({ programs });
  for (const [index, each] of programs.entries()) {
    if (index > 0) terminal.say();
    for (const line of linesOf(each, locale)) terminal.say(line);
  }
}

const WORDS = {
  sv: {
    family: "Familj",
    about: "Gäller",
    starts: "Startar",
    subjects: {
      customer: "varje kund",
      agreement: "varje avtal",
      invitation: "varje inbjudan",
      program: "varje program",
    },
  },
  en: {
    family: "Family",
    about: "About",
    starts: "Starts",
    subjects: {
      customer: "each customer",
      agreement: "each agreement",
      invitation: "each invitation",
      program: "each program",
    },
  },
} as const;

const WIDTH = 100;
const INDENT = "  ";

function linesOf(
  { id, name, objective, family, subject, starts }: ListedProgram,
  locale: Locale,
): readonly string[] {
  const words = WORDS[locale];
  const facts = [
    ...(family === undefined ? [] : [`${words.family}: ${family}`]),
    `${words.about}: ${words.subjects[subject]}`,
  ];
  return [
    `${id}: ${name}`,
    ...wrap(objective, WIDTH, INDENT),
    `${INDENT}${facts.join(" · ")}`,
    ...starts.flatMap((start) => wrap(`${words.starts}: ${start}`, WIDTH, INDENT)),
  ];
}
