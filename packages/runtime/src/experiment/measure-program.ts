import {
  addToDate,
  type DeclaredFlow,
  daysBetween,
  FlowRules,
  isWanted,
  type LifecyclePlan,
  localDateOf,
  type Program,
  type ProgramEffect,
  programEffect,
} from "@perennial/lifecycle";
import {
  asTenant,
  readProgramOutcomes,
  type Tenant,
  type TenantTransaction,
} from "@perennial/store";
import { planOf } from "../plan/plan-of.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { RuntimeError } from "../runtime-error.ts";
import { CONTACT_PRICES, type EffectRequest, windowOf } from "./effect-request.ts";

/** How long after its entry a customer is followed where nobody says otherwise. */
export const PROGRAM_WINDOW = "P30D";

/**
 * The effect of a program on those it let in, against those it held out, on the three levers and net of its cost
 * (product.md, feature 5; D-04, D-17, D-35). Throws a `RuntimeError` for a program that the tenant does not have.
 */
export function measureProgram(
  context: RuntimeContext,
  tenant: Tenant,
  request: EffectRequest & { readonly program: string },
): Promise<ProgramEffect> {
  return asTenant(context.db, tenant.id, async (tx) => {
    const window = windowOf(request, PROGRAM_WINDOW);
    const { program, version, splits } = await loadLots(context, tx, request.program);
    const plan = (await planOf(context, tx, tenant))?.plan;
    const now = context.clock.now();
    const { timeZone: zone, currency } = tenant;
    const outcomes = await readProgramOutcomes(tx, {
      ...{ program: program.id, version, splits, window, now, zone, currency },
      flows: plan?.flows ?? FlowRules.parse({}),
      prices: { ...CONTACT_PRICES, ...request.prices },
    });
    const today = localDateOf(now, zone);
    const { treated, heldOut, heldOutOfAll, waiting, parts, begunAt } = outcomes;
    return programEffect({
      ...{ program: program.id, name: program.name, window, heldOutOfAll, waiting, parts },
      windowDays: daysBetween(today, addToDate(today, window)),
      since: begunAt ?? now,
      until: now,
      groups: { treated, heldOut },
      flows: flowsOf(program, plan),
      rules: { ...rulesOf(request), goal: program.goal !== undefined },
    });
  });
}

function rulesOf({ confidence, wished, margin }: EffectRequest) {
  return {
    ...(confidence !== undefined && { confidence }),
    ...(wished !== undefined && { wished }),
    ...(margin !== undefined && { margin }),
  };
}

/** The newest version, and since which one lots fall as they do in it. */
interface Lots {
  readonly program: Program;
  readonly version: number;
  readonly splits: Readonly<Record<string, number>>;
}

/**
 * A change of texts or waits changes nothing of who is held out; a change of the share does, and from there the groups are
 * counted anew. So it is with the parts of a split.
 */
async function loadLots(context: RuntimeContext, tx: TenantTransaction, id: string): Promise<Lots> {
  const stored = (await context.programs.list(tx)).find((each) => each.id === id);
  if (!stored) throw new RuntimeError(`There is no program "${id}". Publish it first.`);
  const load = async (version: number) =>
    (await context.programs.load(tx, id, version)).compiled.program;
  const program = await load(stored.version);
  let version = stored.version;
  const splits = new Map(splitsOf(program).map(([step]) => [step, version]));
  for (let earlier = stored.version - 1; earlier >= 1; earlier--) {
    const before = await load(earlier);
    if (before.holdout !== program.holdout) break;
    const known = new Map(splitsOf(before));
    for (const [step, parts] of splitsOf(program)) {
      if (splits.get(step) === earlier + 1 && known.get(step) === parts) splits.set(step, earlier);
    }
    version = earlier;
  }
  return { program, version, splits: Object.fromEntries(splits) };
}

/** The steps that split, with what the lot falls on. */
function splitsOf({ steps }: Program): readonly (readonly [string, string])[] {
  return steps.flatMap((step) =>
    step.do === "split"
      ? [[step.id, JSON.stringify(step.parts.map(({ name, share }) => [name, share]))] as const]
      : [],
  );
}

/** The flows that the program says it is there for, and those that the plan gives it. */
function flowsOf(program: Program, plan: LifecyclePlan | undefined): readonly DeclaredFlow[] {
  const of = (flows: Program["reduces"], aim: DeclaredFlow["aim"]) =>
    flows.map(({ from, to }): DeclaredFlow => ({ ...(from && { from }), to, aim }));
  const planned = (plan?.flows?.programs ?? [])
    .filter((each) => each.program === program.id)
    .map(({ from, to }): DeclaredFlow => {
      return { from, to, aim: isWanted(from, to) ? "strengthens" : "reduces" };
    });
  const all = [
    ...of(program.strengthens, "strengthens"),
    ...of(program.reduces, "reduces"),
    ...planned,
  ];
  const unique = new Map(all.map((flow) => [`${flow.from ?? ""}>${flow.to}`, flow]));
  return [...unique.values()];
}
