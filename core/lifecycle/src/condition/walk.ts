import type { LocalizedText } from "@perennial/contract";
import { didYouMean } from "./did-you-mean.ts";
import type { Catalogue, Scope } from "./fields.ts";
import type { ConditionProblem, Path } from "./problem.ts";

/** An object of a file whose keys have not been judged yet. */
export type Raw = Readonly<Record<string, unknown>>;

/** Whether a value is an object with keys, as opposed to a list or a plain value. */
export function isRaw(value: unknown): value is Raw {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A list of words for a message: `a, b or c`. */
export function either(words: readonly string[]): LocalizedText {
  const last = words.at(-1) ?? "";
  if (words.length < 2) return { sv: last, en: last };
  const before = words.slice(0, -1).join(", ");
  return { sv: `${before} eller ${last}`, en: `${before} or ${last}` };
}

/** The question with which a near name is suggested. */
export function didMean(near: string): LocalizedText {
  return { sv: `Menade du ”${near}”?`, en: `Did you mean "${near}"?` };
}

/** One reading of a condition: what it may use, and what was found wrong so far. */
export class Walk {
  readonly catalogue: Catalogue;
  readonly unavailable: readonly Scope[];
  readonly problems: ConditionProblem[] = [];
  /** How many parts have been met. */
  parts = 0;

  constructor(catalogue: Catalogue, unavailable: readonly Scope[]) {
    this.catalogue = catalogue;
    this.unavailable = unavailable;
  }

  report(problem: ConditionProblem): void {
    this.problems.push(problem);
  }

  /** Reports every key of an object that has no meaning there. */
  checkKeys(node: Raw, allowed: readonly string[], path: Path): void {
    for (const key of Object.keys(node)) {
      if (allowed.includes(key)) continue;
      const near = didYouMean(key, allowed);
      const remedy =
        near === undefined
          ? {
              sv: `Tillåtet här: ${either(allowed).sv}.`,
              en: `Allowed here: ${either(allowed).en}.`,
            }
          : didMean(near);
      this.report({
        path: [...path, key],
        code: "unknown-key",
        message: { sv: `”${key}” betyder inget här.`, en: `"${key}" means nothing here.` },
        remedy,
      });
    }
  }

  /**
   * A word out of a closed list; reports anything else and says what is nearest.
   * @param fitting The words to choose from at this place. @default all of the list
   */
  word<Word extends string>(
    value: unknown,
    words: readonly Word[],
    { path, fitting = words }: { readonly path: Path; readonly fitting?: readonly Word[] },
  ): Word | undefined {
    const found = words.find((word) => word === value);
    if (found !== undefined) return found;
    const near = typeof value === "string" ? didYouMean(value, fitting) : undefined;
    const remedy =
      near === undefined
        ? { sv: `Skriv ${either(fitting).sv}.`, en: `Write ${either(fitting).en}.` }
        : didMean(near);
    const message =
      value === undefined
        ? missing(String(path.at(-1)))
        : {
            sv: `${show(value)} är inte känt här.`,
            en: `${show(value)} is not known here.`,
          };
    this.report({ path, code: "unknown-operator", message, remedy });
    return undefined;
  }
}

/** Says that a key of a condition is not there. */
export function missing(key: string): LocalizedText {
  return { sv: `”${key}” saknas.`, en: `"${key}" is missing.` };
}

const SHOWN_LETTERS = 60;

/** A value of a file as a message shows it, shortened. */
export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > SHOWN_LETTERS ? `${text.slice(0, SHOWN_LETTERS)}…` : text;
}
