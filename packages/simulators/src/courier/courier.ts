import type { Instant } from "@perennial/contract";
import type { Beat } from "../simulator.ts";
import { Agenda, type Appointment } from "../time/agenda.ts";
import { Delivery, type DeliveryOptions, type Parcel } from "./delivery.ts";

/** A parcel and how often it was refused. */
export interface Waiting {
  readonly parcel: Parcel;
  readonly failures: number;
}

const AT_ONCE = 16;

/** Delivers parcels, each on its own: one that fails holds up no other. */
export class Courier implements Beat {
  readonly #delivery: Delivery;
  readonly #agenda = new Agenda<Waiting>();
  readonly #givenUp: Parcel[] = [];

  constructor(options: DeliveryOptions) {
    this.#delivery = new Delivery(options);
  }

  /** Parcels that nobody took before the schedule ended. */
  get givenUp(): readonly Parcel[] {
    return this.#givenUp;
  }

  send(due: Instant, parcel: Parcel): void {
    this.#agenda.add(due, { parcel, failures: 0 });
  }

  nextDue(): Instant | undefined {
    return this.#agenda.nextDue();
  }

  async runDue(): Promise<number> {
    const due = this.#agenda.takeEarliest();
    for (let start = 0; start < due.length; start += AT_ONCE) {
      await Promise.all(due.slice(start, start + AT_ONCE).map(({ what }) => this.#try(what)));
    }
    return due.length;
  }

  list(): Appointment<Waiting>[] {
    return this.#agenda.list();
  }

  load(waiting: readonly Appointment<Waiting>[]): void {
    this.#agenda.load(waiting);
  }

  async #try({ parcel, failures }: Waiting): Promise<void> {
    const outcome = await this.#delivery.attempt(parcel, failures);
    if (outcome === "given-up") this.#givenUp.push(parcel);
    else if (outcome !== "taken")
      this.#agenda.add(outcome.retryAt, { parcel, failures: failures + 1 });
  }
}

/** Delivers parcels one after the other: while the first is not taken, the others wait. */
export class OrderedCourier implements Beat {
  readonly #delivery: Delivery;
  #queue: Appointment<Waiting>[] = [];

  constructor(options: DeliveryOptions) {
    this.#delivery = new Delivery(options);
  }

  send(due: Instant, parcel: Parcel): void {
    this.#queue.push({ due, what: { parcel, failures: 0 } });
  }

  nextDue(): Instant | undefined {
    return this.#queue[0]?.due;
  }

  async runDue(): Promise<number> {
    const head = this.#queue[0];
    if (head === undefined) return 0;
    const { parcel, failures } = head.what;
    const outcome = await this.#delivery.attempt(parcel, failures);
    if (outcome === "taken" || outcome === "given-up") this.#queue.shift();
    else this.#queue[0] = { due: outcome.retryAt, what: { parcel, failures: failures + 1 } };
    return 1;
  }

  list(): Appointment<Waiting>[] {
    return [...this.#queue];
  }

  load(waiting: readonly Appointment<Waiting>[]): void {
    this.#queue = [...waiting];
  }
}
