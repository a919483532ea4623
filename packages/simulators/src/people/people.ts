import type { Agreement, Clock, Instant } from "@perennial/contract";
import { chance } from "../chance/chance.ts";
import type { Crm } from "../crm/crm.ts";
import type { Call, CallAnswer, CallEntry } from "../dialer/call.ts";
import type { Dialer } from "../dialer/dialer.ts";
import type { Mailbox } from "../mail/mailbox.ts";
import type { Beat } from "../simulator.ts";
import type { Sms46elks } from "../sms/sms-46elks.ts";
import { canBeAnswered } from "../sms/sms-form.ts";
import { Agenda, type Appointment, agendaBeat } from "../time/agenda.ts";
import { plusDays } from "../time/zone.ts";
import type { Draw, Plan } from "./deed.ts";
import { Doing, type PersonAct } from "./doing.ts";
import { DEFAULT_HABITS, type Habits } from "./habits.ts";
import { canBeRenewed, nextEnding, topicOf } from "./message-topic.ts";
import { answerCall } from "./phone.ts";
import {
  afterOrder,
  type Reading,
  reactToClubMail,
  reactToReminder,
  reactToRenewal,
} from "./reactions.ts";
import { withinDays } from "./timing.ts";

/** The world that people live in. */
export interface PeopleOptions {
  readonly seed: number;
  readonly clock: Clock;
  /** Habits that differ from the usual ones. @default DEFAULT_HABITS */
  readonly habits?: Partial<Habits>;
  readonly crm: Crm;
  /** Any provider will do. */
  readonly sms: Pick<Sms46elks, "accepted" | "reaches" | "receive">;
  readonly mailbox: Mailbox;
  readonly dialer: Dialer;
}

/** A message as it reached a phone or a mailbox. */
interface Message {
  readonly kind: "message";
  readonly channel: "sms" | "email";
  readonly address: string;
  readonly sender: string;
  readonly words: string;
}

type Errand = Message | Plan["deed"];

/** What the people are kept as over a restart. */
export interface PeopleSnapshot {
  readonly errands: readonly Appointment<Errand>[];
  readonly counts: readonly (readonly [string, number])[];
}

const UNPROMPTED_DAYS = 75;

/**
 * The customers and the staff. What they do depends on the seed, the customer and what happened to them,
 * never on the order in which things are worked off. They know only what reaches them: SMS, mails, calls.
 */
export class People implements Beat {
  readonly #options: PeopleOptions;
  readonly #habits: Habits;
  readonly #agenda = new Agenda<Errand>();
  readonly #beat: Beat;
  readonly #doing: Doing;
  #counts = new Map<string, number>();

