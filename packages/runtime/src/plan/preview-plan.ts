import type { LifecyclePlan } from "@perennial/lifecycle";
import {
  asTenant,
  countCustomers,
  MOST_EXAMPLES,
  type PreviewedGroup,
  type PreviewedMove,
  type PreviewSide,
  previewBoundaries,
  previewGroups,
  previewMoves,
  rangeEnds,
  reviewRules,
  type Tenant,
} from "@perennial/store";
import type { RuntimeContext } from "../runtime-context.ts";
import { planFingerprint } from "./plan-fingerprint.ts";
import { planOf } from "./plan-of.ts";

/** What a changed plan would do to the base there is (product.md, 19 and feature 14). */
export interface PlanPreview {
  /** Members whose tier would be a higher one, a lower one, their first one, or none any more. */
  readonly rise: number;
  readonly fall: number;
  readonly join: number;
  readonly leave: number;
  /** Every move, of tiers and of all else, the largest first, with some of those who make it. */
  readonly moves: readonly PreviewedMove[];
  /** The user's own groups, by id (V-14). */
  readonly groups: readonly PreviewedGroup[];
  /** Customers that were compared. */
  readonly customers: number;
  /** Names the plan and the one in force that it was compared with. */
  readonly fingerprint: string;
}

/** Customers that are compared at a time. */
const RANGE = 5_000;

/** How far a comparison has come, in customers. */
export interface PreviewProgress {
  readonly done: number;
  readonly total: number;
}

/**
 * Compares where everybody would stand by a changed plan with where they would by the one in force, by the records of
 * today: "312 members would fall". A tier that is certain for a while is looked at as if that were over, so that a fall
 * counts whenever it comes. Nothing is written. Whoever asks for no more progress ends it.
 */
export async function* previewPlan(
  context: RuntimeContext,
  tenant: Tenant,
  plan: LifecyclePlan,
): AsyncGenerator<PreviewProgress, PlanPreview> {
  const { db, clock } = context;
  const { currency, timeZone } = tenant;
  const of = { currency, timeZone, now: clock.now() };
  const inForce = await asTenant(db, tenant.id, (tx) => planOf(context, tx, tenant));
  const side = async (rules: PreviewSide["rules"]): Promise<PreviewSide> => {
    const boundaries = await asTenant(db, tenant.id, (tx) => previewBoundaries(tx, rules));
    return { rules, boundaries };
  };
  const before = inForce && (await side(reviewRules({ ...of, ...inForce })));
  const after = await side(reviewRules({ ...of, version: 0, plan, churn: inForce?.churn }));
  const ends = await asTenant(db, tenant.id, (tx) => rangeEnds(tx, { after: null, size: RANGE }));
  const total = await asTenant(db, tenant.id, countCustomers);
  const sums = new Map<string, PreviewedMove>();
  const groups = new Map<string, PreviewedGroup>();
  for (const [index, until] of [...ends, null].entries()) {
    const scope = { after: ends[index - 1] ?? null, until };
    const moves = await asTenant(db, tenant.id, (tx) => previewMoves(tx, { before, after }, scope));
    for (const move of moves) add(sums, move);
    const members = await asTenant(db, tenant.id, (tx) => previewGroups(tx, after, scope));
    for (const each of members) addGroup(groups, each);
    yield { done: Math.min((index + 1) * RANGE, total), total };
  }
  const moves = [...sums.values()].sort((a, b) => b.customers - a.customers);
  return {
    ...directions(moves, { before: inForce?.plan, after: plan }),
    moves,
    groups: [...groups.values()].sort((a, b) => (a.group < b.group ? -1 : 1)),
    customers: total,
    fingerprint: planFingerprint(plan, inForce?.version),
  };
}

function add(sums: Map<string, PreviewedMove>, move: PreviewedMove): void {
  const key = JSON.stringify([move.kind, move.from, move.to]);
  const known = sums.get(key);
  const examples = [...(known?.examples ?? []), ...move.examples].slice(0, MOST_EXAMPLES);
  sums.set(key, { ...move, examples, customers: (known?.customers ?? 0) + move.customers });
}

function addGroup(sums: Map<string, PreviewedGroup>, each: PreviewedGroup): void {
  const { members = 0, joined = 0, left = 0 } = sums.get(each.group) ?? {};
  sums.set(each.group, {
    group: each.group,
    members: members + each.members,
    joined: joined + each.joined,
    left: left + each.left,
  });
}

type Directions = Pick<PlanPreview, "rise" | "fall" | "join" | "leave">;

function directions(
  moves: readonly PreviewedMove[],
  plans: { readonly before: LifecyclePlan | undefined; readonly after: LifecyclePlan },
): Directions {
  const sums = { rise: 0, fall: 0, join: 0, leave: 0 };
  for (const { kind, from, to, customers } of moves) {
    if (kind === "tier") sums[directionOf(from, to, plans)] += customers;
  }
  return sums;
}

/** A tier that the change takes away stands where it stood among the old ones. */
function directionOf(
  from: string,
  to: string,
  { before, after }: { readonly before: LifecyclePlan | undefined; readonly after: LifecyclePlan },
): keyof Directions {
  if (from === "") return "join";
  if (to === "") return "leave";
  const rankIn = (plan: LifecyclePlan | undefined, tier: string) => {
    const rank = plan?.tiers?.tiers.findIndex(({ id }) => id === tier) ?? -1;
    return rank < 0 ? undefined : rank;
  };
  const old = rankIn(after, from) ?? rankIn(before, from) ?? 0;
  return (rankIn(after, to) ?? 0) > old ? "rise" : "fall";
}
