import type { Agreement, Instant } from "@perennial/contract";
import type { Beat } from "../simulator.ts";
import { Agenda, agendaBeat } from "../time/agenda.ts";
import { later, plusSeconds } from "../time/instant.ts";
import { instantAt, plusDays } from "../time/zone.ts";
import type { CrmRecords } from "./crm-records.ts";
import type { CrmStaff } from "./crm-staff.ts";

interface CalendarDay {
  readonly agreementId: string;
  readonly kind: "begins" | "lapses" | "is over";
  /** The first or last day it was written down for; another one since then makes it void. */
  readonly date: string;
}

/** An order is kept for its signature so long, and at least until its first day. */
const DAYS_TO_SIGN = 45;

/**
 * What the CRM does by itself: an agreement whose last day has passed ends, a signed order becomes an
 * agreement on its first day, and an order that nobody signs in time is cancelled.
 */
export class AgreementCalendar {
  readonly beat: Beat;
  readonly #records: CrmRecords;
  readonly #staff: CrmStaff;
  readonly #zone: string;
  readonly #agenda = new Agenda<CalendarDay>();
  readonly #listeners: ((agreement: Agreement, at: Instant) => void)[] = [];

  constructor(records: CrmRecords, staff: CrmStaff, zone: string) {
    this.#records = records;
    this.#staff = staff;
    this.#zone = zone;
    this.beat = agendaBeat(this.#agenda, (day, due) => this.#turn(day, due));
    records.onChange((item) => {
      if (item.type === "agreement") this.#enter(item.record);
    });
    this.rebuild();
  }

  /** Calls `listener` when an agreement has ended and nothing follows it. */
  onEnded(listener: (agreement: Agreement, at: Instant) => void): void {
    this.#listeners.push(listener);
  }

  /** Writes everything anew from the records. */
  rebuild(): void {
    this.#agenda.load([]);
    for (const agreement of this.#records.agreements()) this.#enter(agreement);
  }

  #enter(agreement: Agreement): void {
    if (agreement.party !== "own") return;
    const { id: agreementId, status, start, end } = agreement;
    if (status === "active" && end !== undefined) {
      this.#agenda.add(instantAt(plusDays(end, 1), 0, this.#zone), {
        agreementId,
        kind: "is over",
        date: end,
      });
    }
    if (status !== "ordered") return;
    const first = instantAt(start, 0, this.#zone);
    const { signedAt, orderedAt = first } = agreement;
    const lapse = plusSeconds(orderedAt, DAYS_TO_SIGN * 86_400);
    this.#agenda.add(later(first, signedAt ?? lapse), {
      agreementId,
      kind: signedAt === undefined ? "lapses" : "begins",
      date: start,
    });
  }

  #turn({ agreementId, kind, date }: CalendarDay, at: Instant): void {
    const agreement = this.#records.agreement(agreementId);
    if (agreement === undefined) return;
    const { status, start, end, signedAt } = agreement;
    if (kind === "is over" && status === "active" && end === date) this.#end(agreement, at);
    if (status !== "ordered" || start !== date) return;
    if (kind === "begins") this.#begin(agreement, at);
    if (kind === "lapses" && signedAt === undefined) this.#lapse(agreement, at);
  }

  #end(agreement: Agreement, at: Instant): void {
    this.#staff.setStatus(agreement.id, "ended", at);
    this.#tellIfNothingFollows(agreement, at);
  }

  #begin(order: Agreement, at: Instant): void {
    this.#staff.setStatus(order.id, "active", at);
    const old = this.#continuedBy(order);
    // One without an end is over when what continues it begins.
    if (old?.status === "active") this.#staff.setStatus(old.id, "ended", at);
  }

  #lapse(order: Agreement, at: Instant): void {
    this.#staff.cancel(order.id, at);
    const old = this.#continuedBy(order);
    if (old?.status === "ended") this.#tellIfNothingFollows(old, at);
  }

  #continuedBy({ renewalOf }: Agreement): Agreement | undefined {
    return renewalOf === undefined ? undefined : this.#records.agreement(renewalOf);
  }

  #tellIfNothingFollows(agreement: Agreement, at: Instant): void {
    const follows = this.#records
      .agreementsOf(agreement.customerId)
      .some(
        ({ renewalOf, status }) =>
          renewalOf === agreement.id && (status === "ordered" || status === "active"),
      );
    if (follows) return;
    for (const listener of this.#listeners) listener(agreement, at);
  }
}
