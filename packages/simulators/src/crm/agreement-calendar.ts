import type { Agreement, Instant } from "@perennial/contract";
import type { Beat } from "../simulator.ts";
import { Agenda, agendaBeat } from "../time/agenda.ts";
import { instantAt, plusDays } from "../time/zone.ts";
import type { CrmRecords } from "./crm-records.ts";
import type { CrmStaff } from "./crm-staff.ts";

interface CalendarDay {
  readonly agreementId: string;
  readonly kind: "begins" | "is over";
  /** The day it was written down for; another day since then makes it void. */
  readonly date: string;
}

/**
 * What the CRM does by itself at midnight: an agreement whose last day has passed ends, a signed order
 * becomes an agreement on its first day, and an order that nobody signed by then is cancelled.
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
    if (status === "ordered") {
      this.#agenda.add(instantAt(start, 0, this.#zone), {
        agreementId,
        kind: "begins",
        date: start,
      });
    }
  }

  #turn({ agreementId, kind, date }: CalendarDay, at: Instant): void {
    const agreement = this.#records.agreement(agreementId);
    if (agreement === undefined) return;
    if (kind === "is over" && agreement.status === "active" && agreement.end === date)
      this.#end(agreement, at);
    if (kind === "begins" && agreement.status === "ordered" && agreement.start === date)
      this.#begin(agreement, at);
  }

  #end(agreement: Agreement, at: Instant): void {
    this.#staff.setStatus(agreement.id, "ended", at);
    const orders = this.#records
      .agreementsOf(agreement.customerId)
      .filter(({ renewalOf, status }) => renewalOf === agreement.id && status === "ordered");
    for (const order of orders) this.#begin(order, at);
    if (orders.some(({ signedAt }) => signedAt !== undefined)) return;
    for (const listener of this.#listeners) listener(agreement, at);
  }

  #begin(order: Agreement, at: Instant): void {
    if (order.signedAt === undefined) {
      this.#staff.cancel(order.id, at);
      return;
    }
    this.#staff.setStatus(order.id, "active", at);
    const old = order.renewalOf && this.#records.agreement(order.renewalOf);
    // One without an end is over when what continues it begins.
    if (old && old.status === "active") this.#staff.setStatus(old.id, "ended", at);
  }
}
