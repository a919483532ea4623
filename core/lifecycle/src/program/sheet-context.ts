import type { Locale, LocalizedText } from "@perennial/contract";
import type { Condition } from "../condition/condition.ts";
import { ConditionError } from "../condition/condition-error.ts";
import type { Catalogue } from "../condition/fields.ts";
import { sentence } from "../condition/sentence.ts";
import { conditionsOf } from "./check/program-parts.ts";
import { memo } from "./memo.ts";
import { LIVE_AT, type Program, type SettingValues } from "./program.ts";
import { programCatalogue } from "./program-catalogue.ts";
import { lengthWords, SHEET_WORDS, type SheetWords } from "./sheet-words.ts";
import type { DurationOrSetting, NumberOrSetting, TimeOrSetting } from "./step.ts";

/** What the lines of a sheet are written with: a program, a language, and the settings in force. */
export class SheetContext {
  readonly program: Program;
  readonly locale: Locale;
  readonly words: SheetWords;
  readonly #settings: SettingValues;
  /** The fields that a condition may ask about, by the signal it looks at. */
  readonly #catalogue: (signal: string | undefined) => Catalogue;
  /** The signals that conditions look at, by condition. */
  readonly #signals: ReadonlyMap<Condition, string | undefined>;

  constructor(program: Program, locale: Locale, settings: SettingValues) {
    this.program = program;
    this.locale = locale;
    this.words = SHEET_WORDS[locale];
    this.#settings = settings;
    this.#catalogue = memo((signal) => programCatalogue({ program, settings }, signal));
    this.#signals = new Map(
      conditionsOf(program).map(({ part }) => [part.condition, part.signal] as const),
    );
  }

  /** A text of the program in the language. */
  text(words: LocalizedText): string {
    return escapeMarkdown(words[this.locale]);
  }

  /** A name in the language's quotation marks. */
  quote(text: string): string {
    return this.locale === "sv" ? `”${escapeMarkdown(text)}”` : `“${escapeMarkdown(text)}”`;
  }

  /** A duration in words, a setting's value in force. */
  duration(value: DurationOrSetting): string {
    const duration = typeof value === "string" ? value : this.#settings[value.setting];
    return typeof duration === "string" ? lengthWords(duration, this.locale) : "?";
  }

  number(value: NumberOrSetting): string {
    return String(typeof value === "number" ? value : (this.#settings[value.setting] ?? "?"));
  }

  time(value: TimeOrSetting): string {
    return typeof value === "string" ? value : String(this.#settings[value.setting] ?? "?");
  }

  /** A condition in words; the sheet of a program that has errors says so in its place. */
  condition(condition: Condition): string {
    try {
      const catalogue = this.#catalogue(this.#signals.get(condition));
      return escapeMarkdown(sentence(condition, this.locale, catalogue));
    } catch (error) {
      if (error instanceof ConditionError) return "?";
      throw error;
    }
  }

  /** What a field is called. */
  field(path: string): string {
    if (path === LIVE_AT) return this.locale === "sv" ? "programmets start" : "the program's start";
    return this.#catalogue(undefined).fields.get(path)?.words[this.locale].noun ?? `\`${path}\``;
  }

  /** A step by its number and id: "steg 7 (`call`)". */
  step(id: string | undefined): string {
    if (id === undefined) return this.words.end;
    const index = this.program.steps.findIndex((step) => step.id === id);
    return index < 0 ? `\`${id}\`` : `${this.words.step} ${index + 1} (\`${id}\`)`;
  }

  /** An offer's name. */
  offer(id: string): string {
    const offer = this.program.offers.find((each) => each.id === id);
    return offer ? escapeMarkdown(offer.name[this.locale]) : `\`${id}\``;
  }

  /** Stages by their names. */
  stages(ids: readonly string[]): string {
    const names = ids.map((id) => {
      const stage = this.program.stages.find((each) => each.id === id);
      return this.quote(stage?.name[this.locale] ?? id);
    });
    return names.join(", ");
  }
}

/** Text as it stands in Markdown, on one line and inside a table cell too. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\`*_[\]<>|]/g, (character) => `\\${character}`);
}
