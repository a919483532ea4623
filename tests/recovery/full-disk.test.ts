import { afterEach, describe, expect, test } from "vitest";
import { aheadToWorkday } from "./fleet/clock-ahead.ts";
import { fleetCompany } from "./fleet/fleet-company.ts";
import { Outside } from "./fleet/outside.ts";
import { DIALER_DOOR } from "./fleet/set-up.ts";
import { until } from "./fleet/until.ts";
import { SmallDisk } from "./full-disk/small-disk.ts";

const LONG = { timeout: 5 * 60_000 };
const CUSTOMERS = 9;
/** Longer than the program waits for a call. */
const WAIT = 31 * 86_400_000;

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function openStage(database: "embedded" | "elsewhere") {
  let ahead = aheadToWorkday();
  const clock = { now: () => new Date(Date.now() + ahead).toISOString() };
  let url = "";
  const outside = await Outside.open({
    ...{ clock, company: fleetCompany(CUSTOMERS, clock.now()), calls: false },
    door: () => (url === "" ? undefined : new URL(DIALER_DOOR, url).href),
  });
  closing.push(() => outside.close());
  const disk = await SmallDisk.open();
  closing.push(() => disk.close());
  const { crm, dialer, sms } = outside;
  const systems = {
    crm: reached(crm),
    dialer: reached(dialer),
    sms: { url: sms.url, credentials: sms.credentials },
  };
  const started = await disk.ask({ do: "start", place: disk.place, systems, ahead, database });
  url = started.url ?? "";
  return {
    outside,
    disk,
    rows: async (query: string) => (await disk.ask({ do: "rows", query })).rows ?? [],
    async turnClock() {
      ahead += WAIT;
      await disk.ask({ do: "turn-clock", ahead });
    },
    async readiness() {
      const response = await fetch(new URL("/ready", url));
      return { status: response.status, body: await response.text() };
    },
    /** The tasks in the CRM, by its own log. */
    tasks: () =>
      crm.accepted.entries.filter(({ command }) =>
        JSON.stringify(command).includes('"create-task"'),
      ),
  };
}

function reached({ url, token, signingSecret }: Outside["crm"] | Outside["dialer"]) {
  return { url, token, signingSecret };
}

describe("while the disk is full", () => {
  test.each(["embedded", "elsewhere"] as const)(
    "(PostgreSQL %s) doors refuse, nothing is claimed and health is red; with space all goes on, once (7.2 row 15)",
    LONG,
    async (database) => {
      const { outside, disk, rows, turnClock, readiness, tasks } = await openStage(database);
      const { reporter, dialer } = outside;
      // Handed over and heard of: an enrolment goes on from the call a moment after the dialer has it.
      await until(
        () =>
          rows(`select 1 from enrolments e join outbox o on o.enrolment_id = e.id
            where o.kind = 'call' and o.state = 'done' and e.step = 'await-call'`),
        (waiting) => waiting.length === CUSTOMERS,
      );
      expect((await readiness()).status).toBe(200);
      const before = await rows("select id, step, wake_at from enrolments order by id");

      await disk.ask({ do: "fill" });
      const call = dialer.calls[0];
      if (!call) throw new Error("nobody is called");
      outside.finish(call);
      await turnClock();
      await until(
        () => reporter.refused,
        (refused) => refused >= 4,
      );
      expect(reporter.lastRefusal).toBe(503);
      const { status, body } = await until(readiness, (found) => found.body.includes('"full"'));
      expect(status).toBe(503);
      expect(JSON.parse(body)).toMatchObject({
        status: "not-ready",
        problem: expect.stringContaining("disk is full"),
      });
      expect(tasks()).toEqual([]);
      expect(await rows("select id, step, wake_at from enrolments order by id")).toEqual(before);

      await disk.ask({ do: "free" });
      await until(tasks, (made) => made.length >= CUSTOMERS);
      await until(
        () => reporter.waiting,
        (waiting) => waiting === 0,
      );
      await until(
        () => rows("select 1 from enrolments where not ended"),
        (open) => open.length === 0,
      );
      const ids = tasks().map(({ command }) => JSON.stringify(command));
      expect([ids.length, new Set(ids).size]).toEqual([CUSTOMERS, CUSTOMERS]);
      const finished = () => rows("select 1 from signals where type = 'call.finished'");
      expect(await until(finished, (found) => found.length > 0)).toHaveLength(1);
      expect((await readiness()).status).toBe(200);
      expect(await rows("select 1 from enrolments where aside_at is not null")).toEqual([]);
    },
  );
});
