import type { LocalizedText } from "@perennial/contract";
import { importWords } from "../words/import-messages.ts";
import type { Delimiter } from "./detect-delimiter.ts";
import { LONGEST_LINE } from "./read-lines.ts";
import { splitRecord } from "./split-record.ts";

/** One record of a file, or a line that is none. */
export type CsvRecord =
  | { readonly line: number; readonly cells: readonly string[] }
  | {
      readonly line: number;
      readonly text: string;
      /** What is wrong with it, in English and in both languages. */
      readonly fault: string;
      readonly words: LocalizedText;
    };

/** A quoted value may go on for so many lines; a mark that was never closed spoils no more of the file. */
const MOST_LINES = 200;

/**
 * Makes records of lines: one that ends inside of quotation marks goes on in the next. Where the marks never
 * come right, the first line alone is at fault and reading begins anew after it, so a stray mark costs its own
 * row and no other.
 */
export class RecordAssembler {
  readonly #delimiter: Delimiter;
  /** Lines not yet made into records; the first has the number `#line`. */
  #waiting: string[] = [];
  #line: number;

  constructor(delimiter: Delimiter, firstLine: number) {
    this.#delimiter = delimiter;
    this.#line = firstLine;
  }

  /** The records that are whole after these lines. */
  add(lines: readonly string[]): readonly CsvRecord[] {
    return this.#take(lines, false);
  }

  /** The records that are left when no more lines come. */
  end(): readonly CsvRecord[] {
    return this.#take([], true);
  }

  #take(lines: readonly string[], isEnd: boolean): readonly CsvRecord[] {
    const waiting = this.#waiting.concat(lines);
    const records: CsvRecord[] = [];
    let at = 0;
    while (at < waiting.length) {
      const taken = this.#recordAt(waiting, at, isEnd);
      if (taken === "wait") break;
      if (taken.record) records.push(taken.record);
      at += taken.lines;
      this.#line += taken.lines;
    }
    this.#waiting = waiting.slice(at);
    return records;
  }

  #recordAt(
    waiting: readonly string[],
    at: number,
    isEnd: boolean,
  ): { readonly record?: CsvRecord; readonly lines: number } | "wait" {
    const line = this.#line;
    let text = waiting[at] ?? "";
    if (text.trim() === "") return { lines: 1 };
    const fault = (words: LocalizedText) => ({
      record: { line, text: waiting[at] ?? "", fault: words.en, words },
      lines: 1,
    });
    for (let lines = 1; ; lines++) {
      if (text.length > LONGEST_LINE) {
        return fault(importWords("long-line", { most: LONGEST_LINE }));
      }
      if (text.includes("\0")) return fault(importWords("nul-in-line", {}));
      const cells = splitRecord(text, this.#delimiter);
      if (cells === "malformed") {
        return fault(importWords(lines === 1 ? "after-quote" : "open-quote-here", {}));
      }
      if (cells !== "open") return { record: { line, cells }, lines };
      const next = waiting[at + lines];
      if (next === undefined && !isEnd && lines < MOST_LINES) return "wait";
      if (next === undefined || lines === MOST_LINES) {
        return fault(importWords("open-quote", {}));
      }
      text += `\n${next}`;
    }
  }
}
