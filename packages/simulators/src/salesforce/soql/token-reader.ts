import { errorAt, type SoqlError } from "./soql-error.ts";
import type { Path } from "./syntax.ts";
import { type Token, tokensOf } from "./tokens.ts";

/** Reads a query's pieces one after the other. */
export class TokenReader {
  readonly soql: string;
  readonly #tokens: readonly Token[];
  #index = 0;

  constructor(soql: string) {
    this.soql = soql;
    this.#tokens = tokensOf(soql);
  }

  get next(): Token {
    return this.#tokens[this.#index] ?? { kind: "end", text: "<EOF>", at: this.soql.length };
  }

  /** The piece that many places after the next. */
  ahead(count: number): Token | undefined {
    return this.#tokens[this.#index + count];
  }

  take(): Token {
    const token = this.next;
    this.#index += 1;
    return token;
  }

  /** Whether a word comes next, in any case. */
  isWord(...words: readonly string[]): boolean {
    const { kind, text } = this.next;
    return kind === "word" && words.includes(text.toUpperCase());
  }

  isSign(sign: string): boolean {
    return this.next.kind === "sign" && this.next.text === sign;
  }

  /** Takes a word or sign if it comes next. */
  skip(piece: string): boolean {
    const found = /\w/.test(piece) ? this.isWord(piece) : this.isSign(piece);
    if (found) this.take();
    return found;
  }

  expect(piece: string): void {
    if (!this.skip(piece)) throw this.unexpected();
  }

  /** A whole number that is not negative. */
  count(): number {
    if (this.next.kind !== "number" || !/^\d+$/.test(this.next.text)) throw this.unexpected();
    return Number(this.take().text);
  }

  word(): Token {
    if (this.next.kind !== "word") throw this.unexpected();
    return this.take();
  }

  path(): Path {
    const { at, text } = this.word();
    const parts = [text];
    while (this.skip(".")) parts.push(this.word().text);
    return { parts, at };
  }

  unexpected(): SoqlError {
    return errorAt(this.soql, this.next.at, { message: `unexpected token: '${this.next.text}'` });
  }
}
