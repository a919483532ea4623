import { expect, test } from "vitest";
import { Fleet } from "./fleet/fleet.ts";
import { Member } from "./fleet/member.ts";

/** How long a busy machine takes is nobody's fault. */
const LONG = { timeout: 10 * 60_000 };

test(
  "a worker asked to stop finishes what it has begun, begins no more and leaves nothing unknown (7.2 row 41)",
  LONG,
  async ({ onTestFinished }) => {
    const customers = 40;
    const fleet = await Fleet.open({ customers, calls: false, faults: { delayMs: 300 } });
    onTestFinished(() => fleet.close());
    const { accepted } = fleet.outside.dialer;
    const worker = await Member.load("worker");
    accepted.onAdd(() => worker.signal("SIGTERM"));
    await fleet.addWorker(worker);
    expect(await worker.ended).toEqual({ code: 0, signal: null });
    const states = await fleet.database.rows<{ state: string; count: number }>(
      "select state, count(*)::int from outbox where kind = 'call' group by state",
    );
    const open = states.filter(({ state }) => state !== "done" && state !== "pending");
    expect(open).toEqual([]);
    expect(states.find(({ state }) => state === "done")?.count).toBe(accepted.size);
  },
);
