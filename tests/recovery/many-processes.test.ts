import { setTimeout as pause } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import {
  type Blow,
  Disturber,
  flushRedis,
  killDatabase,
  loseRedis,
  restartDatabase,
} from "./fleet/disturber.ts";
import { Fleet } from "./fleet/fleet.ts";
import { type FleetBooks, readBooks } from "./fleet/fleet-books.ts";
import { textsFor } from "./fleet/fleet-company.ts";

/** How many customers are in the program at once. */
const ENROLMENTS = Number(process.env.PERENNIAL_ENROLMENTS ?? 1_000);
/** Decides who is killed when. */
const SEED = Number(process.env.SEED ?? 1);
const WORKERS = 3;
/** How many workers are killed at most. */
const MOST_KILLS = Math.max(30, Math.ceil(ENROLMENTS / 50));
/** What else happens, once such a share of the work is done. */
const BLOWS: readonly Blow[] = [
  { at: 0.1, name: "Redis flushed", strike: flushRedis },
  { at: 0.3, name: "PostgreSQL restarted", strike: restartDatabase },
  { at: 0.5, name: "Redis flushed", strike: flushRedis },
  { at: 0.6, name: "Redis lost", strike: loseRedis },
  { at: 0.75, name: "PostgreSQL killed", strike: killDatabase },
];
/** Longer than any lease, and any time that a provider may take to show what it has taken, in milliseconds. */
const STILL = 300_000;

test(`kill -9 of a worker every two seconds, Redis flushed and PostgreSQL restarted lose and double nothing (reliability.md, 7.2 rows 1-4, 8, 9, 12)`, {
  timeout: 3 * 60 * 60_000,
}, async () => {
  const begun = performance.now();
  process.stdout.write(`many processes: PERENNIAL_ENROLMENTS=${ENROLMENTS} SEED=${SEED}\n`);
  // The disk is waited for, as PostgreSQL is killed; one answer in two hundred is lost on its way.
  const fleet = await Fleet.open({
    customers: ENROLMENTS,
    durable: true,
    faults: { dropAfterAccept: 0.005 },
  });
  onTestFinished(() => fleet.close());
  expect(fleet.enrolments).toBe(ENROLMENTS);
  await fleet.openDoors();
  const progress = () => doneAtOnce(fleet);
  const disturber = new Disturber({
    fleet,
    workers: WORKERS,
    seed: SEED,
    blows: BLOWS,
    progress,
    most: MOST_KILLS,
  });
  await disturber.begin();
  await disturber.disturb();
  await disturber.end();
  await settled(fleet);
  const books = await readBooks(fleet);
  const seconds = Math.round((performance.now() - begun) / 1_000);
  process.stdout.write(`${inWords(disturber, books)} (${seconds} s)\n`);
  expect(disturber.fallen).toEqual([]);
  expect(disturber.struck).toEqual(BLOWS.map(({ name }) => name));
  const { effects, delivered, pending, failed, skipped } = books;
  expect(books).toMatchObject({ twice: [], lost: [], unasked: [], unclear: 0, pending: 0 });
  expect(delivered + pending + failed + skipped).toBe(effects);
});

/** How much is done, by the logs outside, of what can be done without waiting for leases: most of all there is. */
function doneAtOnce({ outside }: Fleet): number {
  const { sms, reporter, rung } = outside;
  const done = sms.accepted.size + rung.size + reporter.taken;
  return done / (0.8 * (textsFor(ENROLMENTS) + 2 * ENROLMENTS));
}

/** Until nothing is to be done any more, or nothing has happened for so long that nothing will. */
async function settled(fleet: Fleet): Promise<void> {
  let [last, since] = ["", performance.now()];
  for (;;) {
    const [work] = await fleet.database.rows<{ open: number; due: number }>(`
      select (select count(*)::int from enrolments where not ended)
        + (select count(*)::int from inbox where taken_at is null) as open,
        (select count(*)::int from outbox where due_at is not null) as due`);
    const { open = 0, due = 0 } = work ?? {};
    if (open + due + fleet.outside.reporter.waiting === 0) return;
    const now = `${open} ${due} ${fleet.outside.taken}`;
    if (now !== last) [last, since] = [now, performance.now()];
    if (performance.now() - since > STILL) return;
    await pause(1_000);
  }
}

function inWords({ kills, struck, unstarted }: Disturber, books: FleetBooks): string {
  const { effects, delivered, failed, skipped, lookedUp, unclear, twice, lost, ended } = books;
  return [
    `${kills} kills of workers, ${struck.join(", ")}`,
    `${ended} enrolments ended, ${effects} effects: ${delivered} delivered, ${failed} failed, ${skipped} skipped`,
    `${lookedUp} looked up, ${unclear} unclear, ${twice.length} twice, ${lost.length} lost`,
    `${unstarted} starts while PostgreSQL was away`,
  ].join("; ");
}
