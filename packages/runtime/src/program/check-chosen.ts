import { Duration, type LocalizedText, LocalTime } from "@perennial/contract";
import { type ProgramFiles, parseProgram, type Setting } from "@perennial/lifecycle";

/** Something wrong, with its place. */
export interface PlacedProblem {
  readonly place: string;
  readonly message: LocalizedText;
}

/** What a tenant has chosen for a program's settings. */
type Chosen = Readonly<Record<string, string | number>>;

/** What is wrong with chosen settings: names the program does not have, and values of another form. */
export function checkChosen(files: ProgramFiles, chosen: Chosen): readonly PlacedProblem[] {
  const settings = parseProgram(files).program?.settings ?? {};
  return Object.entries(chosen).flatMap(([name, value]) => {
    const setting = Object.hasOwn(settings, name) ? settings[name] : undefined;
    const message = setting ? wrongWith(setting, value) : unknown(Object.keys(settings));
    return message === undefined ? [] : [{ place: `settings.${name}`, message }];
  });
}

function unknown(names: readonly string[]): LocalizedText {
  return {
    sv: `Programmet har ingen sådan inställning. Det har: ${names.join(", ") || "inga"}.`,
    en: `The program has no such setting. It has: ${names.join(", ") || "none"}.`,
  };
}

function wrongWith({ type }: Setting, value: string | number): LocalizedText | undefined {
  switch (type) {
    case "duration":
      return Duration.safeParse(value).success
        ? undefined
        : { sv: "Välj en tidslängd, till exempel P90D.", en: "Choose a duration such as P90D." };
    case "time":
      return LocalTime.safeParse(value).success
        ? undefined
        : {
            sv: "Välj ett klockslag, till exempel 10:00.",
            en: "Choose a time of day such as 10:00.",
          };
    case "number":
      return isCount(value)
        ? undefined
        : { sv: "Välj ett heltal från 0 och uppåt.", en: "Choose a whole number from 0 up." };
  }
}

function isCount(value: string | number): boolean {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
