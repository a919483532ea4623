import type { Locale, PageRow } from "@perennial/contract";
import { type Benefit, LifecyclePlan, type Tier, type TierRules } from "@perennial/lifecycle";
import { asTenant, type Tenant } from "@perennial/store";
import { planOf } from "../plan/plan-of.ts";
import { publishPlan } from "../plan/publish-plan.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import type { RowInForce, Taken } from "./page-rows.ts";

/** What a page calls what tiers count. */
const BASES = {
  spend: "value",
  purchases: "purchases",
  points: "points",
  tenure: "months",
} as const;

/** The tiers of the plan in force, from the lowest. */
export async function tiersInForce(
  context: RuntimeContext,
  tenant: Tenant,
  locale: Locale,
): Promise<readonly RowInForce[]> {
  const { db } = context;
  const inForce = await asTenant(db, tenant.id, (tx) => planOf(context, tx, tenant));
  const rules = inForce?.plan.tiers;
  if (!rules) return [];
  const unit = unitOf(rules, tenant);
  return rules.tiers.map((tier, index) => ({
    ...{ table: "tier" as const, key: tier.id },
    values: {
      ...{ name: tier.name[locale], rank: index + 1, basis: BASES[rules.basis] },
      ...{ from: tier.from / unit, benefits: benefitsOf(rules, tier, locale) },
    },
  }));
}

/**
 * Takes what was chosen of tiers, all of it as one new version of the plan: what each takes has to rise from one to the next, so two
 * that were moved together are right only together.
 */
export async function takeTiers(
  context: RuntimeContext,
  tenant: Tenant,
  {
    rows,
    by,
    locale,
  }: { readonly rows: readonly PageRow[]; by(row: PageRow): string } & {
    readonly locale: Locale;
  },
): Promise<readonly Taken[]> {
  if (rows.length === 0) return [];
  const inForce = await asTenant(context.db, tenant.id, (tx) => planOf(context, tx, tenant));
  const refused = (problem: string) => rows.map((row) => ({ row, problem }));
  if (!inForce?.plan.tiers) return refused(NO_CLUB[locale]);
  const tiers = rows.reduce(
    (rules, row) => amended(rules, row, { locale, unit: unitOf(rules, tenant) }),
    inForce.plan.tiers,
  );
  const parsed = LifecyclePlan.safeParse({ ...inForce.plan, tiers });
  if (!parsed.success) return refused(NOT_IN_ORDER[locale]);
  const [first] = rows;
  const { version, problems } = await publishPlan(context, tenant, {
    ...{ plan: parsed.data, by: first ? by(first) : "" },
  });
  if (version === undefined) {
    const errors = problems.filter(({ severity }) => severity === "error");
    const words = errors.map(({ message, remedy }) => `${message[locale]} ${remedy[locale]}`);
    return refused(words.join(" "));
  }
  return rows.map((row) => ({
    row,
    audit: {
      ...{ operation: "publishPlan", about: { id: row.key } },
      after: { version, from: row.values.from, benefits: row.values.benefits },
    },
  }));
}

const NO_CLUB = {
  sv: "Det finns ingen kundklubb med nivåer längre.",
  en: "There is no customer club with tiers any more.",
} as const;
const NOT_IN_ORDER = {
  sv: "Den lägsta nivån börjar på 0 och varje nivå kräver mer än den under.",
  en: "The lowest tier begins at 0, and each takes more than the one below.",
} as const;

interface TierWords {
  readonly locale: Locale;
  /** Of what tiers count, in one unit of the page. */
  readonly unit: number;
}

/** The tier rules with what a row chose of one tier. */
function amended(rules: TierRules, row: PageRow, { locale, unit }: TierWords): TierRules {
  const before = rules.tiers.find(({ id }) => id === row.key);
  if (!before) return rules;
  const { from, benefits } = row.values;
  const isSame = (benefits ?? "") === (benefitsOf(rules, before, locale) ?? "");
  const named = isSame ? undefined : namedBenefits(rules.benefits, String(benefits ?? ""), locale);
  const tier: Tier = {
    ...before,
    from: from === null || from === undefined ? before.from : Math.round(Number(from) * unit),
    ...(named && { benefits: named.ids }),
  };
  return {
    ...rules,
    tiers: rules.tiers.map((each) => (each.id === row.key ? tier : each)),
    ...(named && { benefits: named.all }),
  };
}

function benefitsOf({ benefits }: TierRules, tier: Tier, locale: Locale): string | null {
  const names = tier.benefits.map((id) => benefits.find((each) => each.id === id)?.name[locale]);
  return names.length === 0 ? null : names.join("\n");
}

/** Benefits by the names that stand on each line: those the club has, and new ones for names it has not. */
function namedBenefits(
  known: readonly Benefit[],
  lines: string,
  locale: Locale,
): { readonly ids: string[]; readonly all: Benefit[] } {
  const all = [...known];
  const ids: string[] = [];
  for (const line of lines.split("\n").map((each) => each.trim())) {
    if (line === "") continue;
    const fold = (text: string) => text.toLocaleLowerCase(locale);
    let benefit = all.find(({ name }) => fold(name[locale]) === fold(line));
    if (!benefit) {
      benefit = { id: freshId(line, all), name: { sv: line, en: line } };
      all.push(benefit);
    }
    if (!ids.includes(benefit.id)) ids.push(benefit.id);
  }
  return { ids, all };
}

/** An id that says what it is and is nobody else's. */
function freshId(name: string, others: readonly Benefit[]): string {
  const plain = name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const slug = plain.replace(/[^a-z0-9]+/g, "-").replace(/^[^a-z]+|-+$/g, "");
  const stem = slug.slice(0, 50) || "benefit";
  let id = stem;
  for (let number = 2; others.some((each) => each.id === id); number++) id = `${stem}-${number}`;
  return id;
}

/** Money stands on the page in whole units of the company's currency. */
function unitOf({ basis }: TierRules, { currency }: Tenant): number {
  if (basis !== "spend") return 1;
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2);
}
