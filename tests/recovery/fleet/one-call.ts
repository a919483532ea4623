import type { TestContext } from "vitest";
import { Fleet } from "./fleet.ts";
import { Member } from "./member.ts";
import { until } from "./until.ts";
import { Wiretap } from "./wiretap.ts";

/** Tests at the same time each have hooks of their own. */
export type Hooks = Pick<TestContext, "onTestFinished">;

/** A company with one customer, who is to be called; one worker whose wire is tapped, and one that stands by. */
export async function stage({ onTestFinished }: Hooks) {
  const fleet = await Fleet.open({ customers: 1, calls: false });
  onTestFinished(() => fleet.close());
  const tap = await Wiretap.open(fleet.database);
  onTestFinished(() => tap.close());
  const [victim, other] = await Promise.all([Member.load("worker"), Member.load("worker")]);
  onTestFinished(async () => void (await Promise.all([victim.kill(), other.kill()])));
  return {
    ...{ fleet, tap, victim },
    startVictim: () => fleet.addWorker(victim, tap.url),
    startOther: () => fleet.addWorker(other),
  };
}

/** How the call stands, by the database and by the dialer. */
export async function callOf({ database, outside }: Fleet) {
  const [effect] = await database.rows<{ state: string; attempts: number }>(
    "select state, attempts from outbox where kind = 'call'",
  );
  return { ...effect, put: outside.dialer.accepted.size };
}

/** Waits until the call is done, and gives how it stands. */
export function doneCall(fleet: Fleet) {
  return until(
    () => callOf(fleet),
    ({ state }) => state === "done",
  );
}

/** How many outcomes were found by asking the dialer. */
export async function lookUps({ database }: Fleet): Promise<number> {
  const rows = await database.rows(
    "select 1 from decisions where evidence ->> 'source' = 'look-up'",
  );
  return rows.length;
}

/** Has the call be over, and waits for the task that follows: whoever works has looked at everything by then. */
export async function workGoesOn(fleet: Fleet): Promise<void> {
  await fleet.openDoors();
  const [call] = fleet.outside.dialer.calls;
  if (!call) throw new Error("There is no call.");
  fleet.outside.finish(call);
  await until(
    () => fleet.database.rows("select 1 from enrolments where ended"),
    (ended) => ended.length === 1,
  );
}
