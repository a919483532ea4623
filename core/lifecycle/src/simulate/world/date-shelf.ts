import type { LocalDate } from "@perennial/contract";

/** Ids by a date they belong to, which may change: what comes up on a day is found without looking at the rest. */
export class DateShelf {
  readonly #byDate = new Map<LocalDate, Set<string>>();
  readonly #dateOf = new Map<string, LocalDate>();

  /** Puts an id on a date, or takes it away where it has none. */
  put(id: string, date: LocalDate | undefined): void {
    const before = this.#dateOf.get(id);
    if (before === date) return;
    if (before !== undefined) this.#byDate.get(before)?.delete(id);
    if (date === undefined) {
      this.#dateOf.delete(id);
      return;
    }
    this.#dateOf.set(id, date);
    const ids = this.#byDate.get(date);
    if (ids) ids.add(id);
    else this.#byDate.set(date, new Set([id]));
  }

  /** Takes an id away. */
  remove(id: string): void {
    this.put(id, undefined);
  }

  /** The ids of a date, in no order. */
  on(date: LocalDate): Iterable<string> {
    return this.#byDate.get(date) ?? [];
  }
}
