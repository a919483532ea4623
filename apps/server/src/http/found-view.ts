import type { FoundCustomerView } from "@perennial/api";
import { FLOW_STATES, type Locale, PHASES, RISK_LEVELS, VALUE_CLASSES } from "@perennial/contract";
import type { LifecyclePlan } from "@perennial/lifecycle";
import type { FoundCustomer, TenantTransaction } from "@perennial/store";
import type { ServerContext } from "../server-context.ts";

/** What a tenant calls its tiers, segments and programs. */
export interface Names {
  readonly tiers: ReadonlyMap<string, string>;
  readonly segments: ReadonlyMap<string, string>;
  readonly programs: ReadonlyMap<string, string>;
}

/** Looks up what a tenant calls things, in one language. */
export async function namesOf(
  context: ServerContext,
  tx: TenantTransaction,
  { plan, locale }: { readonly plan: LifecyclePlan | undefined; readonly locale: Locale },
): Promise<Names> {
  const programs = new Map<string, string>();
  for (const each of await context.programs.list(tx)) {
    programs.set(each.id, await programName(context, tx, { ...each, locale }));
  }
  const named = (
    rules: readonly { readonly id: string; readonly name: Record<Locale, string> }[],
  ) => new Map(rules.map(({ id, name }) => [id, name[locale]]));
  return {
    tiers: named(plan?.tiers?.tiers ?? []),
    segments: named(plan?.segments ?? []),
    programs,
  };
}

/** A version that cannot be read any more has still an id. */
async function programName(
  { programs, log }: ServerContext,
  tx: TenantTransaction,
  of: { readonly id: string; readonly version: number; readonly locale: Locale },
): Promise<string> {
  try {
    const { compiled } = await programs.load(tx, of.id, of.version);
    return compiled.program.name[of.locale];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log.warn("A program could not be read for its name.", { program: of.id, reason });
    return of.id;
  }
}

/** A customer of a list as clients see it. */
export function foundView(found: FoundCustomer, names: Names): FoundCustomerView {
  const { phase, valueClass, flow, risk, churn, tier, segment, programs, ...rest } = found;
  const named = (id: string, known: ReadonlyMap<string, string>) => ({
    id,
    name: known.get(id) ?? id,
  });
  return {
    ...rest,
    tier: tier === null ? null : named(tier, names.tiers),
    segment: segment === null ? null : named(segment, names.segments),
    programs: programs.map((id) => named(id, names.programs)),
    phase: PHASES.find((each) => each === phase) ?? null,
    valueClass: VALUE_CLASSES.find((each) => each === valueClass) ?? null,
    flow: FLOW_STATES.find((each) => each === flow) ?? null,
    risk: RISK_LEVELS.find((each) => each === risk) ?? null,
    probability: churn,
  };
}
