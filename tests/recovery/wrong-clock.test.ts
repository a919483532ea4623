import { expect, onTestFinished, test } from "vitest";
import { Fleet } from "./fleet/fleet.ts";
import { Member } from "./fleet/member.ts";
import { until } from "./fleet/until.ts";

const HOUR = 3_600_000;
const CUSTOMERS = 20;

test("a machine whose clock is an hour or a day off does nothing, and those whose clock is right do it all once (reliability.md, 7.2 row 33)", {
  timeout: 10 * 60_000,
}, async () => {
  const fleet = await Fleet.open({ customers: CUSTOMERS, calls: false, work: "task", ahead: 0 });
  onTestFinished(() => fleet.close());
  const { accepted } = fleet.outside.crm;
  const wrong = [HOUR, -HOUR, 24 * HOUR].map(async (off) => {
    const worker = await Member.load("worker", off);
    onTestFinished(() => worker.kill());
    return fleet.addWorker(worker);
  });
  for (const worker of await Promise.all(wrong)) {
    await until(
      () => worker.linesWith("clock differs from the database"),
      (lines) => lines.length === 1,
    );
  }
  expect(accepted.size).toBe(0);
  await fleet.addWorker();
  await until(
    () => accepted.size,
    (size) => size >= CUSTOMERS,
  );
  await until(
    () => fleet.database.rows("select 1 from outbox where due_at is not null"),
    (due) => due.length === 0,
  );
  expect(accepted.size).toBe(CUSTOMERS);
});
