import type { Agreement } from "@perennial/contract";
import { type Moment, momentOf } from "../time/virtual-time.ts";
import { SPAN } from "../time/waking-hours.ts";
import type { PeopleParts } from "./people.ts";

/** Messages so soon after an order, or after each other, are not taken for a reminder. */
const REMINDER_AFTER = SPAN.day;

/** What customers do with what they have ordered: accept it in writing where the law asks, and sign it. */
export class OrderFollower {
  readonly #parts: PeopleParts;
  /** When customers were last reminded of an order. */
  readonly #reminded = new Map<string, Moment>();

  constructor(parts: PeopleParts) {
    this.#parts = parts;
  }

  /** An order is there: what is done without any reminder is planned. */
  follow(order: Agreement): void {
    const { id, customerId, signedAt } = order;
    if (signedAt !== undefined) return;
    const { assumptions, lots, deeds, time } = this.#parts;
    const draw = (question: string) => lots.draw(customerId, `order:${id}`, question);
    let from = time.moment;
    if (this.#needsAcceptance(order)) {
      if (draw("accepts") >= assumptions.acceptsInWriting) return;
      from = deeds.within(assumptions.acceptDelayDays * SPAN.day, draw("accepts when"));
      deeds.accept(id, from);
    }
    if (draw("signs") >= assumptions.signs) return;
    deeds.sign(id, deeds.within(assumptions.signDelayDays * SPAN.day, draw("signs when"), from));
  }

  /** A message about an order that waits for its acceptance or signature has reached the customer. */
  remind(order: Agreement): void {
    const { id, customerId, orderedAt, acceptedAt, signedAt } = order;
    const { assumptions, lots, deeds, time } = this.#parts;
    const latest = acceptedAt ?? orderedAt;
    const last = Math.max(latest === undefined ? 0 : momentOf(latest), this.#reminded.get(id) ?? 0);
    if (signedAt !== undefined || time.moment - last < REMINDER_AFTER) return;
    this.#reminded.set(id, time.moment);
    const happening = lots.again(customerId, `reminded:${id}`);
    const draw = (question: string) => lots.draw(customerId, happening, question);
    const span = assumptions.remindedDelayDays * SPAN.day;
    let from = time.moment;
    if (this.#needsAcceptance(order)) {
      if (draw("accepts") >= assumptions.acceptsWhenReminded) return;
      from = deeds.within(span, draw("accepts when"));
      deeds.accept(id, from);
      if (draw("signs") >= assumptions.signs) return;
    } else if (draw("signs") >= assumptions.signsWhenReminded) return;
    deeds.sign(id, deeds.within(span, draw("signs when"), from));
  }

  #needsAcceptance({ orderChannel, acceptedAt }: Agreement): boolean {
    return this.#parts.acceptanceNeeded && orderChannel === "phone" && acceptedAt === undefined;
  }
}
