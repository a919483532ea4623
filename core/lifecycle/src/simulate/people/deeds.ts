import type { Customer } from "@perennial/contract";
import { optOutIntent } from "../../policy/opt-out-intent.ts";
import type { Case, SimulatedTime } from "../cases/case.ts";
import type { Intake } from "../cases/intake.ts";
import type { Journal } from "../report/journal.ts";
import type { Moment } from "../time/virtual-time.ts";
import { awakeWithin } from "../time/waking-hours.ts";
import type { Crm } from "../world/crm.ts";
import type { Dossier } from "../world/dossier.ts";
import type { World } from "../world/world.ts";

/** What deeds are done with. */
export interface DeedParts {
  readonly world: World;
  readonly time: SimulatedTime;
  readonly crm: Crm;
  readonly intake: Intake;
  readonly journal: Journal;
  readonly stopWords: readonly string[];
}

/** What people in a dry run do: planned for a moment, and left undone when it has become impossible by then. */
export class Deeds {
  readonly #parts: DeedParts;

  constructor(parts: DeedParts) {
    this.#parts = parts;
  }

  /** A moment within a span from now, in milliseconds, at which somebody is awake. */
  within(span: number, lot: number, from: Moment = this.#parts.time.moment): Moment {
    return awakeWithin(from, span, { lot, zone: this.#parts.time.zone });
  }

  order(agreementId: string, channel: string, at: Moment): void {
    this.#parts.time.happen(at, () => this.#parts.crm.order(agreementId, channel));
  }

  accept(orderId: string, at: Moment): void {
    const { time, crm, journal } = this.#parts;
    time.happen(at, () => {
      const order = crm.accept(orderId);
      if (order) journal.accepted(order);
    });
  }

  sign(orderId: string, at: Moment): void {
    const { time, crm, journal } = this.#parts;
    time.happen(at, () => {
      const order = crm.sign(orderId);
      if (order) journal.signed(order);
    });
  }

  /** A customer answers a text message. */
  reply({ customer: { id } }: Dossier, text: string, at: Moment): void {
    this.#parts.time.happen(at, () => {
      const dossier = this.#parts.world.dossier(id);
      if (dossier?.customer.mobile !== undefined) this.#reply(dossier.customer, text);
    });
  }

  /** A customer declines more advertising by e-mail: of a topic, where the mail had one. */
  unsubscribe({ customer: { id } }: Dossier, topic: string | undefined, at: Moment): void {
    const { time, intake, world } = this.#parts;
    time.happen(at, () => {
      const dossier = world.dossier(id);
      if (!dossier) return;
      const consent = {
        customerId: id,
        channel: "email",
        purpose: "marketing",
        ...(topic !== undefined && { topic }),
        state: "withdrawn",
        at: time.now,
        source: "email-link",
        legalBasis: "consent",
      } as const;
      const signal = { id: `${id}:unsubscribed:${time.now}`, at: time.now, consent } as const;
      intake.tell([{ dossier, signal: { ...signal, type: "consent.changed" } }]);
    });
  }

  /** Whose answer it is, only the number tells: of several customers with it those who were written to. */
  #reply({ id, mobile = "" }: Customer, text: string): void {
    const { world, time, intake, journal, stopWords } = this.#parts;
    const sharing = world.atMobile(mobile);
    const written = sharing.filter(({ lastTexter }) => lastTexter !== undefined);
    const isStop = optOutIntent(text, stopWords) === "stop";
    journal.replied({ customerId: id }, text, isStop);
    const signal = {
      id: `${id}:replied:${time.now}`,
      at: time.now,
      type: "message.replied",
      channel: "sms",
      from: mobile,
      text,
    } as const;
    const repliers = written.length > 0 ? written : sharing;
    intake.tell(repliers.map((dossier) => ({ signal, dossier, ...originOf(dossier.lastTexter) })));
  }
}

function originOf(about: Case | undefined) {
  return about === undefined ? {} : { about, agreementId: about.agreementId };
}
