import { STORY } from "./busy-day.ts";
import { commandIdOf, type Ledger, type LedgerEffect } from "./ledger.ts";
import type { Told } from "./tell-story.ts";
import type { WorldLog } from "./world-log.ts";

/** What comes of holding Perennial's books against the logs of the systems outside; the lists are empty if all is right. */
export interface Balance {
  /** Effects that the programs, and the delivering itself, asked for: in all, and on the busy day. */
  readonly effects: number;
  readonly onTheDay: number;
  /** Those that a system outside took, by its own log. */
  readonly accepted: number;
  /** Of those with an unknown outcome: how many the other side was asked about and had. */
  readonly lookedUp: number;
  /** Those of which a person has to find out what came of them. */
  readonly unclear: readonly string[];
  /** What happened more than once. */
  readonly doubled: readonly string[];
  /** What should have happened and did not. */
  readonly lost: readonly string[];
  /** Where the books say something else than the logs. */
  readonly wrong: readonly string[];
}

/** Balances the books. The logs of the systems outside are the truth. */
export function balance({ world, ledger }: Told): Balance {
  const taken = countTaken(world);
  const known = new Set(ledger.effects.map(idOutside));
  const accounts: readonly Account[] = [
    ...ledger.effects.map((effect) => accountOf(effect, taken)),
    ...[...taken.keys()].flatMap((id) =>
      known.has(id) ? [] : [{ wrong: `${id}: nobody asked for it` }],
    ),
    ...accountsOfPrograms(ledger),
    ...accountsOfDeliveries(world, ledger),
    ...accountsOfOrders(world, ledger, taken),
    ...[...world.rung].flatMap(([id, times]) =>
      times > 1 ? [{ doubled: `${id}: rung ${times} times` }] : [],
    ),
  ];
  const collect = (kind: keyof Account) => accounts.flatMap((account) => account[kind] ?? []);
  return {
    effects: ledger.effects.length,
    onTheDay: ledger.effects.filter(({ at }) => at >= STORY.day).length,
    accepted: ledger.effects.filter((effect) => taken.has(idOutside(effect))).length,
    lookedUp: ledger.lookedUp,
    unclear: collect("unclear"),
    doubled: collect("doubled"),
    lost: collect("lost"),
    wrong: collect("wrong"),
  };
}

/** What is to be said of something. */
interface Account {
  readonly unclear?: string;
  readonly doubled?: string;
  readonly lost?: string;
  readonly wrong?: string;
}

/** How often each command was taken, whatever the system. */
function countTaken({ messages, calls, acts }: WorldLog): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { commandId } of [...messages, ...calls, ...acts]) {
    counts.set(commandId, (counts.get(commandId) ?? 0) + 1);
  }
  return counts;
}

/** Under which id the log of the system outside has an effect: a dialer is told only which call is off. */
function idOutside({ commandId, enrolment, callSeq }: LedgerEffect): string {
  return callSeq === null ? commandId : `off ${commandIdOf(enrolment, callSeq)}`;
}

function accountOf(effect: LedgerEffect, all: ReadonlyMap<string, number>): Account {
  const { commandId, customer, kind, step, state, reason } = effect;
  const taken = all.get(idOutside(effect)) ?? 0;
  const line = `${commandId} (${customer}, ${kind} of ${step}): ${state}, ${reason}, taken ${taken} times`;
  if (taken > 1) return { doubled: line };
  switch (state) {
    case "done":
      return taken === 1 || isOffAnyway(effect, all) ? {} : { lost: line };
    case "skipped":
      if (reason === null) return { lost: line };
      return taken === 0 ? {} : { wrong: line };
    case "refused":
      // The CRM writes down what it refused, too.
      return reason !== null && (taken === 0 || kind !== "message") ? {} : { wrong: line };
    case "unclear":
      return { unclear: line };
    default:
      return { lost: line };
  }
}

/** A call that never came on the list need not be taken off it. */
function isOffAnyway(
  { enrolment, callSeq }: LedgerEffect,
  taken: ReadonlyMap<string, number>,
): boolean {
  return callSeq !== null && !taken.has(commandIdOf(enrolment, callSeq));
}

/** Every effect that a program counted is there, and what happened to an enrolment has reached it. */
function accountsOfPrograms({ enrolments, effects, stimuli }: Ledger): readonly Account[] {
  const asked = Map.groupBy(
    effects.filter(({ seq }) => seq > 0),
    ({ enrolment }) => enrolment,
  );
  const short = enrolments.flatMap(({ id, effects: counted }): Account[] => {
    const found = asked.get(id)?.length ?? 0;
    return found === counted
      ? []
      : [{ lost: `Enrolment ${id} asked for ${counted} effects, ${found} are there.` }];
  });
  return stimuli === 0
    ? short
    : [...short, { lost: `${stimuli} happenings reached no enrolment.` }];
}

/** What the world was told we had is there once, and was taken apart without a problem. */
function accountsOfDeliveries({ told, givenUp }: WorldLog, { inbox }: Ledger): readonly Account[] {
  const kept = Map.groupBy(inbox, ({ connection, id }) => `${connection} ${id}`);
  const lost = [...told].flatMap(([connection, ids]) =>
    [...ids].flatMap((id) =>
      kept.has(`${connection} ${id}`) ? [] : [{ lost: `The delivery ${connection} ${id}` }],
    ),
  );
  const odd = [...kept].flatMap(([delivery, [first, ...more]]): Account[] => {
    if (more.length > 0) return [{ doubled: `The delivery ${delivery}` }];
    if (first?.taken !== true) return [{ lost: `The delivery ${delivery} was not taken apart.` }];
    return first.problem === null ? [] : [{ wrong: `The delivery ${delivery}: ${first.problem}` }];
  });
  return givenUp === 0
    ? [...lost, ...odd]
    : [...lost, ...odd, { lost: `${givenUp} deliveries were never taken.` }];
}

const THANKS: ReadonlySet<string> = new Set(["thanks", "thanks-email"]);
/** Where who has ordered may stand. */
const WATCHED: ReadonlySet<string | null> = new Set(["awaiting-signature", "customer-care"]);

/** Each order is thanked for once and watched. */
function accountsOfOrders(
  { orders }: WorldLog,
  { enrolments, effects }: Ledger,
  taken: ReadonlyMap<string, number>,
): readonly Account[] {
  return orders.flatMap(({ customer, agreement, signed }): Account[] => {
    const mine = enrolments.filter((each) => each.agreement === agreement && each.ended === null);
    const [enrolment] = mine;
    if (!enrolment || mine.length > 1)
      return [{ wrong: `${agreement} is in the program ${mine.length} times.` }];
    const stage = signed ? "customer-care" : "awaiting-signature";
    if (!WATCHED.has(enrolment.stage) || enrolment.stage !== stage) {
      return [
        { lost: `${customer}'s order of ${agreement} stands at ${enrolment.stage}, not ${stage}.` },
      ];
    }
    const thanks = effects.filter(
      (each) => each.enrolment === enrolment.id && THANKS.has(each.step) && each.seq > 0,
    );
    const times = thanks.reduce((sum, { commandId }) => sum + (taken.get(commandId) ?? 0), 0);
    const line = `${customer}'s order of ${agreement} was thanked for ${times} times.`;
    if (times > 1) return [{ doubled: line }];
    const excused = thanks.some(
      ({ state, reason }) => state === "skipped" && reason === "missing-address",
    );
    return times === 1 || excused ? [] : [{ lost: line }];
  });
}
