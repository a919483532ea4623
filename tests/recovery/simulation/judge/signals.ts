import type { Signal } from "@perennial/contract";
import type { Evidence } from "./evidence.ts";

/** Signals that mean a record of ours: kept as such, and as a signal only where they are news. */
const RECORDS: ReadonlySet<string> = new Set(["agreement.changed", "customer.changed"]);

/** See `INVARIANTS`. */
export function nothingLost({ world, ledger }: Evidence): readonly string[] {
  const kept = Map.groupBy(ledger.inbox, ({ id }) => id);
  return world.postman.letters.flatMap(({ id, told, signals }) => {
    if (!told) return [`${id} was never taken`];
    const [row, ...more] = kept.get(id) ?? [];
    if (!row) return [`${id} was told to be taken and is not in the inbox`];
    if (more.length > 0) return [`${id} is in the inbox ${more.length + 1} times`];
    if (!row.taken) return [`${id} was not taken apart`];
    if (row.problem !== null) return [`${id} was not understood: ${row.problem}`];
    const lost = signals.filter((each) => !RECORDS.has(each.type) && !ledger.signals.has(each.id));
    return lost.map((signal) => `${signal.id} of ${id} did not act`);
  });
}

/** See `INVARIANTS`. */
export function mirrorIsUpToDate({ world, ledger, witness }: Evidence): readonly string[] {
  const told = [...world.postman.letters.flatMap(({ signals }) => signals), ...world.fed];
  return [
    ...told.flatMap((signal) => staleRecord(signal, ledger)),
    ...(witness.consents.length === ledger.consents
      ? []
      : [`the witness saw ${witness.consents.length} of ${ledger.consents} consents`]),
    ...told.flatMap((signal) => {
      if (signal.type !== "consent.changed") return [];
      const { customerId, state, at } = signal.consent;
      const isKept = witness.consents.some(
        (each) => each.customerId === customerId && each.state === state && each.at === at,
      );
      return isKept ? [] : [`${signal.id} is not kept`];
    }),
  ];
}

function staleRecord(signal: Signal, ledger: Evidence["ledger"]): readonly string[] {
  if (signal.type === "agreement.changed") {
    const { id, updatedAt } = signal.agreement;
    return (ledger.agreements.get(id) ?? "") >= updatedAt
      ? []
      : [`${signal.id} is not in the mirror`];
  }
  if (signal.type !== "customer.changed") return [];
  const { id, name, updatedAt } = signal.customer;
  const known = ledger.customers.get(id);
  const isNewer = known !== undefined && known.updatedAt >= updatedAt;
  const isSame = known?.updatedAt !== updatedAt || known.name === name;
  return isNewer && isSame ? [] : [`${signal.id} is not in the mirror`];
}

/** See `INVARIANTS`. */
export function actsOnce({ world, ledger }: Evidence): readonly string[] {
  const calls = new Map<string, Set<string>>();
  for (const signal of world.postman.letters.flatMap(({ signals }) => signals)) {
    if (signal.type !== "call.finished") continue;
    const ids = calls.get(signal.customerId) ?? new Set();
    calls.set(signal.customerId, ids.add(signal.id));
  }
  const entered = Map.groupBy(
    ledger.enrolments.filter(({ program }) => program === "care"),
    ({ customerId }) => customerId,
  );
  return [...entered].flatMap(([customerId, enrolments]) => {
    const most = calls.get(customerId)?.size ?? 0;
    if (enrolments.length <= most) return [];
    return [`${customerId} was in "care" ${enrolments.length} times for ${most} calls`];
  });
}
