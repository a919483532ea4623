import type { Agreement, CallSignal } from "@perennial/contract";
import type { MessageEffect } from "../../enrolment/effect.ts";
import type { Assumptions } from "../assumptions.ts";
import type { Delivery, SimulatedTime } from "../cases/case.ts";
import type { Journal } from "../report/journal.ts";
import { SPAN } from "../time/waking-hours.ts";
import type { Dossier } from "../world/dossier.ts";
import type { World } from "../world/world.ts";
import type { Deeds } from "./deeds.ts";
import { fallsOn, type Lots } from "./lots.ts";
import type { OfficeHours } from "./office-hours.ts";
import { OrderFollower } from "./order-follower.ts";
import { PhoneTalk } from "./phone-talk.ts";

/** What people decide by. */
export interface PeopleParts {
  readonly world: World;
  readonly time: SimulatedTime;
  readonly deeds: Deeds;
  readonly journal: Journal;
  readonly lots: Lots;
  readonly staff: OfficeHours;
  readonly assumptions: Assumptions;
  /** The word with which they end marketing. */
  readonly stopWord: string;
  /** Whether an order by phone must be accepted in writing (product.md, 3.3). */
  readonly acceptanceNeeded: boolean;
  /** Where it is told how a call ended. */
  readonly tellCall: (signal: CallSignal, call: Delivery) => void;
}

/** How long before an agreement's end those who renew unprompted begin and cease to, in days. */
const UNPROMPTED = { from: 75, to: 2 } as const;
const WORDS = { yes: "JA", no: "NEJ", question: "Vad kostar det?" } as const;

/** The customers of a dry run: they act on what reaches them, as far as the assumptions say. */
export class People {
  readonly #parts: PeopleParts;
  readonly #orders: OrderFollower;
  readonly #talk: PhoneTalk;

  constructor(parts: PeopleParts) {
    this.#parts = parts;
    this.#orders = new OrderFollower(parts);
    this.#talk = new PhoneTalk(parts);
  }

  /** Plans what people do of their own accord. */
  begin(): void {
    for (const agreement of this.#parts.world.agreements()) {
      if (agreement.status === "ordered") this.#orders.follow(agreement);
      this.#mayOrderUnprompted(agreement);
    }
  }

  /** A renewal has been ordered. */
  ordered(order: Agreement): void {
    this.#parts.journal.ordered(order);
    this.#orders.follow(order);
    this.#mayOrderUnprompted(order);
  }

  /** Somebody calls. */
  called(call: Delivery): void {
    this.#talk.answer(call);
  }

  /** A message has reached its customer. */
  received({ of: { dossier, agreementId } }: Delivery, effect: MessageEffect): void {
    const { world } = this.#parts;
    const agreement = world.agreement(agreementId);
    const order = agreementId === undefined ? undefined : world.renewal(agreementId);
    const open = agreement && this.#isOpen(agreement) ? agreement : undefined;
    if (effect.class !== "marketing") {
      if (order?.status === "ordered") this.#orders.remind(order);
      else if (open) this.#mayOrder(open, "ordersAfterNotice", "noticeDelayDays");
    } else if (effect.channel === "sms") {
      this.#mayReact(dossier, open);
    } else {
      this.#mayUnsubscribe(dossier, effect.topic);
      if (open) this.#mayOrder(open, "ordersAfterOfferMail", "offerDelayDays");
    }
  }

  /** Whether people think of renewing an agreement. */
  #isOpen(agreement: Agreement): boolean {
    const { world, time } = this.#parts;
    return world.canBeRenewed(agreement) && world.isNearEnd(agreement, time.today);
  }

  #mayOrder(
    { id, customerId }: Agreement,
    share: "ordersAfterNotice" | "ordersAfterOfferMail",
    delay: "noticeDelayDays" | "offerDelayDays",
  ): void {
    const { assumptions, lots, deeds } = this.#parts;
    const happening = lots.again(customerId, `${share}:${id}`);
    if (lots.draw(customerId, happening, "orders") >= assumptions[share]) return;
    const lot = lots.draw(customerId, happening, "when");
    deeds.order(id, "web", deeds.within(assumptions[delay] * SPAN.day, lot));
  }

  /** A text message with an offer leads to an order, an answer or nothing; any other one at most to a STOP. */
  #mayReact(dossier: Dossier, open: Agreement | undefined): void {
    const { assumptions, lots, deeds, stopWord } = this.#parts;
    const { id } = dossier.customer;
    const happening = lots.again(id, `sms:${open?.id ?? ""}`);
    const lot = lots.draw(id, happening, "when");
    const reaction = fallsOn(lots.draw(id, happening, "reaction"), [
      ["stop", assumptions.repliesStop],
      ["order", open ? assumptions.ordersAfterSms : 0],
      ["yes", open ? assumptions.repliesYes : 0],
      ["question", open ? assumptions.repliesQuestion : 0],
      ["no", open ? assumptions.repliesNo : 0],
    ]);
    if (reaction === undefined) return;
    if (reaction === "order") {
      const at = deeds.within(assumptions.offerDelayDays * SPAN.day, lot);
      if (open) deeds.order(open.id, "web", at);
      return;
    }
    const at = deeds.within(assumptions.replyDelayMinutes * SPAN.minute, lot);
    deeds.reply(dossier, reaction === "stop" ? stopWord : WORDS[reaction], at);
    if (!open || (reaction !== "yes" && reaction !== "question")) return;
    const share = reaction === "yes" ? "ordersAfterYes" : "ordersAfterQuestion";
    if (lots.draw(id, happening, "convinced") >= assumptions[share]) return;
    // Staff read the answers in their hours and register what they are told to.
    const worked = lots.draw(id, happening, "staff") * assumptions.staffDelayMinutes;
    const registered = this.#parts.staff.next(at + Math.round(worked) * SPAN.minute);
    deeds.order(open.id, reaction === "yes" ? "sms" : "customer-service", registered);
  }

  #mayUnsubscribe(dossier: Dossier, topic: string | undefined): void {
    const { assumptions, lots, deeds } = this.#parts;
    const { id } = dossier.customer;
    const happening = lots.again(id, "mail");
    if (lots.draw(id, happening, "unsubscribes") >= assumptions.unsubscribesAfterMail) return;
    const lot = lots.draw(id, happening, "when");
    deeds.unsubscribe(dossier, topic, deeds.within(SPAN.day, lot));
  }

  #mayOrderUnprompted({ id, customerId, end, party }: Agreement): void {
    if (end === undefined || party !== "own") return;
    const { assumptions, lots, deeds, time } = this.#parts;
    const happening = `unprompted:${id}`;
    if (lots.draw(customerId, happening, "orders") >= assumptions.ordersUnprompted) return;
    const from = time.startOf(end) - UNPROMPTED.from * SPAN.day;
    const span = (UNPROMPTED.from - UNPROMPTED.to) * SPAN.day;
    const at = deeds.within(span, lots.draw(customerId, happening, "when"), from);
    // What they would have done before the dry run begins is in the records.
    if (at > time.moment) deeds.order(id, "web", at);
  }
}
