import { Agreement, Customer, type Signal } from "@perennial/contract";
import {
  advance,
  type CompiledProgram,
  compileProgram,
  dateEntry,
  dateTriggers,
  deriveAgreementSignals,
  type Effect,
  type Enrolment,
  type Facts,
  localDateOf,
  parseProgram,
  type Stimulus,
  SWEDISH_HOLIDAYS,
  signalEntry,
  signalFacts,
} from "@perennial/lifecycle";
import { readLibraryProgram } from "../library.ts";
import { LibraryError } from "../library-error.ts";

const ZONE = "Europe/Stockholm";
const STOP_WORDS = ["STOP", "STOPP"];

const compiled: Promise<CompiledProgram> = compileRenewal();

async function compileRenewal(): Promise<CompiledProgram> {
  const { program } = parseProgram(await readLibraryProgram("renewal"));
  if (!program) throw new LibraryError("The renewal program has errors.");
  return compileProgram({ program, version: 1 });
}

/** Who a case is about, where it differs from Anna in her flat with a fixed price until 2027-03-31. */
export interface CaseOptions {
  readonly now: string;
  readonly customer?: Partial<Customer>;
  readonly agreement?: Partial<Agreement>;
}

/** One customer's way through the renewal program, with a clock and a world of its own: for tests. */
export class RenewalCase {
  /** Every effect there was, in words: `09:00 2027-01-05 email notice`. */
  readonly log: string[] = [];
  readonly effects: Effect[] = [];
  enrolment: Enrolment;
  /** Steps whose messages cannot be sent. */
  readonly unsendable = new Set<string>();
  customer: Customer;
  agreement: Agreement;
  renewal: Agreement | undefined;
  now: string;
  #program: CompiledProgram;
  #signals = 0;

  private constructor(program: CompiledProgram, options: CaseOptions) {
    this.#program = program;
    this.now = options.now;
    const updatedAt = "2025-04-01T00:00:00.000Z";
    this.customer = Customer.parse({
      ...{ id: "c1", name: "Anna Berg", firstName: "Anna", segment: "apartment", updatedAt },
      ...{ mobile: "+46701234567", email: "anna@example.com", ...options.customer },
    });
    this.agreement = Agreement.parse({
      ...{ id: "a1", customerId: "c1", product: "Fast 2 år", kind: "fixed", updatedAt },
      ...{ start: "2025-04-01", end: "2027-03-31", ...options.agreement },
    });
    const about = { customerId: "c1", agreementId: "a1", key: "a1" };
    this.enrolment = { id: "e1", ...about, effects: 0, variables: {}, holdout: false };
  }

  /** A customer whose agreement the program does not follow yet. */
  static async outside(options: CaseOptions): Promise<RenewalCase> {
    return new RenewalCase(await compiled, options);
  }

  /** A customer let in by the date. */
  static async entered(options: CaseOptions): Promise<RenewalCase> {
    const entered = await RenewalCase.outside(options);
    const [trigger] = dateTriggers(entered.#program);
    if (trigger) entered.#take(dateEntry(trigger));
    return entered;
  }

  get stage(): string | undefined {
    return this.enrolment.stage;
  }

  get step(): string | undefined {
    return this.enrolment.step;
  }

  get endReason(): string | undefined {
    return this.enrolment.ended?.reason;
  }

  /** Lets time pass, waking the enrolment whenever its time comes. */
  waitUntil(moment: string): void {
    while (this.enrolment.timerAt !== undefined && this.enrolment.timerAt <= moment) {
      if (this.enrolment.timerAt > this.now) this.now = this.enrolment.timerAt;
      this.#take({ kind: "timer" });
    }
    this.now = moment;
  }

  /** Something is told of the customer. */
  tell(signal: SignalWithoutId): void {
    const told = { ...signal, id: `s${++this.#signals}`, at: this.now } as Signal;
    const { enrolment } = this;
    this.#take({ kind: "signal", signal: signalFacts(told, { enrolment, stopWords: STOP_WORDS }) });
  }

  /** The CRM changes the agreement that ends. */
  changeAgreement(change: Partial<Agreement>): void {
    const before = this.agreement;
    this.agreement = { ...before, ...change, updatedAt: this.now };
    this.#derive(before, this.agreement);
  }

  /** The CRM makes or changes the agreement that follows. */
  changeRenewal(change: Partial<Agreement>): void {
    const before = this.renewal;
    const start = { id: "r1", customerId: "c1", product: "Fast 1 år", kind: "fixed" };
    const dates = { start: "2027-04-01", end: "2028-03-31", status: "ordered", renewalOf: "a1" };
    this.renewal = Agreement.parse({
      ...start,
      ...dates,
      ...before,
      ...change,
      updatedAt: this.now,
    });
    this.#derive(before, this.renewal);
  }

  /** Stands outside again after its case has ended, as a new round of the same agreement. */
  enterAgain(): void {
    const { id, customerId, key } = this.enrolment;
    const agreementId = this.agreement.id;
    this.enrolment = {
      id,
      customerId,
      agreementId,
      key,
      effects: 0,
      variables: {},
      holdout: false,
    };
  }

  /** The effects of a step so far. */
  effectsOf(step: string): readonly Effect[] {
    return this.effects.filter((effect) => effect.step === step);
  }

  #derive(before: Agreement | undefined, after: Agreement): void {
    for (const signal of deriveAgreementSignals(before, after)) {
      const seen = signalFacts(signal, { enrolment: this.enrolment, stopWords: STOP_WORDS });
      const entry = this.step === undefined && signalEntry(this.#program, seen, this.#facts());
      if (entry) this.#take(entry);
      else this.#take({ kind: "signal", signal: seen });
    }
  }

  #take(stimulus: Stimulus): void {
    const result = advance(this.#program, this.enrolment, stimulus, this.#facts());
    this.enrolment = result.enrolment;
    for (const effect of result.effects) {
      this.effects.push(effect);
      this.log.push(`${localDateOf(this.now, ZONE)} ${effect.kind} ${effect.step}`);
    }
    const last = result.effects.at(-1);
    if (last?.kind === "message" || last?.kind === "call") this.#settle(last);
  }

  #settle({ seq, step }: Effect): void {
    const outcome = this.unsendable.has(step) ? "not-sent" : "sent";
    this.#take({ kind: "settled", seq, outcome, at: this.now });
  }

  #facts(): Facts {
    return {
      ...{ now: this.now, today: localDateOf(this.now, ZONE), zone: ZONE },
      ...{ holidays: SWEDISH_HOLIDAYS, customer: this.customer, agreement: this.agreement },
      ...(this.renewal && { renewal: this.renewal }),
      ...{ purchases: [], interactions: [], enrolment: {}, signal: {} },
    };
  }
}

type SignalWithoutId = Signal extends infer S
  ? S extends Signal
    ? Omit<S, "id" | "at">
    : never
  : never;
