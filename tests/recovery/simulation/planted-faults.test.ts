import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { type BorrowedGround, layGround } from "./ground.ts";
import { liveMany, numbers } from "./live-many.ts";
import { plant } from "./planted/plant.ts";
import { PLANTED } from "./planted/planted-faults.ts";

/** How many times as many lives as are bound to be enough. */
const PATIENCE = Number(process.env.PERENNIAL_PLANTED ?? 1);

let ground: BorrowedGround;
beforeAll(async () => {
  ground = await layGround(inject("databaseUrl"));
});
afterAll(() => ground?.close());

test.each(PLANTED)(
  "the simulation finds it when $name",
  { timeout: 10 * 60_000 * PATIENCE },
  async (fault) => {
    const { planted, times } = plant(fault);
    const { lives, failed } = await liveMany(ground, {
      seeds: numbers(fault.from ?? 1, fault.within * PATIENCE),
      planted,
      after: ({ broken }) => (broken.length > 0 ? "enough" : "go on"),
    });
    const how = failed[0]?.broken[0];
    process.stdout.write(`${fault.name}: ${lives} lives, ${how?.invariant} (${how?.how})\n`);
    expect(times(), "never met in any life, so that it is no fault").toBeGreaterThan(0);
    expect(failed.length, `not found in ${lives} lives`).toBeGreaterThan(0);
  },
);
