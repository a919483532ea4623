import type { Agreement, Consent, Customer, Instant, Signal } from "@perennial/contract";
import { Chance } from "../machine/chance.ts";
import { after, DAY, HOUR, MINUTE } from "../machine/story.ts";
import { agreementOf, BEGINNING, consentOf, customerOf } from "./company.ts";

/** How long the people of a life do something of their own accord, in milliseconds. */
export const BUSY = 4 * DAY;

/** News that becomes known at a moment. */
export interface News {
  readonly at: Instant;
  readonly signal: Signal;
}

/** The customers of a company, and what they do in these days. */
export class People {
  readonly customers: readonly Customer[];
  readonly agreements: readonly Agreement[];
  readonly consents: readonly Consent[];
  readonly news: News[] = [];
  readonly #chance: Chance;
  readonly #ending: () => string;

  /** `term`: in how many days their agreements end, at the earliest. */
  constructor({ seed, term }: { readonly seed: number; readonly term: number }) {
    this.#chance = new Chance(seed, "people");
    this.#ending = () => after(BEGINNING, (term + this.#chance.between(0, 2)) * DAY).slice(0, 10);
    const count = this.#chance.pick([1, 2, 2, 3]);
    const ids = Array.from({ length: count }, (_, index) => index + 1);
    this.customers = ids.map((n) =>
      customerOf({
        id: `c${n}`,
        ...(!(n > 1 && this.#chance.of(0.15)) && { mobile: `+4670000000${n}` }),
        email: `c${n}@kund.example`,
      }),
    );
    this.agreements = ids.map((n) =>
      agreementOf({ id: `a${n}`, customerId: `c${n}`, end: this.#ending() }),
    );
    this.consents = this.customers.flatMap(({ id: customerId }) =>
      this.#chance.of(0.75) ? [consentOf({ customerId, state: "given", at: BEGINNING })] : [],
    );
    for (const { id } of this.customers) this.#plan(id);
  }

  /** What a customer does in these days. */
  #plan(customerId: string): void {
    const chance = this.#chance;
    // Most is at stake while the first messages are under way, and while they wait for the morning.
    const moment = () => after(BEGINNING, chance.between(MINUTE, chance.of(0.5) ? DAY : BUSY));
    const n = customerId.slice(1);
    if (chance.of(0.5)) {
      const at = moment();
      this.#tell(at, this.#consent(customerId, "withdrawn", at));
      const back = moment();
      if (chance.of(0.4)) this.#tell(back, this.#consent(customerId, "given", back));
    }
    if (chance.of(0.35)) this.#willOrder(customerId, moment());
    if (chance.of(0.1)) {
      const at = moment();
      const cancelled = { status: "cancelled", cancelledAt: at, updatedAt: at } as const;
      const agreement = agreementOf({
        id: `a${n}`,
        customerId,
        end: this.#ending(),
        ...cancelled,
      });
      this.#tell(at, { id: `a${n}:${at}`, at, type: "agreement.changed", agreement });
    }
    if (chance.of(0.3)) this.#willBeRenamed(customerId, moment());
  }

  #consent(customerId: string, state: Consent["state"], at: Instant): Signal {
    const consent = consentOf({ customerId, state, at });
    return { id: `consent:${customerId}:${state}:${at}`, at, type: "consent.changed", consent };
  }

  /** An order, and its signature later; the news of either may come first. */
  #willOrder(customerId: string, orderedAt: Instant): void {
    const id = `r${customerId.slice(1)}`;
    const signedAt = after(orderedAt, this.#chance.between(MINUTE, DAY));
    const base = { id, customerId, renewalOf: `a${customerId.slice(1)}`, start: "2026-04-01" };
    const states = [
      { at: orderedAt, parts: { status: "ordered", orderedAt, orderChannel: "web" } },
      { at: signedAt, parts: { status: "active", orderedAt, orderChannel: "web", signedAt } },
    ] as const;
    for (const { at, parts } of states) {
      const agreement = agreementOf({ ...base, ...parts, updatedAt: at });
      this.#tell(at, { id: `${id}:${at}`, at, type: "agreement.changed", agreement });
    }
  }

  #willBeRenamed(customerId: string, at: Instant): void {
    const known = this.customers.find(({ id }) => id === customerId);
    if (!known) return;
    const older = after(at, -HOUR);
    const named = (name: string, updatedAt: Instant): Signal => {
      const customer = { ...known, name, updatedAt };
      return {
        id: `${customerId}:${updatedAt}`,
        at: updatedAt,
        type: "customer.changed",
        customer,
      };
    };
    // The older copy is told after the newer one as often as not.
    this.#tell(at, named("Ny", at));
    this.#tell(at, named("Gammal", older));
  }

  /** Something becomes known to the systems of the company. */
  #tell(at: Instant, signal: Signal): void {
    this.news.push({ at, signal });
  }
}
