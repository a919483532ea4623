import { setTimeout as pause } from "node:timers/promises";

/** How often is looked, in milliseconds. */
const LOOK = 200;

/** Waits until something is so, and gives what was found; how long that takes is nobody's fault. */
export async function until<Found>(
  find: () => Promise<Found> | Found,
  is: (found: Found) => boolean,
): Promise<Found> {
  for (;;) {
    const found = await find();
    if (is(found)) return found;
    await pause(LOOK);
  }
}
