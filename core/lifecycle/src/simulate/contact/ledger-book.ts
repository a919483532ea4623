import type { Instant, LocalDate } from "@perennial/contract";
import type { ContactPolicy } from "../../policy/contact-policy.ts";
import {
  type Ledger,
  type LedgerEntry,
  sameForm,
  type WaitingMessage,
} from "../../policy/ledger.ts";
import type { SimulatedTime } from "../cases/case.ts";
import type { Dossier } from "../world/dossier.ts";
import { addressLookBack, customerLookBack, yearBefore } from "./look-back.ts";

/** A message about to be judged. */
export interface LedgerQuestion {
  readonly dossier: Dossier;
  readonly contactPoint: string | undefined;
  readonly marketing: boolean;
  readonly waiting: readonly WaitingMessage[];
}

const NOBODY: readonly LedgerEntry[] = [];

/** What was sent in a dry run, kept as far back as the policies look. */
export class LedgerBook {
  readonly #policies: readonly ContactPolicy[];
  readonly #time: SimulatedTime;
  readonly #byAddress = new Map<string, LedgerEntry[]>();
  #reach: { readonly day: LocalDate; readonly customer: Instant; readonly address: Instant };
  #year: { readonly now: Instant; readonly since: Instant };

  constructor(policies: readonly ContactPolicy[], time: SimulatedTime) {
    this.#policies = policies;
    this.#time = time;
    this.#reach = this.#reachOf(time.today);
    this.#year = { now: time.now, since: yearBefore(time.now, time.zone) };
  }

  /** The ledger as a message is judged by; what nobody looks at any more is forgotten on the way. */
  of({ dossier, contactPoint, marketing, waiting }: LedgerQuestion): Ledger {
    const { today } = this.#time;
    if (this.#reach.day !== today) this.#reach = this.#reachOf(today);
    const own = dossier.sends;
    forget(own, ({ at }) => at < this.#reach.customer);
    const yearAgo = this.yearAgo;
    forget(dossier.marketing, (at) => at <= yearAgo);
    const { id } = dossier.customer;
    const neighbours = marketing ? this.#at(contactPoint) : NOBODY;
    const others = neighbours.filter(({ customerId }) => customerId !== id);
    return {
      entries: others.length === 0 ? own : [...own, ...others],
      waiting,
      marketingLastYear: dossier.marketing.length,
    };
  }

  /** Enters a message that leaves. */
  add(dossier: Dossier, entry: LedgerEntry): void {
    dossier.sends.push(entry);
    if (entry.class !== "marketing") return;
    dossier.marketing.push(entry.at);
    const { contactPoint } = entry;
    if (contactPoint === undefined) return;
    const known = this.#byAddress.get(contactPoint);
    if (known) known.push(entry);
    else this.#byAddress.set(contactPoint, [entry]);
  }

  /** The moment a year ago. */
  get yearAgo(): Instant {
    const { now, zone } = this.#time;
    if (this.#year.now !== now) this.#year = { now, since: yearBefore(now, zone) };
    return this.#year.since;
  }

  #at(contactPoint: string | undefined): readonly LedgerEntry[] {
    const entries = this.#byAddress.get(sameForm(contactPoint ?? ""));
    if (!entries) return NOBODY;
    forget(entries, ({ at }) => at < this.#reach.address);
    return entries;
  }

  #reachOf(day: LocalDate) {
    const { zone } = this.#time;
    return {
      day,
      customer: customerLookBack(this.#policies, day, zone),
      address: addressLookBack(this.#policies, day, zone),
    };
  }
}

/** Takes away what is over; the oldest stand first. */
function forget<Entry>(entries: Entry[], isOver: (entry: Entry) => boolean): void {
  const first = entries[0];
  if (first === undefined || !isOver(first)) return;
  const kept = entries.findIndex((entry) => !isOver(entry));
  entries.splice(0, kept < 0 ? entries.length : kept);
}
