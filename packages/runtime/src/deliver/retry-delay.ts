const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const DELAYS = [30 * SECOND, 2 * MINUTE, 10 * MINUTE, HOUR] as const;
const LONGEST = 6 * HOUR;

/** How long a command is tried before it counts as failed, in milliseconds (reliability.md, 7.2 row 20). */
export const GIVE_UP_AFTER = 24 * HOUR;

/** How long to wait after so many attempts in vain, in milliseconds: 30 s, 2 min, 10 min, 1 h, then 6 h. */
export function retryDelay(attempts: number): number {
  return DELAYS[Math.max(attempts, 1) - 1] ?? LONGEST;
}
