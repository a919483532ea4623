import { type ConnectorContext, ConnectorError } from "@perennial/contract";
import { dynamicsError } from "../dynamics-errors.ts";

/** The family of rate limits that a day's requests are kept in, by thousandths of the budget. */
export const DAY = "day-thousandths";
/** How finely the budget of a day is kept; what one process has not told yet is less than one of them. */
export const THOUSAND = 1_000;
/** How often changes are read once the budget is spent, in milliseconds: a customer's no is not to wait for a day. */
const SLOWLY = 3_600_000;

/** How a reading may go on: until the budget is spent, or for a few pages because it is. */
export type ReadingPace = "freely" | "slowly";

/**
 * The requests of 24 hours (crm/dynamics.md, 4): every one that was answered counts, whoever made it, and reading in the
 * background gives way. What is done for customers never does.
 */
export interface DailyBudget {
  /** Counts requests that were answered; a bulk request counts each of its rows. */
  note(requests: number): void;
  /** Asks to begin a reading. Throws a `ConnectorError` of kind `rate-limited` where it is to wait. */
  begin(): Promise<ReadingPace>;
  /** Waits until there is room to read on. Throws a `ConnectorError` of kind `rate-limited` where that takes long. */
  room(): Promise<void>;
  /** The error of a reading that is to go on another time. */
  spent(wait?: number): ConnectorError;
}

/** What a budget is kept with. */
export interface DailyBudgetOptions {
  /** Requests of 24 hours before reading slows down. */
  readonly requests: number;
  readonly context: Pick<ConnectorContext, "limiter" | "abort" | "clock">;
}

/**
 * Keeps a budget in the connection's rate limits, which all processes share: health and metrics tell of it as of any other.
 * Room is taken a thousandth at a time, so that a day of half a million requests is a thousand entries.
 */
export function createDailyBudget({ requests, context }: DailyBudgetOptions): DailyBudget {
  const { limiter, abort, clock } = context;
  const thousandth = requests / THOUSAND;
  /** Requests that room was taken for and that were not made yet. */
  let ahead = 0;
  let slowlyBegan = Number.NEGATIVE_INFINITY;
  const spent = (wait = SLOWLY) =>
    dynamicsError(
      "rate-limited",
      `${requests} requests were made in 24 hours, which is the budget in the settings: changes are read once an hour until there is room again; messages, tasks and what stands on customers go on`,
      Math.min(wait, SLOWLY),
    );
  const room = async () => {
    for (; ahead <= 0; ahead += thousandth)
      await limiter.take(DAY, abort).catch((error: unknown) => {
        throw isFull(error) ? spent(error.retryAfter) : error;
      });
  };
  return {
    room,
    spent,
    note(count) {
      ahead -= count;
      for (; ahead < 0; ahead += thousandth)
        // Beyond the budget nobody is held back, and there is nothing left to count it in.
        limiter.take(DAY, abort).catch(() => undefined);
    },
    async begin() {
      try {
        await room();
        return "freely";
      } catch (error) {
        if (!isFull(error)) throw error;
        const now = Date.parse(clock.now());
        const wait = slowlyBegan + SLOWLY - now;
        if (wait > 0) throw spent(Math.min(wait, error.retryAfter ?? wait));
        slowlyBegan = now;
        return "slowly";
      }
    },
  };
}

function isFull(error: unknown): error is ConnectorError {
  return ConnectorError.isInstance(error) && error.kind === "rate-limited";
}