  constructor(options: PeopleOptions) {
    this.#options = options;
    this.#habits = { ...DEFAULT_HABITS, ...options.habits };
    this.#doing = new Doing(options);
    this.#beat = agendaBeat(this.#agenda, (errand, due) =>
      errand.kind === "message" ? this.#read(errand, due) : this.#doing.perform(errand, due),
    );
    const { crm, sms, mailbox, dialer } = options;
    sms.accepted.onAdd(({ at, to, from, message }) =>
      this.#notice(at, {
        kind: "message",
        channel: "sms",
        address: to,
        sender: from,
        words: message,
      }),
    );
    mailbox.accepted.onAdd(({ at, to, from, subject }) => {
      for (const address of to)
        this.#notice(at, {
          kind: "message",
          channel: "email",
          address,
          sender: from,
          words: subject,
        });
    });
    dialer.setPeople(
      (entry, at) => this.#answer(entry, at),
      (call, endedAt) => this.#hangUp(call, endedAt),
    );
    crm.staff.watch({ ordered: (order, at) => this.#followOrder(order, at) });
    crm.onEnded((agreement, at) => this.#settleEnd(agreement, at));
    for (const agreement of crm.records.agreements()) this.#mayOrderUnprompted(agreement);
  }

  /** What people have done since the start, in order. */
  get acts(): readonly PersonAct[] {
    return this.#doing.acts;
  }

  nextDue(): Instant | undefined {
    return this.#beat.nextDue();
  }

  runDue(): Promise<number> {
    return this.#beat.runDue();
  }

  snapshot(): PeopleSnapshot {
    return { errands: this.#agenda.list(), counts: [...this.#counts] };
  }

  restore({ errands, counts }: PeopleSnapshot): void {
    this.#agenda.load(errands);
    this.#counts = new Map(counts);
  }

  #notice(at: Instant, message: Message): void {
    // Read at its own moment, after everything that is still to be worked off before it.
    this.#agenda.add(at, message);
  }

  #read(message: Message, at: Instant): void {
    const { crm, sms } = this.#options;
    const customer = crm.records.customerAt(message.address);
    if (customer === undefined) return;
    if (message.channel === "sms" && !sms.reaches(message.address)) return;
    const topic = topicOf(message.words, crm.records.agreementsOf(customer.id), at);
    if (topic.about === "other" && message.channel === "sms") return;
    const subject = subjectOf(topic) ?? "club";
    const number = this.#count(`${customer.id} ${message.channel} ${subject}`);
    const reading: Reading = {
      at,
      draw: this.#draw(customer.id, message.channel, subject, number),
      habits: this.#habits,
      customerId: customer.id,
      ...replyTo(message, customer.locale),
    };
    if (topic.about === "renewal") this.#plan(reactToRenewal(reading, topic.agreement));
    else if (topic.about === "order") this.#plan(reactToReminder(reading, topic.order));
    else this.#plan(reactToClubMail(reading, number));
  }

  #answer(entry: CallEntry, at: Instant): CallAnswer {
    const number = this.#count(`${entry.customerId} call`);
    const draw = this.#draw(entry.customerId, "call", number);
    return answerCall(this.#spokenOf(entry, at) !== undefined, draw, this.#habits);
  }

  #hangUp({ entry, answer }: Call, endedAt: Instant): void {
    const agreement = this.#spokenOf(entry, endedAt);
    const { customerId } = entry;
    if (answer?.outcome === "do-not-call") this.#doing.refuseCalls(customerId, endedAt);
    if (agreement === undefined) return;
    const order = { kind: "order", customerId, agreementId: agreement.id } as const;
    // The agent registers the order before hanging up, so that nothing the customer gets comes before it.
    if (answer?.outcome === "renewed") this.#doing.perform({ ...order, channel: "phone" }, endedAt);
    const number = this.#counts.get(`${customerId} call`) ?? 0;
    const draw = this.#draw(customerId, "after call", agreement.id, number);
    if (answer?.outcome === "reached" && draw("orders") < this.#habits.ordersAfterThinking)
      this.#plan([
        { due: withinDays(endedAt, 7, draw("when")), deed: { ...order, channel: "web" } },
      ]);
  }

  /** The agreement that a call is about, as long as there is something to renew. */
  #spokenOf(entry: CallEntry, at: Instant): Agreement | undefined {
    const all = this.#options.crm.records.agreementsOf(entry.customerId);
    if (entry.agreementId === undefined) return nextEnding(all, at);
    return all.find((one) => one.id === entry.agreementId && canBeRenewed(one, all));
  }

  #followOrder(order: Agreement, at: Instant): void {
    const draw = this.#draw(order.customerId, "order", order.id);
    this.#plan(afterOrder(order, at, draw, this.#habits));
    this.#mayOrderUnprompted(order);
  }

  #settleEnd(agreement: Agreement, at: Instant): void {
    const draw = this.#draw(agreement.customerId, "end", agreement.id);
    const { leaves, goesOn } = this.#habits;
    const choice = draw("leaves");
    if (choice < leaves) this.#doing.leave(agreement, at);
    else if (choice < leaves + goesOn) this.#doing.goOnWithVariablePrice(agreement, at);
  }

  #mayOrderUnprompted({ id, customerId, end }: Agreement): void {
    if (end === undefined) return;
    const draw = this.#draw(customerId, "unprompted", id);
    if (draw("orders") >= this.#habits.ordersUnprompted) return;
    const from = `${plusDays(end, -UNPROMPTED_DAYS)}T00:00:00.000Z`;
    const due = withinDays(from, UNPROMPTED_DAYS - 2, draw("when"));
    // What they would have done before the world began is left out.
    if (due < this.#options.clock.now()) return;
    this.#plan([{ due, deed: { kind: "order", customerId, agreementId: id, channel: "web" } }]);
  }

  #plan(plans: readonly Plan[]): void {
    for (const { due, deed } of plans) this.#agenda.add(due, deed);
  }

  #count(what: string): number {
    const number = (this.#counts.get(what) ?? 0) + 1;
    this.#counts.set(what, number);
    return number;
  }

  #draw(...words: readonly (string | number)[]): Draw {
    return (question) => chance(this.#options.seed, ...words, question);
  }
}

function subjectOf(topic: ReturnType<typeof topicOf>): string | undefined {
  if (topic.about === "renewal") return topic.agreement.id;
  return topic.about === "order" ? topic.order.id : undefined;
}

function replyTo(message: Message, locale: string): Pick<Reading, "reply"> {
  if (message.channel !== "sms" || !canBeAnswered(message.sender)) return {};
  return { reply: { from: message.address, to: message.sender, locale } };
}
