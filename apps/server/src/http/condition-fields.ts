import type { ConditionFieldView } from "@perennial/api";
import type { Locale } from "@perennial/contract";
import { type Field, type LifecyclePlan, OPERATORS_OF_TYPE } from "@perennial/lifecycle";
import { listPlaces } from "@perennial/store";
import type { ServerContext } from "../server-context.ts";
import type { Scene } from "./finding-handlers.ts";
import { namesOf } from "./found-view.ts";

type Values = NonNullable<ConditionFieldView["values"]>;
type Over = ConditionFieldView["over"];

/** What a figure over contacts may ask about beside these makes no sense to ask of: which record it is. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  "purchases.customerId",
  "interactions.customerId",
  "purchases.id",
  "interactions.id",
]);

/** Every field that a filter may ask about, with the values there are at this tenant. */
export async function conditionFields(
  context: ServerContext,
  scene: Scene,
): Promise<ConditionFieldView[]> {
  const { catalogue } = scene.asked;
  const values = await valuesHere(context, scene);
  const views: ConditionFieldView[] = [];
  for (const [path, field] of catalogue.fields) {
    const over = path.split(".")[0];
    if (over === "customer" || over === "standing") views.push(fieldView(field, over, values));
  }
  const records = [
    ["purchases", catalogue.purchases],
    ["interactions", catalogue.interactions],
  ] as const;
  for (const [over, fields] of records) {
    for (const field of fields.values()) {
      if (!LEFT_OUT.has(field.path)) views.push(fieldView(field, over, values));
    }
  }
  return views;
}

function fieldView(
  field: Field<never>,
  over: Over,
  here: ReadonlyMap<string, Values>,
): ConditionFieldView {
  const { path, type, words } = field;
  return {
    ...{ id: path, over, type, operators: [...OPERATORS_OF_TYPE[type]] },
    name: { sv: capital(words.sv.noun), en: capital(words.en.noun) },
    values: here.get(path) ?? choicesOf(field),
  };
}

function choicesOf({ values, words }: Field<never>): Values | null {
  if (!values) return null;
  const said = (id: string, locale: Locale) => words[locale].values?.[id] ?? id;
  return values.map((id) => ({ id, name: { sv: said(id, "sv"), en: said(id, "en") } }));
}

/** What there is to choose from of what a tenant names itself. */
async function valuesHere(
  context: ServerContext,
  { tx, plan }: Scene,
): Promise<ReadonlyMap<string, Values>> {
  const [sv, en] = [
    await namesOf(context, tx, { plan, locale: "sv" }),
    await namesOf(context, tx, { plan, locale: "en" }),
  ];
  const told = await listPlaces(tx);
  const both = (of: "tiers" | "segments" | "programs", more: readonly string[] = []): Values =>
    [...new Set([...sv[of].keys(), ...more])].map((id) => ({
      id,
      name: { sv: sv[of].get(id) ?? id, en: en[of].get(id) ?? id },
    }));
  const tiers = both("tiers", told.tiers);
  return new Map(
    [
      ["customer.tier", tiers],
      ["standing.nextTier", tiers],
      ["customer.segment", both("segments", told.segments)],
      ["standing.groups", groupsOf(plan)],
      ["interactions.program", both("programs")],
    ].filter((entry): entry is [string, Values] => (entry[1]?.length ?? 0) > 0),
  );
}

function groupsOf(plan: LifecyclePlan | undefined): Values {
  return (plan?.groups ?? []).map(({ id, name }) => ({ id, name }));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
