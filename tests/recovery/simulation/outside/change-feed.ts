import type { ChangePage, Signal } from "@perennial/contract";

/** Signals of one page. */
const PAGE = 2;

/** What a system tells when it is asked what has changed: in pages, from a cursor on, each time from its place. */
export class ChangeFeed {
  readonly #signals: Signal[] = [];

  add(...signals: readonly Signal[]): void {
    this.#signals.push(...signals);
  }

  async *since(cursor: string | undefined): AsyncIterable<ChangePage> {
    for (let at = Number(cursor ?? "0"); at < this.#signals.length; at += PAGE) {
      const signals = this.#signals.slice(at, at + PAGE);
      yield { signals, cursor: String(at + signals.length) };
    }
  }
}
