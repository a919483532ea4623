import { idOf } from "../bench/fill-records.ts";

/** What a number stands for that a CRM tells us: every event is about a customer of its own, so that each is news. */
export interface LoadEvent {
  /** As an item of a delivery. */
  readonly item: unknown;
  /** Under which id it is kept as a signal. */
  readonly signal: string;
  readonly customer: string;
  /** Whether it opens the program `thanks`. */
  readonly opens: boolean;
}

/** Of ten events one is a purchase, four are visits and five change a customer. */
const KINDS = 10;
const VISITS = 4;

/** The event of a number from 0, as it is told of at a moment. */
export function eventOf(number: number, at: string): LoadEvent {
  const kind = number % KINDS;
  const customer = idOf("c", number + 1);
  if (kind === 0) {
    const record = { id: `p${number}`, customerId: customer, at, amount: 9_900 };
    return told("purchase", { customer, record, opens: true, at });
  }
  if (kind <= VISITS) {
    const record = {
      ...{ id: `v${number}`, customerId: customer, at, kind: "visit", direction: "in" },
      ...{ channel: "web", text: "Jämförde avtal" },
    };
    return told("interaction", { customer, record, opens: false, at });
  }
  const name = `Östlund ${number}`;
  const record = { id: customer, name, email: `${customer}@example.se`, updatedAt: at };
  return told("customer", { customer, record, opens: false, at });
}

interface Telling {
  readonly customer: string;
  readonly record: { readonly id: string };
  readonly opens: boolean;
  readonly at: string;
}

function told(type: string, { customer, record, opens, at }: Telling): LoadEvent {
  const item = { type, id: record.id, record };
  return { item, signal: `${type}:${record.id}:${at}`, customer, opens };
}
