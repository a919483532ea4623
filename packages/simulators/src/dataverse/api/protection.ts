import type { ProtectionLimits } from "../dataverse-options.ts";
import { DataverseRefusal } from "../refusal.ts";

/** The limits that guard the service (crm/dynamics.md, 4). */
export type LimitKind = "requests" | "work" | "concurrency";

interface Spent {
  readonly atMs: number;
  readonly workMs: number;
}

interface Account {
  spent: Spent[];
  workMs: number;
  /** Requests refused since one was let in; the wait grows with them. */
  refused: number;
  total: number;
}

const WINDOW_MS = 300_000;
const DEFAULTS: ProtectionLimits = { requests: 6000, workMs: 1_200_000, concurrent: 52 };
const CODES: Readonly<Record<LimitKind, readonly [code: string, sentence: string]>> = {
  requests: [
    "0x80072322",
    "Number of requests exceeded the limit of 6000 over time window of 300 seconds.",
  ],
  work: [
    "0x80072321",
    "Combined execution time of incoming requests exceeded limit of 1,200,000 milliseconds over time window of 300 seconds. Decrease number of concurrent requests or reduce the duration of requests and try again later.",
  ],
  concurrency: ["0x80072326", "Number of concurrent requests exceeded the limit of 52."],
};

/** Counts what each user asks for and refuses what is too much in any 300 seconds. */
export class Protection {
  readonly #limits: ProtectionLimits;
  readonly #accounts = new Map<string, Account>();

  constructor(limits: Partial<ProtectionLimits> = {}) {
    this.#limits = { ...DEFAULTS, ...limits };
  }

  /** How many requests of a user were let in, and how many refused since the last one. */
  count(userId: string): { readonly total: number; readonly refused: number } {
    const { total, refused } = this.#account(userId);
    return { total, refused };
  }

  /** Lets a request in or throws; the headers say what is left. */
  admit(userId: string, nowMs: number, atOnce = 1): Readonly<Record<string, string>> {
    const account = this.#account(userId);
    if (atOnce > this.#limits.concurrent) throw limitRefusal("concurrency", 1);
    slide(account, nowMs);
    const isFull = account.spent.length >= this.#limits.requests;
    if (isFull || account.workMs >= this.#limits.workMs) {
      account.refused += 1;
      const oldest = account.spent[0]?.atMs ?? nowMs;
      const wait = Math.ceil((oldest + WINDOW_MS - nowMs) / 1000);
      throw limitRefusal(isFull ? "requests" : "work", Math.max(1, wait) + account.refused - 1);
    }
    account.refused = 0;
    account.total += 1;
    account.spent.push({ atMs: nowMs, workMs: 0 });
    return {
      "x-ms-ratelimit-burst-remaining-xrm-requests": String(
        this.#limits.requests - account.spent.length,
      ),
      "x-ms-ratelimit-time-remaining-xrm-requests": String(
        Math.max(0, this.#limits.workMs - account.workMs) / 1000,
      ),
    };
  }

  /** Adds the work that a request was. */
  work(userId: string, nowMs: number, workMs: number): void {
    const account = this.#account(userId);
    account.workMs += workMs;
    account.spent[account.spent.length - 1] = { atMs: nowMs, workMs };
  }

  #account(userId: string): Account {
    const known = this.#accounts.get(userId);
    if (known !== undefined) return known;
    const account: Account = { spent: [], workMs: 0, refused: 0, total: 0 };
    this.#accounts.set(userId, account);
    return account;
  }
}

/** The refusal of a limit: 429 with `Retry-After`. */
export function limitRefusal(kind: LimitKind, retryAfterSeconds: number): DataverseRefusal {
  const [code, sentence] = CODES[kind];
  return new DataverseRefusal(429, code, sentence, { "retry-after": String(retryAfterSeconds) });
}

function slide(account: Account, nowMs: number): void {
  const gone = account.spent.findIndex(({ atMs }) => atMs > nowMs - WINDOW_MS);
  const dropped = account.spent.splice(0, gone < 0 ? account.spent.length : gone);
  for (const { workMs } of dropped) account.workMs -= workMs;
}
