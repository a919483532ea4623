import { Duration, LocalTime } from "@perennial/contract";
import type { Program, Setting, SettingValues } from "@perennial/lifecycle";
import { usageError } from "../output/cli-error.ts";
import { nameAndValue } from "./name-and-value.ts";

/**
 * Values of a program's settings as they are written on the command line.
 * @throws CliError for a setting the program lacks, or a value it cannot have.
 */
export function settingValues({ settings }: Program, written: readonly string[]): SettingValues {
  return Object.fromEntries(
    written.map((text) => {
      const [name, value] = nameAndValue(text, "--setting");
      const setting = Object.hasOwn(settings, name) ? settings[name] : undefined;
      if (setting) return [name, readValue(setting, name, value)];
      const known = Object.keys(settings).join(", ");
      throw usageError(`The program has no setting "${name}". It has ${known || "none"}.`);
    }),
  );
}

function readValue({ type }: Setting, name: string, value: string): string | number {
  if (type === "number" && /^\d{1,9}$/.test(value)) return Number(value);
  if (type === "duration" && Duration.safeParse(value).success) return value;
  if (type === "time" && LocalTime.safeParse(value).success) return value;
  const wanted = {
    number: "a whole number",
    duration: "a duration such as P30D",
    time: "a time such as 09:30",
  };
  throw usageError(`The setting "${name}" cannot be "${value}". Write ${wanted[type]}.`);
}
