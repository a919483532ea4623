import type { Agreement, Customer, Instant } from "@perennial/contract";
import { advance } from "../../enrolment/advance.ts";
import type { Effect } from "../../enrolment/effect.ts";
import type { Enrolment, Stimulus } from "../../enrolment/enrolment.ts";
import { dateEntry, dateRule, dateTriggers } from "../../enrolment/entry.ts";
import { occurrenceOf } from "../../enrolment/occurrence.ts";
import type { Facts } from "../../facts/facts.ts";
import { judge } from "../../policy/judge.ts";
import { type LedgerEntry, sameForm } from "../../policy/ledger.ts";
import { relationshipOf } from "../../policy/person.ts";
import { instantAt, localDateOf, localTimeOf } from "../../schedule/calendar.ts";
import { addDays } from "../../schedule/date.ts";
import { dateWindow } from "../../schedule/date-window.ts";
import type { SimulationInput } from "../simulation-input.ts";

const HOUR = 3_600_000;
type Contact = Extract<Effect, { kind: "message" | "call" }>;

/** Why a text cannot be filled, where the test knows it cannot. */
type Unfillable = (effect: Contact, customer: Customer) => string | undefined;

/**
 * The plainest dry run that can be written, to hold the real one against: hour by hour, customer by customer, with
 * every list searched from end to end. Its people do nothing, and everybody has an address of their own.
 */
export function naiveRun(input: SimulationInput, unfillable: Unfillable): readonly string[] {
  const lines = input.records.customers.flatMap((customer) => {
    const agreements = input.records.agreements.filter((each) => each.customerId === customer.id);
    return agreements.flatMap((agreement) =>
      new NaiveCase(input, { customer, agreement, unfillable }).run(),
    );
  });
  return lines.sort();
}

class NaiveCase {
  readonly #input: SimulationInput;
  readonly #customer: Customer;
  readonly #unfillable: Unfillable;
  readonly #lines: string[] = [];
  readonly #sent: LedgerEntry[] = [];
  #agreement: Agreement;
  #enrolment: Enrolment | undefined;
  #stimuli: Stimulus[] = [];
  #outbox: { readonly effect: Effect; readonly createdAt: Instant; dueAt: Instant }[] = [];
  #now: Instant;

  constructor(
    input: SimulationInput,
    of: { customer: Customer; agreement: Agreement; unfillable: Unfillable },
  ) {
    this.#input = input;
    this.#customer = of.customer;
    this.#agreement = of.agreement;
    this.#unfillable = of.unfillable;
    this.#now = instantAt(input.from, "00:00", input.zone);
  }

