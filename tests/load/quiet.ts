import { setTimeout as pause } from "node:timers/promises";
import { readLag } from "@perennial/store";
import type { Site } from "./site.ts";

/** How often it is looked, in milliseconds. */
const LOOK = 250;
/** How long nothing may move before it counts as stuck, in milliseconds. */
const PATIENCE = 60_000;

/** Nothing that is due is taken on any more. */
export class StuckError extends Error {
  constructor(heads: string) {
    super(`For ${PATIENCE / 1_000} s nothing has moved of what is due: ${heads}`);
    this.name = "StuckError";
  }
}

/** Waits until nothing is due for anybody, however long that takes while something moves. */
export async function untilQuiet(site: Site, progress: () => Promise<unknown>): Promise<void> {
  let seen = "";
  let since = Date.now();
  for (;;) {
    const lag = await readLag(site.db, new Date().toISOString());
    if (Object.values(lag).every((each) => each === null)) return;
    const now = JSON.stringify([lag, await progress()]);
    if (now !== seen) since = Date.now();
    seen = now;
    if (Date.now() - since > PATIENCE) throw new StuckError(now);
    await pause(LOOK);
  }
}
