import { createHash } from "node:crypto";
import type { Instant } from "@perennial/contract";
import { chance, pickWeighted, pickWhole } from "../chance/chance.ts";
import { Courier, type Waiting } from "../courier/courier.ts";
import type { Parcel } from "../courier/delivery.ts";
import { signatureHeaders } from "../courier/signature.ts";
import type { DoorAnswer, DoorRequest } from "../door/door-request.ts";
import type { DoorRefusal, Verdict } from "../door/http-door.ts";
import { type DoorSnapshot, HttpSimulator } from "../door/http-simulator.ts";
import type { Accepted } from "../log/accepted-log.ts";
import type { Beat, SimulatorOptions } from "../simulator.ts";
import type { Appointment } from "../time/agenda.ts";
import { plusSeconds } from "../time/instant.ts";
import type { Call, CallAnswer, CallEntry, CallOutcome } from "./call.ts";
import { CallCentre, type CallCentreSnapshot } from "./call-centre.ts";
import { type DialerAct, judgeDialerRequest, refuseDialerRequest } from "./dialer-api.ts";
import { type OfficeHours, SWEDISH_OFFICE_HOURS } from "./office-hours.ts";

/** How the dialer is set up. */
export interface DialerOptions extends SimulatorOptions {
  /** Decides how people answer as long as nobody else does. @default 1 */
  readonly seed?: number;
  /** The bearer token that requests must carry. @default "dialer-token" */
  readonly token?: string;
  /** What outcomes are signed with (Standard Webhooks). @default a fixed example */
  readonly signingSecret?: string;
  /** Where outcomes are posted. @default nowhere */
  readonly callbackUrl?: string;
  /** Who calls. @default four agents */
  readonly agents?: readonly string[];
  /** When they call. @default weekdays 9 to 18, Europe/Stockholm */
  readonly hours?: OfficeHours;
}

/** Something the dialer accepted. */
export type AcceptedDialerAct = Accepted<DialerAct>;

/** What the dialer is kept as over a restart. */
export interface DialerSnapshot extends DoorSnapshot, CallCentreSnapshot {
  readonly callbacks: readonly Appointment<Waiting>[];
}

const AGENTS = ["Sara L.", "Ahmed K.", "Johanna B.", "Mikael S."];
const EXAMPLE_SECRET = "whsec_ZXhhbXBsZS1zZWNyZXQtb2YtdGhlLWRpYWxlci0wMDE=";
// The example schedule of Standard Webhooks 1.0.0, seconds between attempts (crm/webhooks.md, 9.1).
const RETRY_SECONDS = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400] as const;
const DAYS_KEPT_OVER_RESTART = 30;

/** A simulated dialer: a call list that agents work, and signed reports of how the calls ended. */
export class Dialer extends HttpSimulator<DialerAct> {
  readonly token: string;
  readonly signingSecret: string;
  readonly #centre: CallCentre;
  readonly #callbacks: Courier;
  readonly #seed: number;
  #callbackUrl: string | undefined;
  #answer: ((entry: CallEntry, at: Instant) => CallAnswer) | undefined;
  #finished: ((call: Call, endedAt: Instant) => void) | undefined;

