import type { LocalDate } from "@perennial/contract";
import { epochDay } from "../../schedule/date.ts";

/** Ids by a date they belong to, which may change: what comes up on a day is found without looking at the rest. */
export class DateShelf {
  readonly #byDay = new Map<number, Set<string>>();
  readonly #dateOf = new Map<string, LocalDate>();

  /** Puts an id on a date, or takes it away where it has none. */
  put(id: string, date: LocalDate | undefined): void {
    const before = this.#dateOf.get(id);
    if (before === date) return;
    if (before !== undefined) this.#byDay.get(epochDay(before))?.delete(id);
    if (date === undefined) {
      this.#dateOf.delete(id);
      return;
    }
    this.#dateOf.set(id, date);
    const day = epochDay(date);
    const ids = this.#byDay.get(day);
    if (ids) ids.add(id);
    else this.#byDay.set(day, new Set([id]));
  }

  /** Takes an id away. */
  remove(id: string): void {
    this.put(id, undefined);
  }

  /** The date that an id is on. */
  dateOf(id: string): LocalDate | undefined {
    return this.#dateOf.get(id);
  }

  /** Every id with its date. */
  all(): readonly (readonly [id: string, date: LocalDate])[] {
    return [...this.#dateOf];
  }

  /** The ids of a date, in order. */
  on(date: LocalDate): readonly string[] {
    return this.between(date, date);
  }

  /** The ids of all dates from one to another, both included, in order. */
  between(from: LocalDate, to: LocalDate): readonly string[] {
    const found: string[] = [];
    const last = epochDay(to);
    for (let day = epochDay(from); day <= last; day++) {
      for (const id of this.#byDay.get(day) ?? []) found.push(id);
    }
    return found.sort();
  }
}
