import type { Clock } from "@perennial/contract";
import {
  type Call,
  type CompanyRecords,
  type Crm,
  type Dialer,
  type FaultOptions,
  type Sms46elks,
  startCrm,
  startDialer,
  startSms46elks,
} from "@perennial/simulators";
import { CallReporter } from "./call-reporter.ts";

/** How many call at the same time. */
const AGENTS = 200;
/** One in so many calls takes longer than a claim lasts, so that its report cannot be what settles the claim. */
const LONG_CALL_EVERY = 25;
const LONG_CALL_SECONDS = 75;
/** How often the dialer looks at its list, in milliseconds. */
const TICK = 50;

/** What the outside is made of. */
export interface OutsideOptions {
  readonly clock: Clock;
  readonly company: CompanyRecords;
  /** Where the dialer reports to now. */
  readonly door: () => string | undefined;
  /** Of all systems. @default none */
  readonly faults?: FaultOptions;
  /** Whether the dialer calls by itself; if not, entries stay on its list. @default true */
  readonly calls?: boolean;
}

/** The systems around: a CRM, a dialer that calls at once, and an SMS provider without delivery reports. */
export class Outside {
  readonly sms: Sms46elks;
  readonly dialer: Dialer;
  readonly crm: Crm;
  readonly reporter: CallReporter;
  /** How often each entry of the call list was rung. */
  readonly rung = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #ticking: Promise<unknown> | undefined;
  readonly #clock: Clock;

  static async open(options: OutsideOptions): Promise<Outside> {
    const { clock, company, door, faults = {}, calls = true } = options;
    const agents = Array.from({ length: AGENTS }, (_, number) => `agent ${number}`);
    const hours = {
      zone: "Europe/Stockholm",
      opens: 0,
      closes: 1_440,
      weekdays: [1, 2, 3, 4, 5, 6, 7],
    };
    const [sms, dialer, crm] = await Promise.all([
      startSms46elks({ clock, faults, deadNumbers: 0 }),
      startDialer({ clock, faults, agents, hours }),
      startCrm({ clock, faults, company }),
    ]);
    const outside = new Outside({ sms, dialer, crm }, { clock, door });
    if (calls) outside.#call();
    return outside;
  }

  private constructor(
    systems: Pick<Outside, "sms" | "dialer" | "crm">,
    { clock, door }: Pick<OutsideOptions, "clock" | "door">,
  ) {
    this.#clock = clock;
    this.sms = systems.sms;
    this.dialer = systems.dialer;
    this.crm = systems.crm;
    const { signingSecret } = this.dialer;
    this.reporter = new CallReporter({ clock, signingSecret, door });
    this.dialer.setPeople(
      ({ id }) => {
        this.rung.set(id, (this.rung.get(id) ?? 0) + 1);
        const seconds = this.rung.size % LONG_CALL_EVERY === 0 ? LONG_CALL_SECONDS : 0;
        return { outcome: "reached", seconds, note: "" };
      },
      (call, endedAt) => this.reporter.report({ ...call, endedAt }),
    );
  }

  /** How many commands they have taken, by their own logs. */
  get taken(): number {
    return this.sms.accepted.size + this.dialer.accepted.size + this.crm.accepted.size;
  }

  /** Has a call that stands on the list be over, as far as Perennial is told. */
  finish(call: Call): void {
    const endedAt = this.#clock.now();
    this.reporter.report({
      ...call,
      endedAt,
      answer: { outcome: "reached", seconds: 0, note: "" },
    });
  }

  #call(): void {
    this.#timer = setInterval(() => {
      this.#ticking ??= this.dialer.tick().finally(() => {
        this.#ticking = undefined;
      });
    }, TICK);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.reporter.close();
    await this.#ticking;
    await Promise.all([this.sms.stop(), this.dialer.stop(), this.crm.stop()]);
  }
}