  constructor(options: DialerOptions) {
    super(options);
    this.#seed = options.seed ?? 1;
    this.token = options.token ?? "dialer-token";
    this.signingSecret = options.signingSecret ?? EXAMPLE_SECRET;
    this.#callbackUrl = options.callbackUrl;
    this.#callbacks = new Courier({
      clock: options.clock,
      door: () => this.#callbackUrl,
      schedule: RETRY_SECONDS,
      taken: (status) => status >= 200 && status < 300,
      headers: ({ id, body }, now) => signatureHeaders(this.signingSecret, id, now, body),
    });
    this.#centre = new CallCentre({
      agents: options.agents ?? AGENTS,
      hours: options.hours ?? SWEDISH_OFFICE_HOURS,
      answer: (entry, at) => this.#answer?.(entry, at) ?? this.#strangerAnswers(entry, at),
      finished: (call, endedAt) => this.#report(call, endedAt),
    });
    this.#takeUp(this.accepted.entries);
  }

  /** Outcomes that nobody took before the dialer gave up. */
  get givenUp(): readonly Parcel[] {
    return this.#callbacks.givenUp;
  }

  /** Every entry there is, with where it is. */
  get calls(): readonly Call[] {
    return this.#centre.list();
  }

  /** Where outcomes are posted from now on. */
  setCallbackUrl(url: string | undefined): void {
    this.#callbackUrl = url;
  }

  /** Who answers the phone from now on, and who is told when a call is over. */
  setPeople(
    answer: (entry: CallEntry, at: Instant) => CallAnswer,
    finished?: (call: Call, endedAt: Instant) => void,
  ): void {
    this.#answer = answer;
    this.#finished = finished;
  }

  snapshot(): DialerSnapshot {
    const since = plusSeconds(this.clock.now(), -DAYS_KEPT_OVER_RESTART * 86_400);
    return {
      ...this.doorSnapshot(),
      ...this.#centre.snapshot(since),
      callbacks: this.#callbacks.list(),
    };
  }

  /** Becomes what it was, and takes up what its journal holds beyond that. */
  restore(snapshot: DialerSnapshot): void {
    this.restoreDoor(snapshot);
    this.#centre.restore(snapshot);
    this.#callbacks.load(snapshot.callbacks);
    this.#takeUp(this.accepted.after(snapshot.n));
    this.accepted.replay(snapshot.n);
  }

  protected override judge(request: DoorRequest): Verdict {
    return judgeDialerRequest(request, {
      token: this.token,
      centre: this.#centre,
      accept: (act) => {
        const now = this.clock.now();
        this.#do(act, now);
        this.accepted.add(now, act);
      },
    });
  }

  protected override refuse(why: DoorRefusal): DoorAnswer {
    return refuseDialerRequest(why);
  }

  protected override beats(): readonly Beat[] {
    return [this.#centre.beat, this.#callbacks];
  }

  #do(act: DialerAct, at: Instant): void {
    if (act.act === "put") this.#centre.put(act.entry, at);
    else this.#centre.withdraw(act.id);
  }

  #takeUp(entries: readonly AcceptedDialerAct[]): void {
    for (const entry of entries) this.#do(entry, entry.at);
  }

  #report(call: Call, endedAt: Instant): void {
    this.#finished?.(call, endedAt);
    if (this.#callbackUrl === undefined || call.answer === undefined) return;
    const { id: entryId, customerId } = call.entry;
    const { outcome, note, promise } = call.answer;
    const data = { entryId, customerId, outcome, endedAt, agent: call.agent, note, promise };
    const hash = createHash("sha256").update(`${entryId} ${endedAt}`).digest("hex");
    this.#callbacks.send(endedAt, {
      id: `msg_${hash.slice(0, 27)}`,
      type: "application/json",
      body: JSON.stringify({ type: "call.finished", timestamp: endedAt, data }),
    });
  }

  #strangerAnswers(entry: CallEntry, at: Instant): CallAnswer {
    const draw = (what: string) => chance(this.#seed, entry.id, at, what);
    const outcome = pickWeighted<CallOutcome>(
      [
        ["not-reached", 40],
        ["reached", 25],
        ["renewed", 20],
        ["declined", 15],
      ],
      draw("outcome"),
    );
    const seconds = outcome === "not-reached" ? 40 : pickWhole(120, 600, draw("seconds"));
    return { outcome, seconds, note: "" };
  }
}

/** Starts a simulated dialer. */
export async function startDialer(options: DialerOptions): Promise<Dialer> {
  const simulator = new Dialer(options);
  await simulator.open(options.port ?? 0);
  return simulator;
}
