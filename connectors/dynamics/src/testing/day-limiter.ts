import { ConnectorError, type Limiter, type ManualClock } from "@perennial/contract";
import { DAY, THOUSAND } from "../budget/daily-budget.ts";

const DAY_MS = 86_400_000;

/** A limiter that keeps the room of a day as several processes share it, and holds nobody back otherwise. */
export function dayLimiter(clock: ManualClock): Limiter & { used(): number } {
  const passed: number[] = [];
  const inDay = () => {
    const since = Date.parse(clock.now()) - DAY_MS;
    while ((passed[0] ?? Number.POSITIVE_INFINITY) <= since) passed.shift();
    return passed.length;
  };
  return {
    used: inDay,
    async take(family) {
      if (family !== DAY) return;
      if (inDay() < THOUSAND) {
        passed.push(Date.parse(clock.now()));
        return;
      }
      const retryAfter = (passed[0] ?? 0) + DAY_MS - Date.parse(clock.now());
      const message = `there is no room for requests of the family "${DAY}"`;
      throw new ConnectorError({ connector: "test", kind: "rate-limited", message, retryAfter });
    },
    drain() {},
  };
}
