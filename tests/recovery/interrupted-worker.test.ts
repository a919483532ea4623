import pg from "pg";
import { describe, expect, test } from "vitest";
import { TENANT } from "./fleet/fleet-database.ts";
import { callOf, doneCall, lookUps, stage, workGoesOn } from "./fleet/one-call.ts";
import { CLAIM, RECORD } from "./fleet/wiretap.ts";

/** A lease is waited for as long as it really lasts. */
const LONG = { timeout: 10 * 60_000 };

/** Sessions that wait for a lock. */
const BLOCKED = "select 1 from pg_locks where not granted";

describe.concurrent("a worker that lives on", () => {
  describe("a worker that stands still", () => {
    test(
      "while it sends and goes on when its lease is over is not believed, and nothing is sent again (7.2 rows 6 and 7)",
      LONG,
      async (hooks) => {
        const { fleet, tap, victim, startVictim, startOther } = await stage(hooks);
        const claim = tap.catch({ statement: CLAIM, moment: "after-commit" });
        await startVictim();
        const claimed = await claim;
        await startOther();
        fleet.outside.dialer.accepted.onAdd(() => victim.signal("SIGSTOP"));
        claimed.release();
        expect(await doneCall(fleet)).toEqual({ state: "done", attempts: 1, put: 1 });
        expect(await lookUps(fleet)).toBe(1);
        const late = tap.catch({ statement: RECORD, moment: "after-commit" });
        victim.signal("SIGCONT");
        (await late).release();
        await workGoesOn(fleet);
        expect(await callOf(fleet)).toEqual({ state: "done", attempts: 1, put: 1 });
        // Told once: what came late was refused.
        const told = await fleet.database.rows(
          "select 1 from decisions where step = 'call' and kind = 'sent'",
        );
        expect(told).toHaveLength(1);
      },
    );
  });

  describe("a commit whose answer is lost", () => {
    test(
      "of a claim stands until its lease is over, and it is sent once (7.2 row 13)",
      LONG,
      async (hooks) => {
        const { fleet, tap, startVictim } = await stage(hooks);
        const claim = tap.catch({ statement: CLAIM, moment: "after-commit" });
        await startVictim();
        (await claim).cut();
        expect(await callOf(fleet)).toEqual({ state: "claimed", attempts: 1, put: 0 });
        expect(await doneCall(fleet)).toEqual({ state: "done", attempts: 2, put: 1 });
      },
    );

    test(
      "of a record is believed by whoever reads it, and nothing is sent again (7.2 row 13)",
      LONG,
      async (hooks) => {
        const { fleet, tap, startVictim } = await stage(hooks);
        const record = tap.catch({ statement: RECORD, moment: "after-commit" });
        await startVictim();
        (await record).cut();
        await workGoesOn(fleet);
        expect(await callOf(fleet)).toEqual({ state: "done", attempts: 1, put: 1 });
      },
    );

    test(
      "of a record that never was is found out with the lease, and nothing is sent again (7.2 row 13)",
      LONG,
      async (hooks) => {
        const { fleet, tap, startVictim } = await stage(hooks);
        const record = tap.catch({ statement: RECORD, moment: "before-commit" });
        await startVictim();
        (await record).cut();
        expect(await callOf(fleet)).toEqual({ state: "claimed", attempts: 1, put: 1 });
        expect(await doneCall(fleet)).toEqual({ state: "done", attempts: 1, put: 1 });
        expect(await lookUps(fleet)).toBe(1);
      },
    );
  });

  describe("a record that meets another transaction", () => {
    test(
      "and is broken off as the deadlock's victim is written again, and nothing is asked or sent again (7.2 row 14)",
      LONG,
      async (hooks) => {
        const { fleet, tap, startVictim } = await stage(hooks);
        const claim = tap.catch({ statement: CLAIM, moment: "after-commit" });
        await startVictim();
        const claimed = await claim;
        const rival = new pg.Client({ connectionString: fleet.database.url });
        await rival.connect();
        hooks.onTestFinished(() => rival.end());
        await rival.query(
          `begin; select set_config('app.tenant', '${TENANT}', true), set_config('role', 'perennial_app', true)`,
        );
        await rival.query("select 1 from outbox where kind = 'call' for update");
        claimed.release();
        // It holds the enrolment by now, and waits for the row that the rival holds; asked at once again, for the ring is to
        // be closed within a second.
        while ((await rival.query(BLOCKED)).rows.length === 0);
        // PostgreSQL breaks off whoever has waited for a second when the ring is closed: the one that came first.
        await rival.query("select 1 from enrolments for update");
        await rival.query("commit");
        expect(await doneCall(fleet)).toEqual({ state: "done", attempts: 1, put: 1 });
        expect(await lookUps(fleet)).toBe(0);
      },
    );
  });
});
