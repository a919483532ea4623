import type { FieldOriginView } from "@perennial/api";
import type { AttributeValue, Customer, LocalizedText, Standing } from "@perennial/contract";
import { createCatalogue, type LifecyclePlan } from "@perennial/lifecycle";

/** What a customer's fields are told by beside its record. */
export interface OriginScene {
  readonly standing: Standing | undefined;
  readonly plan: LifecyclePlan | undefined;
}

/** Fields that say nothing a person asks about. */
const LEFT_OUT: ReadonlySet<string> = new Set(["id", "updatedAt", "attributes"]);

const { fields } = createCatalogue();

/** Every value of a customer that is known, with where it comes from; the tenant's own fields under their own names. */
export function fieldOrigins(customer: Customer, scene: OriginScene): readonly FieldOriginView[] {
  const { attributes, updatedAt } = customer;
  const own = Object.entries(customer).filter(([name]) => !LEFT_OUT.has(name));
  const known = own.flatMap(([name, value]): FieldOriginView[] => {
    if (!isValue(value)) return [];
    const words = fields.get(`customer.${name}`)?.words;
    const said = { sv: capital(words?.sv.noun ?? name), en: capital(words?.en.noun ?? name) };
    const called = calledHere(name, value, scene) ?? clauseOf(name, value);
    const origin = sourceOf(name, customer, scene);
    return [{ field: name, name: said, value, said: called ?? null, ...origin }];
  });
  const further = Object.entries(attributes).map(([name, value]): FieldOriginView => {
    const told = { source: "record", at: updatedAt, on: null } as const;
    const own = { sv: name, en: name };
    return { field: `attributes.${name}`, name: own, value, said: null, ...told };
  });
  return [...known, ...further];
}

function sourceOf(
  name: string,
  { updatedAt }: Customer,
  { standing, plan }: OriginScene,
): Pick<FieldOriginView, "source" | "at" | "on"> {
  if (name === "pausedUntil") return { source: "here", at: null, on: null };
  const since = plan && SINCE[name]?.(plan, standing ?? {});
  if (since === undefined) return { source: "record", at: updatedAt, on: null };
  return { source: "plan", at: null, on: since ?? standing?.asOf ?? null };
}

/** The fields that a plan may compute, and since when they are as they are; nothing for one that this plan leaves alone. */
const SINCE: Readonly<
  Record<string, (plan: LifecyclePlan, standing: Standing) => string | null | undefined>
> = {
  tier: (plan, { tierSince }) => (plan.tiers ? (tierSince ?? null) : undefined),
  phase: (plan, { phaseSince }) => (plan.phases ? (phaseSince ?? null) : undefined),
  valueClass: (plan) => (plan.valueClasses ? null : undefined),
  segment: (plan) => (plan.segments.length > 0 ? null : undefined),
};

/** What the tenant's plan calls a tier or a segment. */
function calledHere(
  name: string,
  value: AttributeValue,
  { plan }: OriginScene,
): LocalizedText | undefined {
  const rules = { tier: plan?.tiers?.tiers, segment: plan?.segments }[name];
  return rules?.find(({ id }) => id === value)?.name;
}

/** What conditions call a choice; of a yes or no, a whole clause. */
function clauseOf(name: string, value: AttributeValue): LocalizedText | undefined {
  const words = fields.get(`customer.${name}`)?.words;
  const [sv, en] = [words?.sv.values?.[String(value)], words?.en.values?.[String(value)]];
  return sv === undefined || en === undefined ? undefined : { sv: capital(sv), en: capital(en) };
}

function isValue(value: unknown): value is AttributeValue {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
