import type { Slotted } from "./fit-into-days.ts";

/**
 * Gives each of the items its day, all of which fit (`fitIntoDays`): every day takes those that stand first in the order
 * given, except that room is kept for what could not be done later. Within a day they keep the order.
 * @param places How many places each day has.
 */
export function dayLists<Item extends Slotted>(
  items: readonly Item[],
  places: readonly number[],
): readonly (readonly Item[])[] {
  let waiting = items;
  return places.map((room, day) => {
    if (room === 0 || waiting.length === 0) return [];
    const today = chosenToday(waiting, places, day);
    const chosen = new Set(today);
    waiting = waiting.filter((item) => !chosen.has(item));
    return today;
  });
}

/** Takes item after item in their order, but none for which one that cannot wait would lose its place. */
function chosenToday<Item extends Slotted>(
  waiting: readonly Item[],
  places: readonly number[],
  day: number,
): readonly Item[] {
  const room = places[day] ?? 0;
  const mayWait = roomForLater(waiting, places, day);
  const chosen: Item[] = [];
  const full = mayWait.findIndex((left, last) => last >= day && left <= 0);
  let latest = full === -1 ? places.length : full;
  for (const item of waiting) {
    if (chosen.length >= room) break;
    if (item.first > day || item.last > latest) continue;
    chosen.push(item);
    for (let last = day; last < Math.min(item.last, places.length); last++) {
      const left = (mayWait[last] ?? 0) - 1;
      mayWait[last] = left;
      if (left <= 0 && last < latest) latest = last;
    }
  }
  return chosen;
}

/**
 * For each day from today on: how many of today's places are free for what runs out after it, because the days until then
 * have room for all else that runs out by then.
 */
function roomForLater(waiting: readonly Slotted[], places: readonly number[], day: number) {
  const endingOn = places.map(() => 0);
  for (const { last } of waiting) endingOn[last] = (endingOn[last] ?? 0) + 1;
  const room = places[day] ?? 0;
  let ending = 0;
  let later = 0;
  return places.map((count, last) => {
    if (last < day) return room;
    ending += endingOn[last] ?? 0;
    if (last > day) later += count;
    return room - Math.max(0, ending - later);
  });
}
