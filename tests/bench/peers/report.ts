import { median } from "../measure.ts";
import type { PeerRun } from "./run-peer.ts";
import type { Way } from "./ways.ts";

/** A way with what it did. */
export interface Measured {
  readonly way: Way;
  readonly concurrency: number;
  readonly customers: number;
  readonly runs: readonly PeerRun[];
}

const MEGABYTE = 1_048_576;

/** Prints the medians side by side, each against the first way. */
export function report(all: readonly Measured[]): void {
  const [own, ...peers] = all;
  if (!own) return;
  const best = peers.reduce((one, two) => (transitions(one) < transitions(two) ? two : one));
  const lines = [
    "".padEnd(NAME) + HEADINGS.map((each) => each.padStart(WIDTH)).join(""),
    ...all.map((each) => `  ${each.way.title}`.padEnd(NAME) + cells(each, own)),
    `Perennial is ${ratio(own, best)} times as fast as the fastest of the others (${best.way.title})`,
    ...all.flatMap(phaseLine),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}

const NAME = 42;
const WIDTH = 14;
const HEADINGS = [
  ...["customers", "at once", "customers/s", "transitions/s", "Perennial is"],
  ...["B each in PG", "B in Redis", "MB resident"],
];

function cells(measured: Measured, own: Measured): string {
  const { customers, concurrency } = measured;
  const each = (bytes: (run: PeerRun) => number) =>
    Math.round(medianOf(measured, bytes) / customers).toString();
  const values = [
    customers.toString(),
    concurrency.toString(),
    Math.round(medianOf(measured, ({ seconds }) => customers / seconds)).toString(),
    Math.round(transitions(measured)).toString(),
    measured === own ? "" : `x ${ratio(own, measured)}`,
    each((run) => run.databaseBytes),
    each((run) => run.redisBytes),
    Math.round(medianOf(measured, (run) => run.residentBytes) / MEGABYTE).toString(),
  ];
  return values.map((value) => value.padStart(WIDTH)).join("");
}

/** Where the time of a way went that tells its phases. */
function phaseLine(measured: Measured): readonly string[] {
  const names = Object.keys(measured.runs[0]?.phases ?? {});
  if (names.length === 0) return [];
  const shares = names.map((name) => {
    const share = medianOf(measured, ({ phases, seconds }) => (phases[name] ?? 0) / seconds);
    return `${name} ${Math.round(100 * share)} %`;
  });
  return [`${measured.way.title}: ${shares.join(", ")} of the time`];
}

function ratio(own: Measured, other: Measured): string {
  return (transitions(own) / transitions(other)).toFixed(1);
}

/** Durable transitions a second: a reminder written is one, a call written is one. */
function transitions(measured: Measured): number {
  return medianOf(
    measured,
    ({ outcome, seconds }) => (outcome.reminders.length + outcome.calls.length) / seconds,
  );
}

function medianOf({ runs }: Measured, figure: (run: PeerRun) => number): number {
  return median(runs.map(figure));
}
