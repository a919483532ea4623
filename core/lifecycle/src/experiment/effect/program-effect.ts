import type { Duration, FlowState, Instant, LocalizedText } from "@perennial/contract";
import { CONFIDENCE } from "../statistics/interval.ts";
import { compareShares } from "./compare-groups.ts";
import type { Comparison } from "./comparison.ts";
import { type Arms, compareLevers, type EffectRules } from "./levers.ts";
import type { FlowCount, GroupOutcome, OutcomeSums } from "./outcome-sums.ts";

/** A flow that a program is there for (D-17). */
export interface DeclaredFlow {
  /** Missing where it is from outside: people who were no customers. */
  readonly from?: FlowState;
  readonly to: FlowState;
  /** A wanted flow is to be strengthened, an unwanted one reduced. */
  readonly aim: "strengthens" | "reduces";
}

/** What became of the customers that one part of a split was chosen for. */
export interface PartOutcome {
  readonly step: string;
  readonly part: string;
  readonly sums: OutcomeSums;
}

/** What the effect of a program follows from. */
export interface EffectInput {
  /** Its id; empty for all programs together. */
  readonly program: string;
  readonly name: LocalizedText;
  /** How long after its entry each customer is followed. */
  readonly window: Duration;
  /** The same in days. */
  readonly windowDays: number;
  /** Entries between these moments whose window is over are counted. */
  readonly since: Instant;
  readonly until: Instant;
  readonly groups: Arms<GroupOutcome>;
  /** Customers that the group of all programs holds out: they are in neither of the two. */
  readonly heldOutOfAll: number;
  /** Customers that have entered and whose window is not over. */
  readonly waiting: number;
  readonly parts: readonly PartOutcome[];
  readonly flows: readonly DeclaredFlow[];
  readonly rules: EffectRules;
}

/** The change of a flow that a program is there for. */
export interface FlowEffect extends DeclaredFlow {
  readonly comparison: Comparison;
}

/** A part of a split against the first one. */
export interface PartEffect {
  readonly step: string;
  readonly part: string;
  readonly customers: number;
  /** Against the step's first part; missing for that part itself. */
  readonly against?: string;
  readonly comparisons: readonly Comparison[];
}

/** The effect of a program, as far as can be told (product.md, feature 5). */
export interface ProgramEffect
  extends Pick<
    EffectInput,
    "program" | "name" | "window" | "windowDays" | "since" | "until" | "heldOutOfAll" | "waiting"
  > {
  readonly confidence: number;
  readonly customers: Arms<number>;
  readonly leftEarly: Arms<number>;
  /** What the program cost, in minor units, for the customers counted. */
  readonly cost: Arms<number>;
  readonly comparisons: readonly Comparison[];
  readonly flows: readonly FlowEffect[];
  readonly parts: readonly PartEffect[];
}

const DAYS_A_WEEK = 7;
const DAY = 86_400_000;

/** Tells the effect of a program from what became of its customers. */
export function programEffect(input: EffectInput): ProgramEffect {
  const { groups, rules, program, name, window, windowDays } = input;
  const { since, until, heldOutOfAll, waiting } = input;
  const { treated, heldOut } = groups;
  const sums = { treated: treated.sums, heldOut: heldOut.sums };
  const paced = { ...rules, ...paceOf(input) };
  return {
    ...{ program, name, window, windowDays, since, until, heldOutOfAll, waiting },
    confidence: rules.confidence ?? CONFIDENCE,
    customers: { treated: sums.treated.customers, heldOut: sums.heldOut.customers },
    leftEarly: { treated: sums.treated.leftEarly, heldOut: sums.heldOut.leftEarly },
    cost: { treated: sums.treated.cost, heldOut: sums.heldOut.cost },
    comparisons: compareLevers(sums, paced),
    flows: input.flows.map((flow) => flowEffect(flow, groups, paced)),
    parts: partEffects(input.parts, paced),
  };
}

/** How fast customers come in; nobody enters all programs together, which have no id. */
function paceOf({ program, groups, waiting, since, until }: EffectInput): {
  readonly customersPerWeek?: number;
} {
  if (program === "") return {};
  const weeks = (Date.parse(until) - Date.parse(since)) / DAY / DAYS_A_WEEK;
  const all = groups.treated.sums.customers + groups.heldOut.sums.customers + waiting;
  return weeks > 0 && all > 0 ? { customersPerWeek: all / weeks } : {};
}

function flowEffect(
  flow: DeclaredFlow,
  { treated, heldOut }: Arms<GroupOutcome>,
  rules: EffectRules,
): FlowEffect {
  const { from, to } = flow;
  const count = ({ flows }: GroupOutcome) => ({
    of: sum(flows, (each) => each.from === from),
    have: sum(flows, (each) => each.from === from && each.to === to),
  });
  const groups = { treated: count(treated), heldOut: count(heldOut) };
  return { ...flow, comparison: compareShares("flow", groups, rules) };
}

function sum(flows: readonly FlowCount[], fits: (flow: FlowCount) => boolean): number {
  return flows.filter(fits).reduce((total, { customers }) => total + customers, 0);
}

/**
 * The parts of each split against its first one. With several parts each interval is made wider, so that all of a split's
 * hold together as surely as one (Bonferroni).
 */
function partEffects(
  parts: readonly PartOutcome[],
  { customersPerWeek: _pace, ...rules }: EffectRules,
): readonly PartEffect[] {
  const steps = Map.groupBy(parts, ({ step }) => step);
  return [...steps].flatMap(([step, own]) => {
    const [first] = own;
    const others = Math.max(1, own.length - 1);
    const confidence = 1 - (1 - (rules.confidence ?? CONFIDENCE)) / others;
    return own.map(({ part, sums }): PartEffect => {
      const base = { step, part, customers: sums.customers };
      if (first === undefined || part === first.part) return { ...base, comparisons: [] };
      const arms = { treated: sums, heldOut: first.sums };
      const comparisons = compareLevers(arms, { ...rules, confidence });
      return { ...base, against: first.part, comparisons };
    });
  });
}
