import type { RuntimeContext } from "@perennial/runtime";
import { applySignals } from "@perennial/runtime";
import { asTenant, claimDeliveries, markTaken, type Tenant } from "@perennial/store";
import type { Meddler, SentStatement } from "../machine/faulty-database.ts";
import type { Planted } from "./planted.ts";

/** Faults that an engine like this could have, each planted from outside: the simulation must find every one. */
export const PLANTED: readonly Planted[] = [
  {
    name: "a settlement does not look whether its worker still holds the row",
    // Claims are small, so that a worker seldom outlives one.
    within: 600,
    from: 340,
    meddler: () =>
      instead("old.state in ('claimed', 'unknown') and old.token = r.token end", "true end"),
  },
  {
    name: "what is claimed is handed over before the claim is committed",
    within: 10,
    meddler: forgetClaims,
  },
  {
    name: "two workers may take the same rows",
    from: 50,
    within: 40,
    meddler: () => instead("for update skip locked", "", "for no key update of e skip locked"),
  },
  {
    name: "permission is judged when a program first asks, and not at the moment of sending",
    within: 40,
    meddler: rememberConsents,
  },
  {
    name: "what a program takes back goes out all the same",
    within: 60,
    meddler: () => ({
      statement: ({ text }) =>
        text.includes("set withdrawn = r.reason") && text.includes("'keep') = 'false'")
          ? { rows: [] }
          : undefined,
    }),
  },
  {
    name: "a signal acts each time it is told",
    within: 20,
    meddler: () => ({ statement: newEachTime }),
  },
  {
    name: "a delivery is marked as taken before it is taken apart",
    within: 40,
    ingest: takeFirst,
  },
  {
    name: "the other side's 'I have it not' is believed at once",
    within: 120,
    from: 80,
    proof: (proof) => (proof.lookUp ? { ...proof, lookUp: { settleSeconds: 0 } } : proof),
  },
  {
    name: "an attempt that nobody knows the outcome of counts as not done",
    within: 40,
    meddler: () => ({ statement: unknownAsNotDone }),
  },
];

const isClaim = (text: string) => text.includes("from outbox o") && text.includes("skip locked");
const isChange = (text: string) => text.includes("update outbox o set state = r.state, due_at");
const isSettling = (text: string) => text.includes("update outbox o set state = t.state");

/** Changes the first of several texts that a statement has. */
function instead(what: string, by: string, also?: string): Meddler {
  return {
    statement({ text, values }) {
      if (text.includes(what)) return { text: text.replace(what, by), values };
      if (also !== undefined && text.includes(also))
        return { text: text.replace(also, by), values };
      return undefined;
    },
  };
}

/** Signals that are there already are called new, as those are that are not. */
function newEachTime({ text, values }: SentStatement): SentStatement | undefined {
  const given = /json_to_recordset\((\$\d+)::json\)/.exec(text)?.[1];
  if (!text.includes("insert into signals") || given === undefined) return undefined;
  const all = `select r.id from json_to_recordset(${given}::json) as r(id text)`;
  return { text: `with added as (${text}) ${all}`, values };
}

/** Every other claim of a worker is undone; were it each of them, nothing would ever be settled. */
function forgetClaims(): Meddler {
  let claims = 0;
  return {
    forgets(texts) {
      if (!texts.some(isClaim) || !texts.some(isChange)) return false;
      claims += 1;
      return claims % 2 === 1;
    },
  };
}

/** What came of an attempt is written as if nothing had left, when nobody knows. */
function unknownAsNotDone({ text, values }: SentStatement): SentStatement | undefined {
  if (!isSettling(text)) return undefined;
  return {
    text: text.replace(
      "else r.state end as state",
      "when r.state = 'unknown' then 'pending' else r.state end as state",
    ),
    values,
  };
}

/** Consents as they were when this process first asked for them. */
function rememberConsents(): Meddler {
  return {
    statement: ({ text, values }) =>
      text.includes("from consents s where")
        ? {
            text: text.replace(
              "s.customer_id = c.id",
              "s.customer_id = c.id and s.at <= '2026-03-02T09:00:00Z'",
            ),
            values,
          }
        : undefined,
  };
}

/** Takes deliveries apart in a transaction after the one that says it is done. */
async function takeFirst(context: RuntimeContext, tenant: Tenant) {
  const waiting = await asTenant(context.db, tenant.id, async (tx) => {
    const claimed = await claimDeliveries(tx, 100);
    await markTaken(
      tx,
      claimed.map(({ id }) => ({ id })),
      context.clock.now(),
    );
    return claimed;
  });
  if (waiting.length === 0) return { deliveries: 0, signals: 0, more: false };
  const connections = await context.connections.all(tenant.id);
  const signals = waiting.flatMap((delivery) => {
    const open = connections.find(({ connection }) => connection.id === delivery.connectionId);
    return open?.connector.inbound?.toSignals(delivery, open.settings).signals ?? [];
  });
  await asTenant(context.db, tenant.id, (tx) => applySignals(context, tx, { tenant, signals }));
  return { deliveries: waiting.length, signals: signals.length, more: false };
}
