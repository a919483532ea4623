import type { Agreement, LocalizedText } from "@perennial/contract";
import { compilePredicate, type Predicate } from "../condition/compile-predicate.ts";
import type { Catalogue } from "../condition/fields.ts";
import type { Facts } from "../facts/facts.ts";
import { factsPerAgreement } from "../worklist/facts-per-agreement.ts";
import { type CallerSignals, type CallFacts, lastSelfService, withCall } from "./call-facts.ts";
import { type BaseAnswer, baseReason, ruleReason } from "./route-words.ts";
import type { CallerKind, RouteAnswer, RoutingRule, RoutingRules } from "./routing-rules.ts";

/** A customer who may be calling, with what routing may ask about. */
export interface RoutedCustomer {
  readonly facts: Facts;
  readonly agreements: readonly Agreement[];
  /** @default nothing is known beside the records */
  readonly signals?: CallerSignals;
}

/** Who calls, as `identify` found: the customers that the number or the id means. */
export type RoutedCaller =
  | { readonly kind: "known"; readonly customer: RoutedCustomer }
  | { readonly kind: "several"; readonly customers: readonly RoutedCustomer[] }
  | { readonly kind: "unknown" };

/** One output with the rule that decided it and why. */
export interface Decided<Value> {
  readonly value: Value;
  /** The id of the rule; `null` where the default or the answer for unknown callers stands. */
  readonly rule: string | null;
  readonly reason: LocalizedText;
}

/** The five outputs for a call, each with its reason; all of them, whoever calls (L-15). */
export type RouteDecision = {
  readonly [Output in keyof RouteAnswer]: Decided<RouteAnswer[Output]>;
};

/** Routing rules made ready for many calls. */
export type Router = (caller: RoutedCaller, call: CallFacts) => RouteDecision;

/**
 * Compiles routing rules: one request gives queue priority, skill, voice message, self-services and view (L-10 to L-15).
 * Of a number that several share, the priority is the highest that one of them would have.
 * @throws ConditionError for a rule that `checkRouting` has something to say about.
 * @example
 * const route = compileRouting(rules, catalogue);
 * route({ kind: "unknown" }, CallFacts.parse({ errand: "outage" })).priority.value;
 */
export function compileRouting(rules: RoutingRules, catalogue: Catalogue): Router {
  const compiled = rules.rules.map((rule) => ({
    rule,
    holds: rule.when && compilePredicate(rule.when, catalogue),
  }));
  const routing: Routing = { rules, compiled, catalogue };
  return (caller, call) => {
    if (caller.kind === "known") return decide(routing, call, { caller: "known", ...caller });
    const shared = decide(routing, call, { caller: caller.kind });
    if (caller.kind === "unknown") return shared;
    const priorities = caller.customers.map(
      (customer) => decide(routing, call, { caller: "known", customer }).priority,
    );
    return { ...shared, priority: highest([shared.priority, ...priorities]) };
  };
}

interface CompiledRule {
  readonly rule: RoutingRule;
  readonly holds: Predicate | undefined;
}

interface Routing {
  readonly rules: RoutingRules;
  readonly compiled: readonly CompiledRule[];
  readonly catalogue: Catalogue;
}

interface Asked {
  readonly caller: CallerKind;
  readonly customer?: RoutedCustomer;
}

/** A rule that holds, and the facts it holds of. */
interface Holding {
  readonly rule: RoutingRule;
  readonly facts?: Facts;
}

function decide(routing: Routing, call: CallFacts, asked: Asked): RouteDecision {
  const { rules, catalogue } = routing;
  const all = holdingRules(routing, call, asked);
  const holding = rules.choose === "first" ? all.slice(0, 1) : all;
  const base = baseOf(rules, asked.caller);
  const one = <Value>(
    read: (gives: RoutingRule["gives"]) => Value | undefined,
    otherwise: Value,
    join?: (values: readonly Value[]) => Value,
  ): Decided<Value> => {
    const stated = holding.flatMap(({ rule, facts }) => {
      const value = read(rule.gives);
      return value === undefined ? [] : [{ rule, value, ...(facts && { facts }) }];
    });
    const [first] = stated;
    if (first === undefined) {
      return { value: otherwise, rule: null, reason: baseReason(base.name) };
    }
    const value = join?.(stated.map((each) => each.value)) ?? first.value;
    const decisive = stated.find((each) => each.value === value) ?? first;
    const reason = ruleReason(decisive, call, { rules, catalogue });
    return { value, rule: decisive.rule.id, reason };
  };
  const union = (lists: readonly string[][]) => [...new Set(lists.flat())];
  const { answer } = base;
  return {
    priority: one(
      (gives) => gives.priority,
      answer.priority,
      (values) => Math.max(...values),
    ),
    skill: one((gives) => gives.skill, answer.skill),
    voiceMessage: one((gives) => gives.voiceMessage, answer.voiceMessage),
    selfServices: one((gives) => gives.selfServices, answer.selfServices, union),
    view: one((gives) => gives.view, answer.view),
    highlight: one((gives) => gives.highlight, answer.highlight, union),
  };
}

function baseOf(rules: RoutingRules, caller: CallerKind): BaseAnswer {
  if (caller === "known") return { name: "default", answer: rules.default };
  if (caller === "several" && rules.several) return { name: "several", answer: rules.several };
  return { name: "unknown", answer: rules.unknown };
}

function holdingRules(
  { compiled }: Routing,
  call: CallFacts,
  { caller, customer }: Asked,
): readonly Holding[] {
  const outcome = lastSelfService(call)?.outcome;
  const views =
    customer &&
    factsPerAgreement(withCall(customer.facts, call, customer.signals), customer.agreements);
  return compiled.flatMap(({ rule, holds }): readonly Holding[] => {
    const { callers, errands, selfService } = rule;
    if (!callers.includes(caller)) return [];
    if (errands && !(call.errand !== undefined && errands.includes(call.errand))) return [];
    if (selfService && !(outcome !== undefined && selfService.includes(outcome))) return [];
    if (holds === undefined) return [{ rule }];
    const facts = views?.find(holds);
    return facts === undefined ? [] : [{ rule, facts }];
  });
}

function highest(priorities: readonly [Decided<number>, ...Decided<number>[]]): Decided<number> {
  return priorities.reduce((best, each) => (each.value > best.value ? each : best));
}
