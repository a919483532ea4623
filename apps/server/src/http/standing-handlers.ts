import type { StandingView } from "@perennial/api";
import type { Locale, LocalizedText } from "@perennial/contract";
import { localDateOf, pointsRefusalSentence } from "@perennial/lifecycle";
import { announceChanges, planOf, reviewNow } from "@perennial/runtime";
import {
  asTenant,
  CUSTOMERS,
  clearTierOverride,
  type MemberPoints,
  type PointsChanged,
  readMemberPoints,
  readRecords,
  reverseMemberPoints,
  setTierOverride,
  spendMemberPoints,
  type Tenant,
  type TenantTransaction,
} from "@perennial/store";
import type { ServerContext } from "../server-context.ts";
import type { Handlers } from "./bind.ts";
import { customerStanding } from "./customer-standing.ts";
import { noteOverride } from "./note-override.ts";
import { pointsView } from "./points-view.ts";
import { HttpProblem, notFound } from "./problem.ts";

type StandingOperation =
  | "getStanding"
  | "setTierOverride"
  | "clearTierOverride"
  | "getPoints"
  | "spendPoints"
  | "reversePoints";

/** What can be asked about where one customer stands, and done about it. */
export function standingHandlers(context: ServerContext): Pick<Handlers, StandingOperation> {
  const { db, clock } = context;
  return {
    getStanding: async ({ params: { id }, query: { locale }, caller }) => {
      const tenant = await context.tenant(caller.tenant);
      return asTenant(db, tenant.id, (tx) =>
        customerStanding(context, tx, { tenant, customer: id, locale }),
      );
    },
    setTierOverride: async ({ params: { id }, query: { locale }, body, caller, audit }) => {
      const tenant = await context.tenant(caller.tenant);
      const on = localDateOf(clock.now(), tenant.timeZone);
      const override = { ...body, by: caller.name };
      const standing = await changing(context, tenant, { id, locale }, async (tx) => {
        await demandTier(context, tx, { tenant, ...body, on });
        await setTierOverride(tx, id, { ...override, on });
        await noteOverride(context, tx, { tenant, customerId: id, what: "set", override });
      });
      audit({ before: {}, after: { ...body } });
      return { override: { ...override, isInForce: true }, standing };
    },
    clearTierOverride: async ({ params: { id }, query: { locale }, body, caller, audit }) => {
      const tenant = await context.tenant(caller.tenant);
      let cleared = false;
      const standing = await changing(context, tenant, { id, locale }, async (tx) => {
        const before = await clearTierOverride(tx, id);
        if (!before) return;
        cleared = true;
        const { tier, until } = before;
        audit({ about: { reason: body.reason }, before: { tier, until }, after: {} });
        const override = { ...before, reason: body.reason, by: caller.name };
        await noteOverride(context, tx, { tenant, customerId: id, what: "taken-back", override });
      });
      return { cleared, standing };
    },
    getPoints: async ({ params: { id }, query: { locale }, caller }) => {
      const tenant = await context.tenant(caller.tenant);
      return asTenant(db, tenant.id, async (tx) => {
        await demandCustomer(tx, id);
        const told = await tellPoints(context, tx, { tenant, id, locale });
        return { balance: told.view, entries: told.points.entries.map(entryView).reverse() };
      });
    },
    spendPoints: ({ params: { id }, query: { locale }, body, caller }) =>
      changePoints(context, { tenant: caller.tenant, id, locale }, (tx, moment) =>
        spendMemberPoints(tx, id, { ...body, ...moment }),
      ),
    reversePoints: ({ params: { id }, query: { locale }, body, caller }) =>
      changePoints(context, { tenant: caller.tenant, id, locale }, (tx, moment) =>
        reverseMemberPoints(tx, id, { ...body, ...moment }),
      ),
  };
}

async function demandCustomer(tx: TenantTransaction, id: string): Promise<void> {
  const [known] = await readRecords(tx, CUSTOMERS, [id]);
  if (!known) throw notFound("customer", id);
}

