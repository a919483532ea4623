import type { ChannelCounts, PeriodCounts } from "../simulation-result.ts";

type Changing<Part> = { -readonly [Key in keyof Part]: Part[Key] };

/** What has happened so far on the day under way. */
export interface DayCounts
  extends Changing<Omit<PeriodCounts, "byChannel" | "calls" | "leftBy" | "held" | "skipped">> {
  readonly byChannel: Changing<ChannelCounts>;
  readonly calls: Changing<PeriodCounts["calls"]>;
  readonly leftBy: Record<string, number>;
  readonly held: Record<string, number>;
  readonly skipped: Record<string, number>;
}

/** A day on which nothing has happened. */
export function emptyDay(): DayCounts {
  return {
    entered: 0,
    turnedAway: 0,
    byChannel: { email: 0, sms: 0, calls: 0, tasks: 0, updates: 0, webhooks: 0 },
    smsSegments: 0,
    calls: { made: 0, reached: 0, expired: 0, withdrawn: 0, waiting: 0 },
    replies: 0,
    stops: 0,
    orders: 0,
    accepted: 0,
    signed: 0,
    goals: 0,
    left: 0,
    leftBy: {},
    held: {},
    skipped: {},
    withdrawn: 0,
    alarms: 0,
    cost: 0,
  };
}

/** Counts one more under a name. */
export function countOne(tally: Record<string, number>, name: string): void {
  tally[name] = (tally[name] ?? 0) + 1;
}