  run(): readonly string[] {
    const end = instantAt(this.#input.to, "24:00", this.#input.zone);
    while (this.#now < end) {
      const time = localTimeOf(this.#now, this.#input.zone);
      if (time === "00:00") this.#turnDay();
      if (time === "07:00") this.#review();
      while (this.#advance() || this.#deliver());
      this.#now = new Date(Date.parse(this.#now) + HOUR).toISOString();
    }
    return this.#lines;
  }

  #turnDay(): void {
    const yesterday = addDays(localDateOf(this.#now, this.#input.zone), -1);
    if (this.#agreement.end !== yesterday || this.#agreement.status !== "active") return;
    this.#agreement = { ...this.#agreement, status: "ended" };
    const signal = { id: "s", type: "agreement.changed", at: this.#now, fields: {} };
    this.#stimuli.push({ kind: "signal", signal });
  }

  #review(): void {
    const { end } = this.#agreement;
    if (this.#enrolment || end === undefined) return;
    for (const { compiled } of this.#input.programs) {
      for (const trigger of dateTriggers(compiled)) {
        const { from, to } = dateWindow(this.#facts().today, dateRule(trigger, compiled));
        if (end < from || end > to) continue;
        if (!compiled.holds(compiled.program.entry, this.#facts())) continue;
        const { id, customerId } = this.#agreement;
        const about = { customerId, agreementId: id, key: id };
        this.#enrolment = { id: "e", ...about, effects: 0, variables: {}, holdout: false };
        this.#stimuli.push(dateEntry(trigger));
      }
    }
  }

  #advance(): boolean {
    const [program] = this.#input.programs;
    const { timerAt, ended } = this.#enrolment ?? {};
    const isDue = timerAt !== undefined && timerAt <= this.#now;
    const stimuli: Stimulus[] = [...this.#stimuli, { kind: "timer" }];
    const hasNews = this.#stimuli.length > 0;
    this.#stimuli = [];
    if (!program || !this.#enrolment || ended || (!hasNews && !isDue)) return false;
    for (const stimulus of stimuli) {
      if (this.#enrolment.ended) break;
      const step = advance(program.compiled, this.#enrolment, stimulus, this.#facts());
      this.#enrolment = step.enrolment;
      if (step.withdraw !== undefined) this.#withdraw();
      for (const effect of step.effects) {
        this.#outbox.push({ effect, createdAt: this.#now, dueAt: this.#now });
      }
      for (const { kind, reason } of step.decisions) {
        if (kind === "entered") this.#write("entered", reason);
        if (kind === "ended") this.#write("left", reason);
      }
    }
    return true;
  }

  #withdraw(): void {
    this.#outbox = this.#outbox.filter(({ effect }) => {
      const stays = !isContact(effect) || effect.keep;
      if (!stays) this.#write("withdrawn", effect.step);
      return stays;
    });
  }

  #deliver(): boolean {
    const row = this.#outbox.find(({ dueAt }) => dueAt <= this.#now);
    if (!row) return false;
    const { effect } = row;
    if (!isContact(effect)) {
      this.#outbox = this.#outbox.filter((each) => each !== row);
      if (effect.kind === "task") this.#write("task", effect.step);
      return true;
    }
    const verdict = this.#judge(effect, row.createdAt);
    if (verdict.verdict === "hold") {
      row.dueAt = verdict.until;
      this.#write("held", effect.step, verdict.reason);
      return true;
    }
    this.#outbox = this.#outbox.filter((each) => each !== row);
    const reason =
      verdict.verdict === "skip" ? verdict.reason : this.#unfillable(effect, this.#customer);
    const settled = { kind: "settled", seq: effect.seq, at: this.#now } as const;
    if (reason === undefined) {
      this.#send(effect);
      this.#write("sent", effect.step);
      this.#stimuli.push({ ...settled, outcome: "sent" });
    } else {
      this.#write("skipped", effect.step, reason);
      if (effect.class === "statutory") this.#write("alarm", effect.step);
      this.#stimuli.push({ ...settled, outcome: "not-sent", reason });
    }
    return true;
  }

  #judge(effect: Contact, createdAt: Instant) {
    const { policy } = this.#input;
    const relationship = relationshipOf([this.#agreement]);
    const lastDay = policy.rulePack.statutoryNotice?.latestDaysBefore ?? 0;
    const deadline = instantAt(
      addDays(this.#agreement.end ?? "", -lastDay),
      "24:00",
      this.#input.zone,
    );
    return judge({
      message: {
        ...this.#entry(effect),
        id: `e-${effect.seq}`,
        commandKind:
          effect.kind === "call"
            ? "put-call"
            : effect.channel === "sms"
              ? "send-sms"
              : "send-email",
        purpose: effect.class === "marketing" ? "marketing" : "service",
        createdAt,
        expiresAt: effect.expiresAt,
        ...(effect.class === "statutory" && { legalDeadline: deadline }),
        priority: effect.priority,
        programStatus: "active",
        holdout: false,
        approved: true,
        ownSimilarProducts: true,
        // Of the texts in the example only those of marketing say how to decline, and none for a call.
        offersOptOut: effect.kind === "message" && effect.class === "marketing",
      },
      person: {
        customer: this.#customer,
        consents: [],
        suppressions: [],
        ...(relationship && { relationship }),
      },
      ledger: { entries: this.#sent },
      policy,
      now: this.#now,
    });
  }

  #send(effect: Contact): void {
    this.#sent.push({ ...this.#entry(effect), at: this.#now, outcome: "accepted" });
  }

  #entry(effect: Contact) {
    const { mobile, email, id, phone } = this.#customer;
    const channel = effect.kind === "call" ? ("phone" as const) : effect.channel;
    const point = { phone: mobile ?? phone, sms: mobile, email }[channel];
    const messageId = `e-${effect.seq}`;
    const once =
      effect.kind === "message"
        ? occurrenceOf("renewal", effect, { agreementId: this.#agreement.id }, this.#facts())
        : undefined;
    return {
      messageId,
      customerId: id,
      channel,
      class: effect.class,
      topic: effect.topic,
      contactPoint: point === undefined ? undefined : sameForm(point),
      program: "renewal",
      step: effect.step,
      occurrence: once ?? messageId,
    };
  }

  #facts(): Facts {
    return {
      now: this.#now,
      today: localDateOf(this.#now, this.#input.zone),
      zone: this.#input.zone,
      holidays: this.#input.policy.holidays,
      customer: this.#customer,
      agreement: this.#agreement,
      purchases: [],
      interactions: [],
      enrolment: this.#enrolment?.variables ?? {},
      signal: {},
    };
  }

  #write(what: string, ...details: readonly (string | undefined)[]): void {
    this.#lines.push([this.#now, this.#customer.id, what, ...details].join(" "));
  }
}

function isContact(effect: Effect): effect is Contact {
  return effect.kind === "message" || effect.kind === "call";
}
