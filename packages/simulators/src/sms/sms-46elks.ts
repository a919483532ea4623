import type { Instant } from "@perennial/contract";
import type { Parcel } from "../courier/delivery.ts";
import type { DoorAnswer, DoorRequest } from "../door/door-request.ts";
import type { DoorRefusal, Verdict } from "../door/http-door.ts";
import { type DoorSnapshot, HttpSimulator } from "../door/http-simulator.ts";
import type { Accepted } from "../log/accepted-log.ts";
import type { Beat } from "../simulator.ts";
import { dialect46elks } from "./dialect-46elks.ts";
import { judgeSmsRequest, refuseSms } from "./sms-api.ts";
import { type ExchangeSnapshot, SmsExchange } from "./sms-exchange.ts";
import { type SmsOptions, smsSetup } from "./sms-options.ts";
import type { SmsRecord } from "./sms-record.ts";

/** An SMS that was accepted for sending. */
export type AcceptedSms = Accepted<SmsRecord>;

/** What the SMS provider is kept as over a restart. */
export type SmsSnapshot = DoorSnapshot & ExchangeSnapshot;

/** A simulated SMS provider that speaks the API of 46elks, version a1. */
export class Sms46elks extends HttpSimulator<SmsRecord> {
  readonly #exchange: SmsExchange;

  constructor(options: SmsOptions) {
    super(options);
    this.#exchange = new SmsExchange({
      setup: smsSetup(options),
      clock: options.clock,
      dialect: dialect46elks,
      accepted: (at, record) => this.accepted.add(at, record),
    });
    this.setIncomingUrl(options.incomingUrl);
    this.#takeUp(this.accepted.entries);
  }

  /** The account's username and password. */
  get credentials(): { readonly username: string; readonly password: string } {
    const { username, password } = this.#exchange.setup;
    return { username, password };
  }

  /** Reports and incoming SMS that nobody took before the provider gave up. */
  get givenUp(): readonly Parcel[] {
    return this.#exchange.givenUp;
  }

  /** Where incoming SMS are posted from now on: the `sms_url` of the company's number. */
  setIncomingUrl(url: string | undefined): void {
    this.#exchange.setIncomingUrl(url);
  }

  /** Whether an SMS to that number ever arrives. */
  reaches(number: string): boolean {
    return this.#exchange.reaches(number);
  }

  /** A customer's SMS to the company's number comes in. */
  receive(
    sms: { from: string; to: string; message: string },
    at: Instant = this.clock.now(),
  ): void {
    this.#exchange.receive(sms, at);
  }

  snapshot(): SmsSnapshot {
    return { ...this.doorSnapshot(), ...this.#exchange.snapshot() };
  }

  /** Becomes what it was, and takes up what its journal holds beyond that. */
  restore(snapshot: SmsSnapshot): void {
    this.restoreDoor(snapshot);
    this.#exchange.restore(snapshot);
    this.#takeUp(this.accepted.after(snapshot.n));
    this.accepted.replay(snapshot.n);
  }

  protected override judge(request: DoorRequest): Verdict {
    return judgeSmsRequest(request, this.#exchange);
  }

  protected override refuse(why: DoorRefusal): DoorAnswer {
    return refuseSms(why);
  }

  protected override beats(): readonly Beat[] {
    return [this.#exchange.beat];
  }

  #takeUp(entries: readonly AcceptedSms[]): void {
    for (const { n: _, at, ...record } of entries) this.#exchange.take(record, at);
  }
}

/** Starts a simulated SMS provider that speaks the API of 46elks. */
export async function startSms46elks(options: SmsOptions): Promise<Sms46elks> {
  const simulator = new Sms46elks(options);
  await simulator.open(options.port ?? 0);
  return simulator;
}
