import { READY_SERVICE_DESK } from "@perennial/lifecycle";
import { saveServiceDesk } from "@perennial/store";
import { expect, it } from "vitest";
import { useTestDatabase } from "../deliver/testing/test-database.ts";
import { type TestWorld, testWorld } from "../deliver/testing/test-world.ts";
import { serviceReport } from "./service-report.ts";

const db = useTestDatabase();
const MARCH = { from: "2026-03-01", to: "2026-03-31" };

/** Calls of a team on days of a month, each after a wait and so long, in seconds. */
async function calls(
  world: TestWorld,
  of: {
    readonly prefix: string;
    readonly team: string | null;
    readonly day: string;
    readonly count: number;
  },
  parts: {
    readonly waited: number;
    readonly talked: number;
    readonly sold?: number;
    readonly transfers?: number;
    readonly registered?: boolean;
  },
): Promise<void> {
  const { prefix, team, day, count } = of;
  const { waited, talked, sold, transfers = 0, registered = true } = parts;
  const start = `timestamptz '${day} 10:00+01'`;
  await world.query(`insert into phone_calls (tenant_id, id, direction, team, started_at, answered_at, ended_at,
      transfers, registered_at, sold)
    select ${world.tenant.id}, '${prefix}' || n, 'in', ${team === null ? "null" : `'${team}'`}, ${start},
      ${start} + interval '${waited} s', ${start} + interval '${waited + talked} s', ${transfers},
      ${registered ? start : "null"}, ${sold ?? "null"} from generate_series(1, ${count}) n`);
}

it("tells of calls, teams beside their goals, initiative and satisfaction, beside the days before", async () => {
  const world = await testWorld(db(), []);
  await world.enrol("1");
  const goals = {
    team: "avtal",
    callLength: 180,
    waiting: 420,
    sales: 3_000_000_000,
    currency: "SEK",
  };
  await world.in((tx) =>
    saveServiceDesk(tx, {
      settings: { ...READY_SERVICE_DESK, teams: [goals] },
      savedAt: world.clock.now(),
      savedBy: "Eva",
    }),
  );
  const march = { team: "avtal", day: "2026-03-31" };
  await calls(world, { ...march, prefix: "a", count: 6 }, { waited: 420, talked: 120 });
  await calls(
    world,
    { ...march, prefix: "b", count: 2 },
    { waited: 420, talked: 320, sold: 50_000 },
  );
  await calls(
    world,
    { ...march, prefix: "c", count: 1, team: null },
    { waited: 60, talked: 60, transfers: 2, registered: false },
  );
  await calls(
    world,
    { ...march, prefix: "d", count: 4, day: "2026-02-28" },
    { waited: 600, talked: 240, registered: false },
  );
  await calls(
    world,
    { ...march, prefix: "e", count: 1, day: "2026-04-01" },
    { waited: 1, talked: 1 },
  );
  await world.query(`insert into hand_overs (tenant_id, call_id, at, from_agent, to_whom, text)
    values (${world.tenant.id}, 'c1', '2026-03-31', 'Sara', 'teknik', 'Fakturan')`);
  await world.query(`insert into interactions (tenant_id, id, customer_id, at, kind, direction, channel, text, outcome)
    select ${world.tenant.id}, 'o' || n, '1', date '2026-03-02' - n * 20, 'call', case when n = 0 then 'out' else 'in' end,
      'phone', '', null from generate_series(0, 1) n
    union all select ${world.tenant.id}, 's' || n, '1', date '2026-02-15' + (n % 2) * 28, 'survey-answer', 'in', 'other',
      'nöjd: ' || (n % 2 * 2 + n % 4 / 2), (n % 2 * 2 + n % 4 / 2)::text from generate_series(1, 80) n
    union all select ${world.tenant.id}, 'w', '1', '2026-03-03', 'survey-answer', 'in', 'other', 'nöjd: bra', 'bra'`);

  const report = await serviceReport(world.context, world.tenant, MARCH);
  expect(report.before).toEqual({ from: "2026-01-29", to: "2026-02-28" });
  expect(report.calls.all).toMatchObject({ calls: 9, answered: 9, incoming: 9, sold: 100_000 });
  expect(report.calls.registration).toEqual({
    ...{ calls: 9, unregistered: 1, share: 1 / 9 },
    teams: [
      { team: "", calls: 1, unregistered: 1, share: 1 },
      { team: "avtal", calls: 8, unregistered: 0, share: 0 },
    ],
  });
  expect(report.calls.transfers).toMatchObject({ transfers: 2, severalTimes: 1, withoutNote: 1 });
  expect(report.callsBefore.registration).toMatchObject({ calls: 4, share: 1 });
  const avtal = report.teams.find(({ team }) => team === "avtal");
  expect(avtal).toMatchObject({
    waited: 420,
    talked: 170,
    talkedSelling: 320,
    talkedOtherwise: 120,
  });
  expect(avtal?.conflict?.kind).toBe("selling-takes-longer");
  expect(report.initiative).toEqual({
    before: { proactive: 0, reactive: 1, share: 0 },
    after: { proactive: 1, reactive: 0, share: 1 },
    change: 1,
  });
  expect(report.satisfaction).toMatchObject([
    { survey: "nöjd", before: { count: 40 }, after: { count: 40 }, finding: "up" },
  ]);
});

it("has nothing to say where nobody called", async () => {
  const world = await testWorld(db(), []);
  const report = await serviceReport(world.context, world.tenant, MARCH);
  expect(report.calls.registration).toEqual({ calls: 0, unregistered: 0, teams: [] });
  expect(report).toMatchObject({ teams: [], satisfaction: [] });
  expect(report.initiative.change).toBeUndefined();
});
