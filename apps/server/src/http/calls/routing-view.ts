import type { OPERATIONS } from "@perennial/api";
import type { Locale, LocalizedText } from "@perennial/contract";
import type { Decided, Identification, RouteDecision, ServiceDesk } from "@perennial/lifecycle";
import type { z } from "zod";

type Answer = z.input<(typeof OPERATIONS)["identifyCaller"]["answer"]>;

/** Who calls, as clients see it. */
export function identificationView(
  identification: Identification,
  locale: Locale,
): Answer["identification"] {
  const { kind, words } = identification;
  const matches =
    kind === "none" ? [] : kind === "one" ? [identification.match] : identification.matches;
  return {
    ...{ kind, words: words[locale] },
    otherNumber: kind === "one" && identification.otherNumber,
    why: kind === "none" ? identification.why : null,
    callers: matches.map(({ candidate: { customer }, by }) => ({
      ...{ customerId: customer.id, name: customer.name, kind: customer.kind, by },
    })),
  };
}

/** The five outputs, with the names and texts that the tenant's rules declare. */
export function routingView(
  decision: RouteDecision,
  { routing }: Pick<ServiceDesk, "routing">,
  locale: Locale,
): Answer["routing"] {
  const view = <Value, Shown>(each: Decided<Value>, show: (value: Value) => Shown) => ({
    ...{ value: show(each.value), rule: each.rule, reason: each.reason[locale] },
  });
  const named = (list: Readonly<Record<string, LocalizedText>>) => (id: string) => ({
    ...{ id, name: list[id]?.[locale] ?? id },
  });
  const each = (list: Readonly<Record<string, LocalizedText>>) => (ids: readonly string[]) =>
    ids.map(named(list));
  return {
    priority: view(decision.priority, (value) => value),
    skill: view(decision.skill, named(routing.skills)),
    voiceMessage: view(decision.voiceMessage, (id) =>
      id === null ? null : { id, text: routing.voiceMessages[id]?.[locale] ?? "" },
    ),
    selfServices: view(decision.selfServices, each(routing.selfServices)),
    view: view(decision.view, named(routing.views)),
    highlight: view(decision.highlight, each(routing.highlights)),
  };
}
