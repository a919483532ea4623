import type { ActivityView } from "@perennial/api";
import type { Locale, LocalizedText } from "@perennial/contract";
import { causeWords, REASONS } from "@perennial/lifecycle";
import { decisionWords, type MendRefusal, resolveEffect, retryEffect } from "@perennial/runtime";
import {
  asTenant,
  listActivity,
  type StoredActivity,
  type TenantTransaction,
} from "@perennial/store";
import type { ServerContext } from "../server-context.ts";
import type { Handlers } from "./bind.ts";
import { namesOf } from "./found-view.ts";
import { HttpProblem, notFound } from "./problem.ts";

type ActivityOperation = "listActivity" | "listReasons" | "retryEffect" | "resolveEffect";

/** What was sent and what was not, and what to do about what went wrong. */
export function activityHandlers(context: ServerContext): Pick<Handlers, ActivityOperation> {
  const { db, clock } = context;
  const mend = async (
    tenant: number,
    id: string,
    how: (tx: TenantTransaction, origin: Origin) => Promise<MendRefusal | undefined>,
  ) => {
    const [enrolmentId = 0, seq = 0] = id.split("-").map(Number);
    const origin = { enrolmentId, seq };
    const refusal = await asTenant(db, tenant, (tx) => how(tx, origin));
    if (refusal !== undefined) throw refused(id, refusal);
    context.ring(tenant);
  };
  return {
    listActivity: ({ query: { locale, after, ...asked }, caller }) =>
      asTenant(db, caller.tenant, async (tx) => {
        const before = after === undefined ? undefined : Number(after);
        const page = await listActivity(tx, { ...asked, after: before });
        const { programs } = await namesOf(context, tx, { plan: undefined, locale });
        const items = page.items.map((each) => activityView(each, programs, locale));
        const { next, searchedTo } = page;
        return { items, next: next === null ? null : String(next), searchedTo };
      }),
    listReasons: async ({ query: { locale } }) => ({
      items: REASONS.map((id) => ({ id, name: capital(causeWords(id)[locale]) })),
    }),
    retryEffect: async ({ params: { id }, caller, audit }) => {
      const now = clock.now();
      await mend(caller.tenant, id, (tx, origin) => retryEffect(tx, { ...origin, now }));
      audit({ about: { effect: id } });
      return { queued: true };
    },
    resolveEffect: async ({ params: { id }, body: { found }, caller, audit }) => {
      const now = clock.now();
      await mend(caller.tenant, id, (tx, origin) => resolveEffect(tx, { ...origin, now, found }));
      audit({ about: { effect: id }, before: { state: "unclear" }, after: { state: found } });
      return { resolved: true };
    },
  };
}

interface Origin {
  readonly enrolmentId: number;
  readonly seq: number;
}

function activityView(
  row: StoredActivity,
  programs: ReadonlyMap<string, string>,
  locale: Locale,
): ActivityView {
  const { id, at, outcome, step, channel, reason, text, connection, providerId } = row;
  const { customerId, enrolmentId, seq, program } = row;
  return {
    ...{ id, at, outcome, step, channel, kind: row.effect, reason, text },
    // What came before it was sent cost nothing.
    ...{
      connection,
      providerId,
      cost: outcome === "sent" ? row.cost : null,
      sentence: decisionWords(row, locale),
    },
    customer: { id: customerId, name: row.name ?? customerId },
    program: { id: program, name: programs.get(program) ?? program },
    effect: enrolmentId === null || seq === null ? null : `${enrolmentId}-${seq}`,
    can: canOf(row),
  };
}

/** What a person can do about it: the state now, not what was decided then, says so. */
function canOf({ outcome, state, ended, effect }: StoredActivity): ActivityView["can"] {
  if (outcome === "unclear" && state === "unclear") return "resolve";
  const isRepeatable = effect !== "call" && effect !== "withdraw-call" && ended === false;
  return outcome === "failed" && state === "refused" && isRepeatable ? "retry" : null;
}

const WORDS: Readonly<Record<Exclude<MendRefusal, "unknown">, LocalizedText>> = {
  "other-state": {
    sv: "Läget har ändrats: någon annan, eller en rapport från leverantören, hann före. Titta på det igen.",
    en: "It is no longer in the state it was in: somebody else, or a report of the provider, was first. Look at it again.",
  },
  over: {
    sv: "Kunden har lämnat programmet, eller så har programmet tagit tillbaka det: ingen väntar på det längre.",
    en: "The customer has left the program, or the program has taken it back: nobody waits for it any more.",
  },
  unfit: {
    sv: "Ett samtal, eller starten av ett annat program, går inte att göra om: programmet har gått vidare. Ring kunden, eller starta programmet för hand.",
    en: "A call, or the start of another program, cannot be tried again: the program has gone another way since. Ring the customer, or start the program by hand.",
  },
};

function refused(id: string, refusal: MendRefusal): HttpProblem {
  if (refusal === "unknown") return notFound("effect", id);
  return new HttpProblem(409, "Not possible", WORDS[refusal]);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
