import type { Instant } from "@perennial/contract";
import type { Beat } from "../simulator.ts";

/** Something to do at a moment. */
export interface Appointment<T> {
  readonly due: Instant;
  readonly what: T;
}

interface Slot<T> extends Appointment<T> {
  readonly order: number;
}

/** What lies ahead, earliest first; of the same moment, what was added first. Adding and taking cost log n. */
export class Agenda<T> {
  #heap: Slot<T>[] = [];
  #added = 0;

  get size(): number {
    return this.#heap.length;
  }

  add(due: Instant, what: T): void {
    this.#added += 1;
    this.#heap.push({ due, what, order: this.#added });
    this.#rise(this.#heap.length - 1);
  }

  nextDue(): Instant | undefined {
    return this.#heap[0]?.due;
  }

  /** Takes everything of the earliest moment; nothing when there is nothing. */
  takeEarliest(): Appointment<T>[] {
    const due = this.nextDue();
    const taken: Appointment<T>[] = [];
    while (due !== undefined && this.#heap[0]?.due === due) {
      const slot = this.#pop();
      if (slot !== undefined) taken.push({ due, what: slot.what });
    }
    return taken;
  }

  /** All of it in order, to be kept; `load` takes it back. */
  list(): Appointment<T>[] {
    return this.#heap.toSorted(before).map(({ due, what }) => ({ due, what }));
  }

  /** Replaces all of it. */
  load(appointments: readonly Appointment<T>[]): void {
    this.#heap = [];
    for (const { due, what } of appointments) this.add(due, what);
  }

  #pop(): Slot<T> | undefined {
    const first = this.#heap[0];
    const last = this.#heap.pop();
    if (last !== undefined && this.#heap.length > 0) {
      this.#heap[0] = last;
      this.#sink(0);
    }
    return first;
  }

  #rise(from: number): void {
    let index = from;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#swapIfBefore(index, parent)) return;
      index = parent;
    }
  }

  #sink(from: number): void {
    let index = from;
    for (;;) {
      const left = index * 2 + 1;
      const right = left + 1;
      const child = this.#isBefore(right, left) ? right : left;
      if (!this.#swapIfBefore(child, index)) return;
      index = child;
    }
  }

  #swapIfBefore(one: number, other: number): boolean {
    const first = this.#heap[one];
    const second = this.#heap[other];
    if (first === undefined || second === undefined || before(first, second) >= 0) return false;
    this.#heap[one] = second;
    this.#heap[other] = first;
    return true;
  }

  #isBefore(one: number, other: number): boolean {
    const first = this.#heap[one];
    const second = this.#heap[other];
    return first !== undefined && second !== undefined && before(first, second) < 0;
  }
}

/** Does what an agenda holds when its time has come. */
export function agendaBeat<T>(
  agenda: Agenda<T>,
  act: (what: T, due: Instant) => void | Promise<void>,
): Beat {
  return {
    nextDue: () => agenda.nextDue(),
    runDue: async () => {
      const due = agenda.takeEarliest();
      for (const appointment of due) await act(appointment.what, appointment.due);
      return due.length;
    },
  };
}

function before<T>(one: Slot<T>, other: Slot<T>): number {
  if (one.due === other.due) return one.order - other.order;
  return one.due < other.due ? -1 : 1;
}
