import type { Locale } from "@perennial/contract";
import {
  type Catalogue,
  planCatalogue,
  type Scope,
  UNAVAILABLE_IN_PLAN,
} from "@perennial/lifecycle";
import type { PlanDoc } from "./plan-doc.ts";

/** A field's id in a condition, and the places of the plan that it takes. */
interface Named {
  readonly id: string;
  readonly name: Readonly<Record<Locale, string>>;
}

/**
 * What a plan's conditions may ask about, with the plan's own tiers, segments and groups to choose from. Nothing that is
 * about one agreement or program is in it, for a plan's conditions are about customers.
 */
export function planFields(plan: PlanDoc, currency: string): Catalogue {
  const catalogue = planCatalogue({ attributes: plan.attributes ?? {} }, { currency });
  const choices = new Map<string, readonly Named[]>([
    ["customer.tier", plan.tiers?.tiers ?? []],
    ["standing.nextTier", plan.tiers?.tiers ?? []],
    ["customer.segment", plan.segments ?? []],
    ["standing.groups", plan.groups ?? []],
  ]);
  const fields = [...catalogue.fields].flatMap(([path, field]) => {
    const scope = path.slice(0, path.indexOf("."));
    if (UNAVAILABLE_IN_PLAN.includes(scope as Scope)) return [];
    const named = choices.get(path) ?? [];
    return [[path, named.length === 0 ? field : withChoices(field, named)] as const];
  });
  return { ...catalogue, fields: new Map(fields) };
}

type Field = NonNullable<ReturnType<Catalogue["fields"]["get"]>>;

function withChoices(field: Field, named: readonly Named[]): Field {
  const words = (locale: Locale) => ({
    ...field.words[locale],
    values: Object.fromEntries(named.map(({ id, name }) => [id, name[locale]])),
  });
  return {
    ...field,
    values: named.map(({ id }) => id),
    words: { ...field.words, sv: words("sv"), en: words("en") },
  };
}
