import { type Ledger, type LedgerEntry, sameForm, type WaitingMessage } from "@perennial/lifecycle";
import {
  commandId,
  type NewSend,
  type StoredSend,
  type WaitingEffect,
  type YearCounts,
} from "@perennial/store";

/** What a book is opened with. */
export interface LedgerRecords {
  readonly tenant: number;
  readonly sends: readonly StoredSend[];
  readonly waiting: readonly WaitingEffect[];
  readonly counts: ReadonlyMap<string, YearCounts>;
}

/**
 * The ledger of a batch: what was sent to its customers, and what is being sent by this very batch, so that two
 * messages to one customer see each other.
 */
export class LedgerBook {
  readonly #tenant: number;
  readonly #byCustomer = new Map<string, LedgerEntry[]>();
  readonly #byAddress = new Map<string, LedgerEntry[]>();
  readonly #waiting: Map<string, WaitingMessage[]>;
  readonly #marketing = new Map<string, number>();

  constructor({ tenant, sends, waiting, counts }: LedgerRecords) {
    this.#tenant = tenant;
    const entered = new Map(sends.map((send) => [commandId(tenant, send), send]));
    for (const send of entered.values()) this.#enter(this.#entryOf(send));
    const byCustomer = Map.groupBy(waiting, (each) => each.customerId);
    this.#waiting = new Map(
      [...byCustomer].map(([id, each]) => [id, each.map(({ message }) => message)]),
    );
    for (const [id, { marketing }] of counts) this.#marketing.set(id, marketing);
  }

  /** The ledger as a message to a customer is judged by: without its own attempts, which others decide about. */
  of(customerId: string, contactPoint: string, messageId: string): Ledger {
    const own = this.#byCustomer.get(customerId) ?? [];
    const neighbours = this.#byAddress.get(sameForm(contactPoint)) ?? [];
    const before = own.find((entry) => entry.messageId === messageId);
    const entries = [
      ...own.filter((entry) => entry !== before),
      ...neighbours.filter((entry) => entry.customerId !== customerId),
    ];
    const marketing = this.#marketing.get(customerId);
    const counted = before?.class === "marketing" ? 1 : 0;
    return {
      entries,
      waiting: this.#waiting.get(customerId) ?? [],
      ...(marketing !== undefined && { marketingLastYear: marketing - counted }),
    };
  }

  /** Enters a message that leaves with this batch. */
  add(send: NewSend): void {
    const { topic = null, occurrence = null } = send;
    this.#enter(this.#entryOf({ ...send, topic, occurrence, outcome: "accepted" }));
    const { customerId } = send;
    const counted = this.#marketing.get(customerId);
    if (send.class === "marketing" && counted !== undefined)
      this.#marketing.set(customerId, counted + 1);
  }

  /** Takes a message that has been judged off those that wait, so that it competes no longer. */
  judged(customerId: string, messageId: string): void {
    const waiting = this.#waiting.get(customerId);
    if (waiting)
      this.#waiting.set(
        customerId,
        waiting.filter(({ id }) => id !== messageId),
      );
  }

  #entryOf(send: StoredSend): LedgerEntry {
    const messageId = commandId(this.#tenant, send);
    const { customerId, channel, topic, at, contactPoint, program, step } = send;
    return {
      messageId,
      customerId,
      channel,
      class: send.class,
      ...(topic !== null && { topic }),
      at,
      contactPoint,
      program,
      step,
      occurrence: send.occurrence ?? messageId,
      outcome: send.outcome,
    };
  }

  #enter(entry: LedgerEntry): void {
    push(this.#byCustomer, entry.customerId, entry);
    if (entry.contactPoint !== undefined) push(this.#byAddress, entry.contactPoint, entry);
  }
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
