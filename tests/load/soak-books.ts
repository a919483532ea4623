import type { Ledger } from "../recovery/ledger.ts";
import type { WorldLog } from "../recovery/world-log.ts";

/** How an effect may stand when nothing is due. */
const AT_REST: ReadonlySet<string> = new Set(["done", "skipped", "refused", "pending"]);

/** What is amiss between Perennial's books and the logs of the systems outside, in words. */
export function auditSoak(world: WorldLog, ledger: Ledger): readonly string[] {
  const { messages, calls, acts, told, givenUp } = world;
  const taken = new Map<string, number>();
  for (const { commandId } of [...messages, ...calls, ...acts]) {
    taken.set(commandId, (taken.get(commandId) ?? 0) + 1);
  }
  const twice = [...taken].filter(([, times]) => times > 1);
  const asked = new Set(ledger.effects.map(({ commandId }) => commandId));
  const strange = messages.filter(({ commandId }) => !asked.has(commandId));
  const lost = ledger.effects.filter(
    ({ kind, state, commandId }) => kind === "message" && state === "done" && !taken.has(commandId),
  );
  const open = ledger.effects.filter(({ state }) => !AT_REST.has(state));
  return [
    ...twice.map(([id, times]) => `${id}: done ${times} times`),
    ...strange.map(({ commandId }) => `${commandId}: nobody asked for it`),
    ...lost.map(({ commandId }) => `${commandId}: said to be done, and nobody has it`),
    ...open.map(({ commandId, state, reason }) => `${commandId}: ${state}, ${reason}`),
    ...amissInInbox(told, ledger),
    ...(givenUp === 0 ? [] : [`${givenUp} deliveries were never taken`]),
  ];
}

function amissInInbox(told: WorldLog["told"], { inbox }: Ledger): readonly string[] {
  const times = new Map<string, number>();
  for (const { connection, id } of inbox) {
    const name = `${connection} ${id}`;
    times.set(name, (times.get(name) ?? 0) + 1);
  }
  const wanted = [...told].flatMap(([connection, ids]) =>
    [...ids].map((id) => `${connection} ${id}`),
  );
  const odd = wanted.filter((name) => times.get(name) !== 1);
  const problems = inbox.filter(({ problem }) => problem !== null);
  return [
    ...odd.map((name) => `the delivery ${name}: kept ${times.get(name) ?? 0} times`),
    ...problems.map(
      ({ connection, id, problem }) => `the delivery ${connection} ${id}: ${problem}`,
    ),
  ];
}
