import type { LocalizedText } from "@perennial/contract";

/** A mapping that cannot be used, or does not go with a file; the words names places and remedies. */
export class MappingError extends Error {
  readonly words: LocalizedText;

  constructor(words: LocalizedText, options?: ErrorOptions) {
    super(words.en, options);
    this.words = words;
    this.name = "MappingError";
  }
}
