import { randomUUID } from "node:crypto";
import type { Interaction } from "@perennial/contract";
import { planOf } from "@perennial/runtime";
import { addRecords, INTERACTIONS, type Tenant, type TenantTransaction } from "@perennial/store";
import type { ServerContext } from "../server-context.ts";

/** A tier that was set by hand, or one that was and is taken back: by whom and why. */
interface NotedOverride {
  readonly tier: string;
  /** The last day it holds, or held; null where it had no end. */
  readonly until: string | null;
  readonly reason: string;
  readonly by: string;
}

/** Whose tier was changed by hand. */
interface Noting {
  readonly tenant: Tenant;
  readonly customerId: string;
  readonly what: "set" | "taken-back";
  readonly override: NotedOverride;
}

/**
 * Notes on a customer's timeline, where it stays, that its tier was set by hand or given back to the rules (product.md, 19):
 * a case of our own, in the company's language.
 */
export async function noteOverride(
  context: ServerContext,
  tx: TenantTransaction,
  { tenant, customerId, what, override }: Noting,
): Promise<void> {
  const known = (await planOf(context, tx, tenant))?.plan.tiers?.tiers;
  const locale = tenant.locale.toLowerCase().startsWith("en") ? "en" : "sv";
  const name = known?.find(({ id }) => id === override.tier)?.name[locale] ?? override.tier;
  const says = what === "set" ? SET : TAKEN_BACK;
  const note: Interaction = {
    ...{ id: `tier:${what}:${randomUUID()}`, customerId, at: context.clock.now() },
    ...{ kind: "case", direction: "out", channel: "other", outcome: `tier-${what}` },
    text: says[locale]({ ...override, tier: name }),
  };
  await addRecords(tx, INTERACTIONS, [note]);
  const { by } = override;
  context.log.info("A tier was changed by hand.", { tenant: tenant.slug, customerId, what, by });
}

type Say = Readonly<Record<"sv" | "en", (override: NotedOverride) => string>>;

const SET: Say = {
  sv: ({ tier, until, reason, by }) =>
    `Nivån sattes för hand till ${tier} ${until === null ? "tills vidare" : `till och med ${until}`} av ${by}: ${reason}`,
  en: ({ tier, until, reason, by }) =>
    `The tier was set by hand to ${tier} ${until === null ? "until further notice" : `until ${until}`} by ${by}: ${reason}`,
};

const TAKEN_BACK: Say = {
  sv: ({ tier, reason, by }) =>
    `Nivån ${tier}, som var satt för hand, togs tillbaka av ${by}: ${reason}`,
  en: ({ tier, reason, by }) =>
    `The tier ${tier}, which was set by hand, was taken back by ${by}: ${reason}`,
};
