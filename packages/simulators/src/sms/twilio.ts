import type { Instant } from "@perennial/contract";
import type { Parcel } from "../courier/delivery.ts";
import type { DoorAnswer, DoorRequest } from "../door/door-request.ts";
import type { DoorRefusal, Verdict } from "../door/http-door.ts";
import { type DoorSnapshot, HttpSimulator } from "../door/http-simulator.ts";
import type { Accepted } from "../log/accepted-log.ts";
import type { Beat } from "../simulator.ts";
import { type ExchangeSnapshot, SmsExchange } from "./sms-exchange.ts";
import type { SmsRecord } from "./sms-record.ts";
import { judgeTwilioRequest, refuseTwilio } from "./twilio-api.ts";
import { optOutType, twilioDialect } from "./twilio-dialect.ts";
import {
  type TwilioAccount,
  type TwilioOptions,
  twilioAccount,
  twilioSetup,
} from "./twilio-options.ts";

/** What the simulated Twilio is kept as over a restart. */
export interface TwilioSnapshot extends DoorSnapshot, ExchangeSnapshot {
  readonly blocked: readonly string[];
}

/** A simulated SMS provider that speaks the messaging part of Twilio's API, version 2010-04-01. */
export class Twilio extends HttpSimulator<SmsRecord> {
  readonly account: TwilioAccount;
  readonly #exchange: SmsExchange;
  /** Who replied STOP to whom: `number sender`. */
  readonly #blocked = new Set<string>();

  constructor(options: TwilioOptions) {
    super(options);
    this.account = twilioAccount(options);
    this.#exchange = new SmsExchange({
      setup: twilioSetup(options),
      clock: options.clock,
      dialect: twilioDialect(this.account),
      accepted: (at, record) => this.accepted.add(at, record),
    });
    this.setIncomingUrl(options.incomingUrl);
    this.#takeUp(this.accepted.entries);
  }

  /** Reports and received SMS that no door could be reached for. */
  get givenUp(): readonly Parcel[] {
    return this.#exchange.givenUp;
  }

  /** Where received SMS are posted from now on. */
  setIncomingUrl(url: string | undefined): void {
    this.#exchange.setIncomingUrl(url);
  }

  /** Whether an SMS to that number ever arrives. */
  reaches(number: string): boolean {
    return this.#exchange.reaches(number);
  }

  /** A customer's SMS to the company's number comes in; STOP blocks the number for that sender, START frees it. */
  receive(
    sms: { from: string; to: string; message: string },
    at: Instant = this.clock.now(),
  ): void {
    const asked = optOutType(sms.message);
    const pair = `${sms.from} ${sms.to}`;
    if (asked === "STOP") this.#blocked.add(pair);
    if (asked === "START") this.#blocked.delete(pair);
    this.#exchange.receive(sms, at);
  }

  snapshot(): TwilioSnapshot {
    const blocked = [...this.#blocked];
    return { ...this.doorSnapshot(), ...this.#exchange.snapshot(), blocked };
  }

  /** Becomes what it was, and takes up what its journal holds beyond that. */
  restore(snapshot: TwilioSnapshot): void {
    this.restoreDoor(snapshot);
    this.#exchange.restore(snapshot);
    this.#blocked.clear();
    for (const pair of snapshot.blocked) this.#blocked.add(pair);
    this.#takeUp(this.accepted.after(snapshot.n));
    this.accepted.replay(snapshot.n);
  }

  protected override judge(request: DoorRequest): Verdict {
    return judgeTwilioRequest(request, {
      account: this.account,
      exchange: this.#exchange,
      isBlocked: (number, sender) => this.#blocked.has(`${number} ${sender}`),
    });
  }

  protected override refuse(why: DoorRefusal): DoorAnswer {
    return refuseTwilio(why);
  }

  protected override beats(): readonly Beat[] {
    return [this.#exchange.beat];
  }

  #takeUp(entries: readonly Accepted<SmsRecord>[]): void {
    for (const { n: _, at, ...record } of entries) this.#exchange.take(record, at);
  }
}

/** Starts a simulated SMS provider that speaks Twilio's API. */
export async function startTwilio(options: TwilioOptions): Promise<Twilio> {
  const simulator = new Twilio(options);
  await simulator.open(options.port ?? 0);
  return simulator;
}
