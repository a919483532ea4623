import type { LocalizedText } from "@perennial/contract";

/** A file that cannot be read as rows and columns; the words names the file and the remedy. */
export class CsvError extends Error {
  readonly words: LocalizedText;

  constructor(words: LocalizedText, options?: ErrorOptions) {
    super(words.en, options);
    this.words = words;
    this.name = "CsvError";
  }
}
