import type { Fleet } from "./fleet.ts";
import { TENANT } from "./fleet-database.ts";

/** What comes of holding the outbox against the logs of the systems outside; the lists are empty if all is right. */
export interface FleetBooks {
  readonly effects: number;
  readonly delivered: number;
  readonly pending: number;
  readonly failed: number;
  readonly skipped: number;
  /** Of which nobody can know. */
  readonly unclear: number;
  /** How many unknown outcomes were resolved by asking the other side. */
  readonly lookedUp: number;
  /** Enrolments that have come to their end. */
  readonly ended: number;
  readonly twice: readonly string[];
  readonly lost: readonly string[];
  /** What the other side has and nobody asked for. */
  readonly unasked: readonly string[];
}

interface EffectRow {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly reason: string | null;
}

/** Balances the books of a fleet. The logs of the systems outside are the truth. */
export async function readBooks(fleet: Fleet): Promise<FleetBooks> {
  const { database } = fleet;
  const effects = await database.rows<EffectRow>(`
    select 't${TENANT}-e' || enrolment_id || '-' || seq as id, kind, state, reason from outbox`);
  const [counts = { ended: 0, asked: 0, looked: 0 }] = await database.rows<{
    ended: number;
    asked: number;
    looked: number;
  }>(`
    select (select count(*)::int from enrolments where ended) as ended,
      (select coalesce(sum(effects), 0)::int from enrolments) as asked,
      (select count(*)::int from decisions where evidence ->> 'source' = 'look-up') as looked`);
  const taken = takenOutside(fleet);
  const known = new Set(effects.map(({ id }) => id));
  const count = (...states: readonly string[]) =>
    effects.filter(({ state }) => states.includes(state)).length;
  const askedFor = effects.filter(({ id }) => !/--\d+$/.test(id)).length;
  return {
    effects: effects.length,
    delivered: count("done"),
    pending: count("pending", "claimed", "unknown"),
    failed: count("refused"),
    skipped: count("skipped"),
    unclear: count("unclear"),
    lookedUp: counts.looked,
    ended: counts.ended,
    twice: [...taken].flatMap(([id, times]) => (times > 1 ? [`${id}: ${times} times`] : [])),
    lost: [
      ...effects.flatMap(({ id, kind, state, reason }) =>
        state === "done" && taken.has(id) ? [] : [`${id} (${kind}): ${state}, ${reason}`],
      ),
      ...(askedFor === counts.asked
        ? []
        : [`${counts.asked} effects asked for, ${askedFor} there`]),
      ...(counts.ended === fleet.enrolments
        ? []
        : [`${fleet.enrolments - counts.ended} enrolments have not come to their end`]),
    ],
    unasked: [...taken.keys()].filter((id) => !known.has(id)),
  };
}

/** How often each command was taken: an entry of the call list by how often it was rung. */
function takenOutside({ outside }: Fleet): ReadonlyMap<string, number> {
  const times = new Map<string, number>(outside.rung);
  const add = (id: string) => times.set(id, (times.get(id) ?? 0) + 1);
  for (const { whendelivered = "" } of outside.sms.accepted.entries) {
    add(new URL(whendelivered).searchParams.get("command") ?? "");
  }
  for (const { result } of outside.crm.accepted.entries) {
    if (result.status === "done") add(result.id);
  }
  return times;
}
