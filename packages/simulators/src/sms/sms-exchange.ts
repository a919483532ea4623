import type { Clock, Instant } from "@perennial/contract";
import { chance } from "../chance/chance.ts";
import { Courier, type Waiting } from "../courier/courier.ts";
import type { Parcel } from "../courier/delivery.ts";
import type { PostResult } from "../courier/post.ts";
import { type Beat, joinBeats } from "../simulator.ts";
import { Agenda, type Appointment, agendaBeat } from "../time/agenda.ts";
import { plusSeconds } from "../time/instant.ts";
import { segmentCount } from "./segments.ts";
import type { SmsDialect } from "./sms-dialect.ts";
import type { SmsForm } from "./sms-form.ts";
import { SmsHistory } from "./sms-history.ts";
import type { SmsSetup } from "./sms-options.ts";
import { deliveredAt, nextCreated, type SmsProgress, type SmsRecord } from "./sms-record.ts";

/** The next state of an SMS. */
interface Step {
  readonly id: string;
  readonly status: "sent" | "delivered" | "failed";
}

/** What the exchange keeps over a restart. */
export interface ExchangeSnapshot {
  readonly spent: number;
  readonly history: readonly { record: SmsRecord; progress?: SmsProgress | undefined }[];
  readonly steps: readonly Appointment<Step>[];
  readonly callbacks: readonly Appointment<Waiting>[];
}

/** What an exchange works with. */
export interface ExchangeParts {
  readonly setup: SmsSetup;
  readonly clock: Clock;
  readonly dialect: SmsDialect;
  /** Told of each SMS that is accepted for sending. */
  accepted(at: Instant, record: SmsRecord): void;
}

const FORM = "application/x-www-form-urlencoded";
const KEPT_OVER_RESTART = 2000;

/** What happens to SMS between the API and the phones: states, reports, and SMS that come in. */
export class SmsExchange {
  readonly setup: SmsSetup;
  readonly history = new SmsHistory();
  readonly beat: Beat;
  readonly #clock: Clock;
  readonly #steps = new Agenda<Step>();
  readonly #callbacks: Courier;
  readonly #accepted: ExchangeParts["accepted"];
  readonly #dialect: SmsDialect;
  #incomingUrl: string | undefined;
  #spent = 0;

  constructor({ setup, clock, dialect, accepted }: ExchangeParts) {
    this.setup = setup;
    this.#clock = clock;
    this.#dialect = dialect;
    this.#accepted = accepted;
    this.#callbacks = new Courier({
      clock,
      door: () => this.#incomingUrl,
      schedule: dialect.retrySeconds,
      taken: (status) => dialect.taken(status),
      headers: ({ url, body }) => dialect.headers(url ?? this.#incomingUrl ?? "", body),
      answered: (parcel, answer) => this.#takeReply(parcel, answer),
    });
    this.beat = joinBeats([
      agendaBeat(this.#steps, (step, due) => this.#advance(step, due)),
      this.#callbacks,
    ]);
  }

  get givenUp(): readonly Parcel[] {
    return this.#callbacks.givenUp;
  }

  /** What is left in the account. */
  balance(): number {
    return this.setup.balance - this.#spent;
  }

  setIncomingUrl(url: string | undefined): void {
    this.#incomingUrl = url;
  }

  /** Whether an SMS to that number ever arrives. */
  reaches(number: string): boolean {
    return chance(this.setup.seed, "dead number", number) >= this.setup.deadNumbers;
  }

  /** Accepts an SMS for sending and gives its record. */
  accept(form: SmsForm): SmsRecord {
    const { dryrun: _, ...sent } = form;
    const created = this.#created(this.#clock.now());
    return this.#send({
      id: this.#dialect.id(this.setup.seed, [form.to, created]),
      direction: "outgoing",
      ...sent,
      created,
      ...this.#price(form.message),
    });
  }

  /** Takes a customer's SMS to the company's number. */
  receive({ from, to, message }: Record<"from" | "to" | "message", string>, at: Instant): void {
    const created = this.#created(at);
    const id = this.#dialect.id(this.setup.seed, ["incoming", from, created]);
    const parts = segmentCount(message);
    const record = { id, from, to, message, created, parts, cost: 0 };
    this.history.add({ ...record, direction: "incoming" });
    if (this.#incomingUrl === undefined) return;
    const form = this.#dialect.incoming({ ...record, direction: "incoming" });
    this.#callbacks.send(at, { id, type: FORM, body: new URLSearchParams(form).toString() });
  }

  /** Takes up an SMS that was accepted at that moment; one it has already is left alone. */
  take(record: SmsRecord, at: Instant): void {
    if (!this.history.add(record)) return;
    this.history.setProgress(record.id, { status: "created" });
    this.#spent += record.cost;
    const { sentSeconds, deliveredSeconds } = this.setup;
    const last = this.reaches(record.to) ? "delivered" : "failed";
    this.#steps.add(plusSeconds(at, sentSeconds), { id: record.id, status: "sent" });
    this.#steps.add(plusSeconds(at, deliveredSeconds), { id: record.id, status: last });
  }

  snapshot(): ExchangeSnapshot {
    return {
      spent: this.#spent,
      history: this.history.list(KEPT_OVER_RESTART),
      steps: this.#steps.list(),
      callbacks: this.#callbacks.list(),
    };
  }

  restore(snapshot: ExchangeSnapshot): void {
    this.history.clear();
    for (const { record, progress } of snapshot.history) {
      this.history.add(record);
      if (progress !== undefined) this.history.setProgress(record.id, progress);
    }
    this.#spent = snapshot.spent;
    this.#steps.load(snapshot.steps);
    this.#callbacks.load(snapshot.callbacks);
  }

  #send(record: SmsRecord): SmsRecord {
    const now = this.#clock.now();
    this.take(record, now);
    this.#accepted(now, record);
    return record;
  }

  #created(at: Instant): string {
    return nextCreated(at, this.history.lastCreated);
  }

  #price(message: string): { parts: number; cost: number } {
    const parts = segmentCount(message);
    return { parts, cost: parts * this.setup.costPerPart };
  }

  #advance({ id, status }: Step, due: Instant): void {
    const record = this.history.find(id);
    if (record === undefined) return;
    const delivered = status === "delivered" ? { delivered: deliveredAt(due) } : {};
    this.history.setProgress(id, { status, ...delivered });
    if (record.whendelivered === undefined) return;
    const body = new URLSearchParams(
      this.#dialect.report(record, { status, ...delivered }),
    ).toString();
    const report = { id: `${id}:${status}`, url: record.whendelivered, type: FORM, body };
    this.#callbacks.send(due, report);
  }

  #takeReply(parcel: Parcel, answer: PostResult): void {
    const incoming = this.history.find(parcel.id);
    if (incoming?.direction !== "incoming" || !("status" in answer)) return;
    const message = this.#dialect.reply(answer.type, answer.body);
    if (message === undefined) return;
    this.#send({
      id: this.#dialect.id(this.setup.seed, ["reply", incoming.id]),
      direction: "outgoing-reply",
      from: incoming.to,
      to: incoming.from,
      message,
      created: this.#created(this.#clock.now()),
      ...this.#price(message),
    });
  }
}
