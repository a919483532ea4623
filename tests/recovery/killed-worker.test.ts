import { describe, expect, test } from "vitest";
import { callOf, doneCall, lookUps, stage, workGoesOn } from "./fleet/one-call.ts";
import { CLAIM, RECORD } from "./fleet/wiretap.ts";

/** A lease is waited for as long as it really lasts. */
const LONG = { timeout: 10 * 60_000 };

describe.concurrent("a worker killed with kill -9", () => {
  test(
    "before its claim is committed leaves the row pending, and another sends it once (reliability.md, 7.2 row 1)",
    LONG,
    async (hooks) => {
      const { fleet, tap, victim, startVictim, startOther } = await stage(hooks);
      const claim = tap.catch({ statement: CLAIM, moment: "before-commit" });
      await startVictim();
      await claim;
      await victim.kill();
      expect(await callOf(fleet)).toEqual({ state: "pending", attempts: 0, put: 0 });
      await startOther();
      expect(await doneCall(fleet)).toEqual({ state: "done", attempts: 1, put: 1 });
    },
  );

  test(
    "between its claim and its request is found out with its lease, and it is sent once (7.2 row 2)",
    LONG,
    async (hooks) => {
      const { fleet, tap, victim, startVictim, startOther } = await stage(hooks);
      const claim = tap.catch({ statement: CLAIM, moment: "after-commit" });
      await startVictim();
      await claim;
      await startOther();
      await victim.kill();
      // Counted before it was tried: nothing that brings a process down is tried without end unseen (row 42).
      expect(await callOf(fleet)).toEqual({ state: "claimed", attempts: 1, put: 0 });
      expect(await doneCall(fleet)).toEqual({ state: "done", attempts: 2, put: 1 });
    },
  );

  test(
    "between its request and the answer has sent it, and asking finds that (7.2 row 3)",
    LONG,
    async (hooks) => {
      const { fleet, tap, victim, startVictim, startOther } = await stage(hooks);
      const claim = tap.catch({ statement: CLAIM, moment: "after-commit" });
      await startVictim();
      const claimed = await claim;
      await startOther();
      // Told before the answer leaves.
      fleet.outside.dialer.accepted.onAdd(() => victim.signal("SIGKILL"));
      claimed.release();
      await victim.ended;
      expect(await callOf(fleet)).toEqual({ state: "claimed", attempts: 1, put: 1 });
      expect(await doneCall(fleet)).toEqual({ state: "done", attempts: 1, put: 1 });
      expect(await lookUps(fleet)).toBe(1);
    },
  );

  test(
    "between the answer and its record has sent it, and asking finds that (7.2 row 4)",
    LONG,
    async (hooks) => {
      const { fleet, tap, victim, startVictim, startOther } = await stage(hooks);
      const claim = tap.catch({ statement: CLAIM, moment: "after-commit" });
      await startVictim();
      const claimed = await claim;
      await startOther();
      const record = tap.catch({ statement: RECORD, moment: "before-commit" });
      claimed.release();
      await record;
      await victim.kill();
      expect(await callOf(fleet)).toEqual({ state: "claimed", attempts: 1, put: 1 });
      expect(await doneCall(fleet)).toEqual({ state: "done", attempts: 1, put: 1 });
      expect(await lookUps(fleet)).toBe(1);
    },
  );

  test(
    "after its record leaves a hint behind whose work is done, and nothing is sent again (7.2 row 5)",
    LONG,
    async (hooks) => {
      const { fleet, tap, victim, startVictim, startOther } = await stage(hooks);
      const record = tap.catch({ statement: RECORD, moment: "after-commit" });
      await startVictim();
      await record;
      await victim.kill();
      expect(await callOf(fleet)).toEqual({ state: "done", attempts: 1, put: 1 });
      await startOther();
      await workGoesOn(fleet);
      expect(await callOf(fleet)).toEqual({ state: "done", attempts: 1, put: 1 });
    },
  );
});
