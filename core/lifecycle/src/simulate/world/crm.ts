import type { Agreement, AttributeValue, Instant, LocalDate } from "@perennial/contract";
import { addDays, addToDate, daysBetween, nextMonth } from "../../schedule/date.ts";
import { deriveAgreementSignals } from "../../signal/derive-agreement-signals.ts";
import type { SimulatedTime } from "../cases/case.ts";
import type { RoutedSignal } from "../cases/intake.ts";
import { updateAgreement, updateCustomer } from "./record-update.ts";
import type { World } from "./world.ts";

/** What the CRM is told how to behave by. */
export interface CrmOptions {
  readonly world: World;
  readonly time: SimulatedTime;
  readonly renewalMonths: number | null;
  readonly unsignedCancelled: boolean;
  /** Where changes are told, as the CRM's web hooks would. */
  readonly tell: (signals: readonly RoutedSignal[]) => void;
  /** Told of each new order. */
  readonly ordered: (order: Agreement) => void;
}

const DAYS_A_MONTH = 30.44;

/** The CRM in a dry run: it registers what customers do and lets agreements begin and end. */
export class Crm {
  readonly #options: CrmOptions;

  constructor(options: CrmOptions) {
    this.#options = options;
  }

  /** Registers that an agreement is renewed, as an agreement of its own; not when it is too late or done already. */
  order(agreementId: string, channel: string): void {
    const { world, time, ordered } = this.#options;
    const old = world.agreement(agreementId);
    if (!old || !world.canBeRenewed(old)) return;
    const start = old.end === undefined ? nextMonth(time.today) : addDays(old.end, 1);
    const { orderedAt: _ordered, acceptedAt: _accepted, signedAt: _signed, ...rest } = old;
    const order: Agreement = {
      ...rest,
      id: this.#orderId(old.id),
      status: "ordered",
      start,
      end: addDays(addToDate(start, `P${this.#months(old)}M`), -1),
      orderedAt: time.now,
      orderChannel: channel,
      renewalOf: old.id,
      updatedAt: time.now,
    };
    this.#put(order);
    ordered(order);
  }

  /** The written acceptance of an order has come; gives the order, unless it is too late or known already. */
  accept(orderId: string): Agreement | undefined {
    const order = this.#options.world.agreement(orderId);
    if (order?.status !== "ordered" || order.acceptedAt !== undefined) return undefined;
    return this.#put({ ...order, acceptedAt: this.#now });
  }

  /** The signed contract has come; it is also a written acceptance where there was none. */
  sign(orderId: string): Agreement | undefined {
    const order = this.#options.world.agreement(orderId);
    if (order?.status !== "ordered" || order.signedAt !== undefined) return undefined;
    const acceptedAt = order.acceptedAt ?? this.#now;
    return this.#put({ ...order, signedAt: this.#now, acceptedAt });
  }

  /** Sets fields of a record because a program says so, and tells of it if that changes anything. */
  update(
    object: "customer" | "agreement",
    recordId: string,
    values: Readonly<Record<string, AttributeValue>>,
  ): void {
    const { world, tell } = this.#options;
    const at = this.#now;
    if (object === "agreement") {
      const agreement = world.agreement(recordId);
      const updated = agreement && updateAgreement(agreement, values);
      if (updated && updated !== agreement) this.#put(updated);
      return;
    }
    const dossier = world.dossier(recordId);
    const updated = dossier && updateCustomer(dossier.customer, values);
    if (!updated || updated === dossier.customer) return;
    const customer = { ...updated, updatedAt: at };
    world.putCustomer(customer);
    const id = `${recordId}:changed:${at}`;
    tell([{ dossier, signal: { id, at, type: "customer.changed", customer } }]);
  }

  /** Takes in an agreement as it really was from now on. */
  register(agreement: Agreement): void {
    this.#put(agreement);
  }

  /** What a CRM does by itself at midnight: agreements end and begin, and orders nobody signed are cancelled. */
  turnDay(today: LocalDate): void {
    const { world } = this.#options;
    for (const id of world.ends.on(addDays(today, -1))) {
      const agreement = world.agreement(id);
      if (agreement?.status !== "active") continue;
      this.#put({ ...agreement, status: "ended" });
    }
    for (const id of world.starts.on(today)) {
      const order = world.agreement(id);
      if (order?.status === "ordered") this.#begin(order);
    }
  }

  get #now(): Instant {
    return this.#options.time.now;
  }

  #begin(order: Agreement): void {
    const { world, unsignedCancelled } = this.#options;
    if (order.signedAt === undefined && unsignedCancelled) {
      this.#put({ ...order, status: "cancelled", cancelledAt: this.#now });
      return;
    }
    if (order.signedAt === undefined) return;
    this.#put({ ...order, status: "active" });
    const old = world.agreement(order.renewalOf);
    // One without an end is over when what continues it begins.
    if (old?.status === "active") this.#put({ ...old, status: "ended" });
  }

  /** Keeps an agreement and tells what its change means, the record first. */
  #put(changed: Agreement): Agreement {
    const { world, tell } = this.#options;
    const at = this.#now;
    const agreement = { ...changed, updatedAt: at };
    const before = world.putAgreement(agreement);
    const dossier = world.dossier(agreement.customerId);
    if (!dossier) return agreement;
    const about = { dossier, agreementId: agreement.id };
    const id = `${agreement.id}:changed:${at}`;
    const derived = deriveAgreementSignals(before, agreement);
    tell([
      { ...about, signal: { id, at, type: "agreement.changed", agreement } },
      ...derived.map((signal) => ({ ...about, signal })),
    ]);
    return agreement;
  }

  #months({ start, end }: Agreement): number {
    const { renewalMonths } = this.#options;
    if (renewalMonths !== null) return renewalMonths;
    return end === undefined
      ? 12
      : Math.max(1, Math.round((daysBetween(start, end) + 1) / DAYS_A_MONTH));
  }

  /** Derived from the old one's id, so that it does not depend on who else orders, and when. */
  #orderId(id: string): string {
    const root = id.replace(/-R\d+$/, "");
    for (let number = 1; ; number++) {
      const wanted = `${root}-R${number}`;
      if (this.#options.world.agreement(wanted) === undefined) return wanted;
    }
  }
}
