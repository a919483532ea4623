import type { Evidence } from "./evidence.ts";

/** See `INVARIANTS`. */
export function eventsArrive({ ledger, arrived, isOrdered }: Evidence): readonly string[] {
  const numbers = arrived.map(({ id }) => Number(/(\d+)$/.exec(id)?.[1] ?? Number.NaN));
  const there = new Set(numbers);
  const lost = ledger.events.flatMap(({ id, state }) => {
    if (!there.has(id)) return [`event ${id} never arrived and is ${state}`];
    return state === "delivered" ? [] : [`event ${id} arrived and is ${state}`];
  });
  return isOrdered ? [...lost, ...outOfOrder(numbers, ledger)] : lost;
}

/** Events of one customer of which a later one arrived first. */
function outOfOrder(numbers: readonly number[], { events }: Evidence["ledger"]): readonly string[] {
  const about = new Map(events.map(({ id, customerId }) => [id, customerId]));
  const latest = new Map<string, number>();
  const seen = new Set<number>();
  return numbers.flatMap((id) => {
    const customerId = about.get(id);
    if (customerId === null || customerId === undefined || seen.has(id)) return [];
    seen.add(id);
    const before = latest.get(customerId) ?? 0;
    latest.set(customerId, Math.max(id, before));
    return before > id ? [`event ${id} of ${customerId} arrived after ${before}`] : [];
  });
}
