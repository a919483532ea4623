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
  /** What has been put together since the last space. */
  #word = "";

  add(text: string, trusted: boolean): void {
    const single = text.replace(/\{{2,}/g, "{");
    const safe = this.#word.endsWith("{") ? single.replace(/^\{/, "") : single;
    if (safe === "") return;
    this.pieces.push({ text: safe, trusted });
    const words = safe.split(/\s/);
    this.#word = words.length > 1 ? (words.at(-1) ?? "") : this.#word + safe;
  }

  get text(): string {
    return this.pieces.map(({ text }) => text).join("");
  }

  /** The word at the end so far, if a link of the author's opens it. */
  endsInLink(): boolean {
    return /https?:\/\//i.test(this.#word);
  }
}
