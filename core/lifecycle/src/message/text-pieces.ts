/** A run of text, and whether its links may be followed: written by the program's author or checked. */
export interface Piece {
  readonly text: string;
  readonly trusted: boolean;
}

/**
 * Puts a text together so that two opening braces never stand side by side, wherever they come from: what
 * has been filled once can never be taken for a template again.
 */
export class PieceList {
  readonly pieces: Piece[] = [];
  #last = "";

  add(text: string, trusted: boolean): void {
    const single = text.replace(/\{{2,}/g, "{");
    const safe = this.#last.endsWith("{") ? single.replace(/^\{/, "") : single;
    if (safe === "") return;
    this.pieces.push({ text: safe, trusted });
    this.#last = safe;
  }

  get text(): string {
    return this.pieces.map(({ text }) => text).join("");
  }

  /** The word at the end so far, if a link of the author's opens it. */
  endsInLink(): boolean {
    return /https?:\/\/[^\s]*$/i.test(this.text);
  }
}
