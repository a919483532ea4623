import type { LocalizedText } from "@perennial/contract";

/** An import that could not go on; the words says what was kept and what to do. */
export class ImportError extends Error {
  readonly words: LocalizedText;

  constructor(words: LocalizedText, options?: ErrorOptions) {
    super(words.en, options);
    this.words = words;
    this.name = "ImportError";
  }
}
