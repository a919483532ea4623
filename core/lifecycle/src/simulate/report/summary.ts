import type {
  ChannelCounts,
  DayResult,
  MonthResult,
  Peak,
  PeriodCounts,
  SimulationResult,
  Tally,
} from "../simulation-result.ts";

/** Adds up days, the last one telling how many still wait for a call. */
export function sumOf(days: readonly PeriodCounts[]): PeriodCounts {
  const sum = (of: (day: PeriodCounts) => number) =>
    days.reduce((total, day) => total + of(day), 0);
  const tally = (of: (day: PeriodCounts) => Tally) => sumTallies(days.map(of));
  return {
    entered: sum((day) => day.entered),
    turnedAway: sum((day) => day.turnedAway),
    byChannel: sumChannels(days.map(({ byChannel }) => byChannel)),
    smsSegments: sum((day) => day.smsSegments),
    calls: {
      made: sum(({ calls }) => calls.made),
      reached: sum(({ calls }) => calls.reached),
      expired: sum(({ calls }) => calls.expired),
      withdrawn: sum(({ calls }) => calls.withdrawn),
      waiting: days.at(-1)?.calls.waiting ?? 0,
    },
    replies: sum((day) => day.replies),
    stops: sum((day) => day.stops),
    orders: sum((day) => day.orders),
    accepted: sum((day) => day.accepted),
    signed: sum((day) => day.signed),
    goals: sum((day) => day.goals),
    left: sum((day) => day.left),
    leftBy: tally((day) => day.leftBy),
    held: tally((day) => day.held),
    skipped: tally((day) => day.skipped),
    withdrawn: sum((day) => day.withdrawn),
    alarms: sum((day) => day.alarms),
    cost: sum((day) => day.cost),
  };
}

/** Adds up the same day of two parts of a base. */
export function mergeDays(first: DayResult, second: DayResult): DayResult {
  const waiting = first.calls.waiting + second.calls.waiting;
  const sum = sumOf([first, second]);
  return { date: first.date, ...sum, calls: { ...sum.calls, waiting } };
}

/** Adds up days by calendar month. */
export function sumByMonth(days: readonly DayResult[]): readonly MonthResult[] {
  const months = Map.groupBy(days, ({ date }) => date.slice(0, 7));
  return [...months].map(([month, of]) => ({ month, ...sumOf(of) }));
}

/** The days on which most was sent, put on the call list, and left there. */
export function peaksOf(days: readonly DayResult[]): SimulationResult["peak"] {
  const messages = peak(days, ({ byChannel }) => byChannel.email + byChannel.sms);
  const calls = peak(days, ({ byChannel }) => byChannel.calls);
  const callsWaiting = peak(days, (day) => day.calls.waiting);
  return {
    ...(messages && { messages }),
    ...(calls && { calls }),
    ...(callsWaiting && { callsWaiting }),
  };
}

/** The first of the days with the highest count; none where nothing was counted. */
function peak(days: readonly DayResult[], count: (day: DayResult) => number): Peak | undefined {
  let highest: Peak | undefined;
  for (const day of days) {
    const found = count(day);
    if (found > (highest?.count ?? 0)) highest = { date: day.date, count: found };
  }
  return highest;
}

function sumChannels(channels: readonly ChannelCounts[]): ChannelCounts {
  const sum = (of: (counts: ChannelCounts) => number) =>
    channels.reduce((total, each) => total + of(each), 0);
  return {
    email: sum(({ email }) => email),
    sms: sum(({ sms }) => sms),
    calls: sum(({ calls }) => calls),
    tasks: sum(({ tasks }) => tasks),
    updates: sum(({ updates }) => updates),
    webhooks: sum(({ webhooks }) => webhooks),
  };
}

/** Adds up tallies, the most frequent first. */
export function sumTallies(tallies: readonly Tally[]): Tally {
  const total = new Map<string, number>();
  for (const tally of tallies) {
    for (const [name, count] of Object.entries(tally)) {
      total.set(name, (total.get(name) ?? 0) + count);
    }
  }
  const sorted = [...total].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return Object.fromEntries(sorted);
}