/** Changes something of a customer's standing, computes it anew at once, and tells programs of what became of it. */
async function changing(
  context: ServerContext,
  tenant: Tenant,
  { id, locale }: { readonly id: string; readonly locale: Locale },
  change: (tx: TenantTransaction) => Promise<void>,
): Promise<StandingView> {
  const standing = await asTenant(context.db, tenant.id, async (tx) => {
    await demandCustomer(tx, id);
    await change(tx);
    await reviewNow(context, tx, { tenant, customerIds: [id] });
    return customerStanding(context, tx, { tenant, customer: id, locale });
  });
  await announceChanges(context, tenant);
  context.ring(tenant.id);
  return standing;
}

/** A tier that the plan has, with an end that is not over. Throws an `HttpProblem` otherwise. */
async function demandTier(
  context: ServerContext,
  tx: TenantTransaction,
  asked: {
    readonly tenant: Tenant;
    readonly tier: string;
    readonly until: string | null;
    readonly on: string;
  },
): Promise<void> {
  const { tenant, tier, until, on } = asked;
  const tiers = (await planOf(context, tx, tenant))?.plan.tiers?.tiers ?? [];
  if (!tiers.some(({ id }) => id === tier)) {
    const known = tiers.map(({ id }) => id).join(", ");
    throw invalid(
      "tier",
      known === ""
        ? { sv: "Livscykelplanen har inga nivåer.", en: "The lifecycle plan has no tiers." }
        : {
            sv: `Det finns ingen nivå ”${tier}”. Skriv någon av ${known}.`,
            en: `There is no tier "${tier}"; write one of ${known}.`,
          },
    );
  }
  if (until !== null && until < on)
    throw invalid("until", {
      sv: "Ange dagens datum eller ett senare.",
      en: "Give today or a later day.",
    });
}

function invalid(field: string, message: LocalizedText): HttpProblem {
  const detail = {
    sv: "Uppgifterna stämmer inte. Varje fel står i listan.",
    en: 'The body of the request is not right; see "problems" for each thing.',
  };
  return new HttpProblem(400, "Invalid request", detail, [{ place: `body.${field}`, message }]);
}

interface PointsAsked {
  readonly tenant: number;
  readonly id: string;
  readonly locale: Locale;
}

async function changePoints(
  context: ServerContext,
  { tenant: number, id, locale }: PointsAsked,
  change: (
    tx: TenantTransaction,
    moment: { readonly on: string; readonly now: string },
  ) => Promise<PointsChanged>,
) {
  const tenant = await context.tenant(number);
  const now = context.clock.now();
  const answer = await asTenant(context.db, tenant.id, async (tx) => {
    await demandCustomer(tx, id);
    const changed = await change(tx, { on: localDateOf(now, tenant.timeZone), now });
    if (changed.accepted) await reviewNow(context, tx, { tenant, customerIds: [id] });
    const { view } = await tellPoints(context, tx, { tenant, id, locale });
    const reason = changed.accepted ? null : changed.reason;
    const sentence = reason === null ? view.sentence : pointsRefusalSentence(reason, locale);
    return { accepted: changed.accepted, reason, sentence, balance: view };
  });
  await announceChanges(context, tenant);
  return answer;
}

async function tellPoints(
  context: ServerContext,
  tx: TenantTransaction,
  asked: { readonly tenant: Tenant; readonly id: string; readonly locale: Locale },
) {
  const { tenant, id, locale } = asked;
  const today = localDateOf(context.clock.now(), tenant.timeZone);
  const points = await readMemberPoints(tx, id, today);
  const rules = (await planOf(context, tx, tenant))?.plan.points;
  return { points, view: pointsView(points, { rules, today, locale }) };
}

function entryView(entry: MemberPoints["entries"][number]) {
  const { kind, ref, points, on } = entry;
  return {
    ...{ kind, ref, points, on },
    from: entry.kind === "earn" ? entry.from : null,
    until: entry.kind === "earn" ? entry.last : null,
    of: entry.kind === "reverse" ? entry.of : null,
  };
}
