import { expect, test } from "vitest";
import { type Balance, balance } from "./books.ts";
import { type Kill, planKills } from "./kill-plan.ts";
import { outcomeOf } from "./outcome.ts";
import { type Told, tellStory } from "./tell-story.ts";

/** How often Perennial is killed. */
const KILLS = Number(process.env.KILLS ?? 8);
/** Decides the kills: as far as the machine's own timing allows, a run has the same ones as any other. */
const SEED = Number(process.env.SEED ?? 1);

const NOTHING_AMISS = { unclear: [], doubled: [], lost: [], wrong: [] };

test("a busy day with kill -9 at any moment loses nothing and sends nothing twice", {
  timeout: 15 * 60_000,
}, async () => {
  process.stdout.write(`kill -9, ${KILLS} times: SEED=${SEED}\n`);
  const undisturbed = await tellStory();
  expect(balance(undisturbed)).toMatchObject(NOTHING_AMISS);
  expect(undisturbed.errors).toEqual([]);

  const begun = performance.now();
  const killed = await tellStory(planKills(SEED, KILLS, undisturbed.acts));
  const books = balance(killed);
  process.stdout.write(
    `${inWords(killed, books)} (${Math.round((performance.now() - begun) / 1000)} s)\n`,
  );

  expect(killed.kills).toHaveLength(KILLS);
  expect(books).toMatchObject(NOTHING_AMISS);
  expect(outcomeOf(killed)).toEqual(outcomeOf(undisturbed));
  expect(killed.errors).toEqual([]);
});

function inWords({ kills }: Told, books: Balance): string {
  const count = (is: (kill: Kill) => boolean) => kills.filter(is).length;
  const victims = [
    `${count(({ victim }) => victim === "server")} of the server alone`,
    `${count(({ victim }) => victim === "everything")} of the server and PostgreSQL`,
    `${count(({ victim }) => victim === "database")} of PostgreSQL alone`,
    `${count(({ during }) => during === "start")} of all while it started`,
  ].join(", ");
  const { effects, onTheDay, accepted, lookedUp, unclear, doubled, lost } = books;
  const outcomes = `${effects} effects (${onTheDay} on that day), ${accepted} accepted, ${lookedUp} of these found by look-up`;
  const amiss = `${unclear.length} unclear, ${doubled.length} twice, ${lost.length} lost`;
  return `${kills.length} kills (${victims}): ${outcomes}, ${amiss}`;
}
