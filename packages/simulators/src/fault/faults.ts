import { chance } from "../chance/chance.ts";
import { SimulatorError } from "../simulator-error.ts";

/** What goes wrong on purpose (reliability.md, 3.1 and 4.2). Rates are shares of all requests, 0 to 1. */
export interface Faults {
  /** Decides which requests are hit. @default 1 */
  readonly seed: number;
  /** Every answer waits this long, in real milliseconds. @default 0 */
  readonly delayMs: number;
  /** Rate of "too many requests" before anything is accepted: 429, or 450 in SMTP. @default 0 */
  readonly tooMany: number;
  /** Seconds that such an answer asks to wait; `null` leaves the header out. @default 5 */
  readonly retryAfterSeconds: number | null;
  /** Rate of server errors before anything is accepted: 500, or 451 in SMTP. @default 0 */
  readonly serverError: number;
  /** Rate of accepting and then dropping the connection without an answer. @default 0 */
  readonly dropAfterAccept: number;
  /** Rate of dropping the connection first and accepting only afterwards. @default 0 */
  readonly acceptLate: number;
  /** How many seconds of the clock later that is. @default 2 */
  readonly lateSeconds: number;
  /** Nobody listens on the port. @default false */
  readonly refuseConnections: boolean;
  /** SMTP alone: share of sender and recipient pairs put off with 451 at first. @default 0 */
  readonly greylist: number;
  /** Seconds of the clock until such a pair is let through. @default 300 */
  readonly greylistSeconds: number;
}

/** Faults to start with or to change; what is not named stays as it is. */
export type FaultOptions = Partial<Faults>;

/** No faults at all. */
export const NO_FAULTS: Faults = {
  seed: 1,
  delayMs: 0,
  tooMany: 0,
  retryAfterSeconds: 5,
  serverError: 0,
  dropAfterAccept: 0,
  acceptLate: 0,
  lateSeconds: 2,
  refuseConnections: false,
  greylist: 0,
  greylistSeconds: 300,
};

/** What happens to one request. */
export type Mishap = "none" | "too-many" | "server-error" | "drop-after-accept" | "accept-late";

/** The mishap of a request: the same for the same faults and number, whatever came before. */
export function mishapOf(faults: Faults, requestNumber: number): Mishap {
  let rest = chance(faults.seed, "request", requestNumber);
  const rates: readonly (readonly [Mishap, number])[] = [
    ["too-many", faults.tooMany],
    ["server-error", faults.serverError],
    ["drop-after-accept", faults.dropAfterAccept],
    ["accept-late", faults.acceptLate],
  ];
  for (const [mishap, rate] of rates) {
    rest -= rate;
    if (rest < 0) return mishap;
  }
  return "none";
}

/** The faults of a running simulator and the number of requests it has met. */
export class FaultSwitch {
  #faults: Faults;
  #requests = 0;
  readonly #listeners: ((faults: Faults) => Promise<void>)[] = [];

  constructor(faults: FaultOptions = {}) {
    this.#faults = checkFaults({ ...NO_FAULTS, ...faults });
  }

  get now(): Faults {
    return this.#faults;
  }

  /** Counts a request and says what happens to it. */
  nextMishap(): Mishap {
    this.#requests += 1;
    return mishapOf(this.#faults, this.#requests);
  }

  onChange(listener: (faults: Faults) => Promise<void>): void {
    this.#listeners.push(listener);
  }

  /** Changes the faults named; a change of the seed starts the count of requests anew. */
  async set(changes: FaultOptions): Promise<Faults> {
    this.#faults = checkFaults({ ...this.#faults, ...changes });
    if (changes.seed !== undefined) this.#requests = 0;
    for (const listener of this.#listeners) await listener(this.#faults);
    return this.#faults;
  }

  /** Everything works again. */
  clear(): Promise<Faults> {
    return this.set({ ...NO_FAULTS, seed: this.#faults.seed });
  }
}

const RATES = ["tooMany", "serverError", "dropAfterAccept", "acceptLate", "greylist"] as const;
const AMOUNTS = ["delayMs", "lateSeconds", "greylistSeconds"] as const;

function checkFaults(faults: Faults): Faults {
  for (const name of Object.keys(faults)) {
    if (!Object.hasOwn(NO_FAULTS, name))
      throw wrong(name, `is unknown; ${Object.keys(NO_FAULTS).join(", ")} are`);
  }
  for (const name of RATES) {
    if (!(faults[name] >= 0 && faults[name] <= 1)) throw wrong(name, "must be from 0 to 1");
  }
  for (const name of AMOUNTS) {
    if (!(Number.isFinite(faults[name]) && faults[name] >= 0))
      throw wrong(name, "must be 0 or more");
  }
  if (!Number.isInteger(faults.seed)) throw wrong("seed", "must be a whole number");
  if (typeof faults.refuseConnections !== "boolean")
    throw wrong("refuseConnections", "must be true or false");
  const wait = faults.retryAfterSeconds;
  if (wait !== null && !(Number.isInteger(wait) && wait >= 0))
    throw wrong("retryAfterSeconds", "must be whole seconds or null");
  const sum = faults.tooMany + faults.serverError + faults.dropAfterAccept + faults.acceptLate;
  if (sum > 1) throw wrong("tooMany", "and the other rates must not exceed 1 together");
  return faults;
}

function wrong(name: string, what: string): SimulatorError {
  return new SimulatorError(`The fault "${name}" ${what}.`);
}
