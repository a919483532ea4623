import type { Limit } from "./room.ts";

/**
 * The part of a limit that one of so many processes may use by itself: a whole number of requests in the same stretch
 * of time, or a single one in a longer stretch where there are fewer requests than processes: together they then keep to
 * the limit on average, though those that begin at the same moment may pass together.
 */
export function shareOf({ requests, perSeconds }: Limit, processes: number): Limit {
  const share = Math.max(1, Math.floor(requests / processes));
  return { requests: share, perSeconds: perSeconds * Math.max(1, (share * processes) / requests) };
}
