import { LOCALES, LocalDate } from "@perennial/contract";
import { type Command, InvalidArgumentError, Option } from "commander";

/** Where the embedded database, the keys and the token are kept when nobody says otherwise. */
export const DATA_DIR = ".perennial";

/** `--data-dir DIR` */
export const dataDirOption = () =>
  new Option("--data-dir <dir>", "where the database, the keys and the token are kept").default(
    DATA_DIR,
  );

/** `--json` */
export const jsonOption = () => new Option("--json", "print JSON");

/** `--locale sv|en` */
export const localeOption = () =>
  new Option("--locale <locale>", "the language of sentences").choices(LOCALES).default("en");

/** `--today DATE` */
export const todayOption = () =>
  new Option("--today <date>", 'the date that "today" is in the mapping').argParser(dateArgument);

/** `--customers`, `--agreements`, `--purchases` and `--mapping`. */
export function addFileOptions(command: Command): Command {
  return command
    .option("--customers <csv>", "file of customers")
    .option("--agreements <csv>", "file of agreements")
    .option("--purchases <csv>", "file of purchases")
    .option("--mapping <file>", "what the columns mean; without it by their names");
}

/** A date such as 2026-03-31. */
export function dateArgument(text: string): string {
  if (LocalDate.safeParse(text).success) return text;
  throw new InvalidArgumentError("Write a date such as 2026-03-31.");
}

/** A time zone by its IANA name. */
export function zoneArgument(text: string): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    throw new InvalidArgumentError("Write an IANA name such as Europe/Stockholm.");
  }
}

/** A whole number within bounds. */
export function wholeNumber(from: number, to: number): (text: string) => number {
  return (text) => {
    const number = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= from && number <= to) return number;
    throw new InvalidArgumentError(`Write a whole number from ${from} to ${to}.`);
  };
}

/** A number within bounds, with a point or a comma. */
export function numberBetween(from: number, to: number): (text: string) => number {
  return (text) => {
    const number = /^\d{1,9}(?:[.,]\d{1,9})?$/.test(text)
      ? Number(text.replace(",", "."))
      : Number.NaN;
    if (number >= from && number <= to) return number;
    throw new InvalidArgumentError(`Write a number from ${from} to ${to}.`);
  };
}

/** An example below a command's help. */
export function withExamples(command: Command, ...lines: readonly string[]): Command {
  const examples = lines.map((line) => `  $ npx perennial ${line}`).join("\n");
  return command.addHelpText("after", `\nExample:\n${examples}`);
}
