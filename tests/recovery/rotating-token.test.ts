import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { RenewalMoment } from "./token/messages.ts";
import { TokenTown } from "./token/token-town.ts";

const LONG = { timeout: 10 * 60_000 };
const PROCESSES = 20;
const HOUR = 3_600;
/** Once a day for a month: an access token lives for two hours without use. */
const TURNS = 30;
/** In each so many turns one process is killed. */
const KILL_EVERY = 7;
const MOMENTS: readonly RenewalMoment[] = ["alone", "kept"];
/** What says that somebody has to connect: of a grant that was refused, or is no longer there. */
const CONNECT = /connect (again|anew)/i;

describe("twenty processes on one org's connection", () => {
  let town: TokenTown;
  beforeAll(async () => {
    town = await TokenTown.open(inject("databaseUrl"), PROCESSES);
  }, LONG.timeout);
  afterAll(() => town.close());

  test(
    "renew its access for a month, some killed while they do: one family of tokens lives, and nobody has to connect anew",
    LONG,
    async () => {
      const [first] = town.salesforce.tokens.families(town.org.id);
      let kills = 0;
      for (let turn = 1; turn <= TURNS; turn += 1) {
        town.wait(24 * HOUR);
        const moment = turn % KILL_EVERY === 0 ? MOMENTS[kills % MOMENTS.length] : undefined;
        const problems = await (moment ? town.askWhileKilling(moment) : town.ask());
        expect(problems).toEqual([]);
        if (moment === undefined) continue;
        kills += 1;
        await town.addUser();
      }
      expect(kills).toBe(4);
      // Each turn the token was used once: nobody showed a spent one, which would have ended the family.
      const last = { refreshToken: expect.any(String), usedMs: expect.any(Number) };
      expect(town.salesforce.tokens.families(town.org.id)).toEqual([
        { ...first, ...last, refreshes: TURNS },
      ]);
      expect(await town.connection()).toMatchObject({ state: "active", problem: null });
    },
  );

  test(
    "lose it where one is killed between Salesforce's answer and its keeping: all are told to connect again, and go on once somebody has",
    LONG,
    async () => {
      town.wait(3 * HOUR);
      const problems = await town.askWhileKilling("given");
      expect(problems).toEqual(
        Array.from({ length: PROCESSES - 1 }, () => expect.stringMatching(CONNECT)),
      );
      expect(town.salesforce.tokens.families(town.org.id)).toEqual([]);
      expect(await town.connection()).toMatchObject({
        ...{ state: "disconnected", problem: expect.stringMatching(CONNECT) },
      });
      await town.connect();
      expect(await town.ask()).toEqual([]);
      expect(town.salesforce.tokens.families(town.org.id)).toHaveLength(1);
      expect(await town.connection()).toMatchObject({ state: "active", problem: null });
    },
  );
});
