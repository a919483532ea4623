import { NumberInput, Select, SimpleGrid, Stack } from "@mantine/core";
import { VALUE_BASES, ValueClassRules } from "@perennial/lifecycle";
import { useWords } from "../../app/language/words.ts";
import { useSession } from "../../app/session/use-session.ts";
import { PLACES } from "../../parts/customer/place-words.ts";
import { DurationField } from "./duration-field.tsx";
import { PartSection } from "./part-section.tsx";
import { PlaceError } from "./place-error.tsx";
import type { ValueClassesDoc } from "./plan-doc.ts";
import type { PlanForm } from "./plan-form.ts";
import { planScreenWords } from "./plan-screen-words.ts";
import { TodayCounts } from "./today-counts.tsx";
import { errorAt } from "./use-plan-draft.ts";

/** Minor units of a unit of money, in which limits are told. */
const MINOR = 100;
const KINDS = ["share", "atLeast"] as const;
const FIRST_LIMITS = {
  share: { share: { gold: 20, silver: 50 } },
  atLeast: { atLeast: { gold: 1_000_000, silver: 300_000 } },
} as const;

/** Gold, silver and bronze by profitability (M-07): what value is, and where the classes part. */
export function ValueClasses({ form }: { readonly form: PlanForm }) {
  const t = useWords(planScreenWords);
  const { valueClasses } = form.plan;
  return (
    <PartSection
      {...{ form, part: "valueClasses", lead: t("classesLead") }}
      begin={() => form.put("valueClasses", ValueClassRules.parse({}))}
    >
      {valueClasses && (
        <Stack gap="md">
          <TodayCounts
            kind="class"
            places={PLACES.valueClasses}
            filterOf={(place) => ({
              valueClasses: PLACES.valueClasses.filter((each) => each === place),
            })}
          />
          <Measure {...{ form, rules: valueClasses }} />
          <Limits {...{ form, rules: valueClasses }} />
        </Stack>
      )}
    </PartSection>
  );
}

interface RulesPart {
  readonly form: PlanForm;
  readonly rules: ValueClassesDoc;
}

function Measure({ form, rules }: RulesPart) {
  const t = useWords(planScreenWords);
  const kind = KINDS.find((each) => each in rules.limits) ?? "share";
  const set = (next: Partial<ValueClassesDoc>) => form.put("valueClasses", { ...rules, ...next });
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
      <Select
        label={t("valueBy")}
        value={rules.by}
        allowDeselect={false}
        disabled={form.disabled}
        data={VALUE_BASES.map((value) => ({ value, label: t(`valueBy_${value}`) }))}
        onChange={(value) => set({ by: VALUE_BASES.find((each) => each === value) ?? "spend" })}
      />
      {rules.by !== "agreements" && (
        <DurationField
          label={t("valueWithin")}
          value={rules.within}
          disabled={form.disabled}
          error={errorAt(form.problems, "valueClasses.within")}
          onChange={(within) => set({ within })}
        />
      )}
      <Select
        label={t("limits")}
        value={kind}
        allowDeselect={false}
        disabled={form.disabled}
        data={KINDS.map((value) => ({ value, label: t(`limits_${value}`) }))}
        onChange={(value) =>
          set({ limits: FIRST_LIMITS[KINDS.find((each) => each === value) ?? "share"] })
        }
      />
    </SimpleGrid>
  );
}

function Limits({ form, rules }: RulesPart) {
  const t = useWords(planScreenWords);
  const { tenant } = useSession();
  const currency = "currency" in tenant ? String(tenant.currency) : "SEK";
  const { limits } = rules;
  const isShare = "share" in limits;
  const values = isShare ? limits.share : limits.atLeast;
  const unit = isShare ? 1 : MINOR;
  const place = `valueClasses.limits.${isShare ? "share" : "atLeast"}`;
  const set = (name: "gold" | "silver", value: string | number) => {
    const next = { ...values, [name]: Math.round((Number(value) || 0) * unit) };
    form.put("valueClasses", {
      ...rules,
      limits: isShare ? { share: next } : { atLeast: next },
    });
  };
  return (
    <div>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
        {(["gold", "silver"] as const).map((name) => (
          <NumberInput
            key={name}
            label={t(isShare ? `share_${name}` : `from_${name}`, { currency })}
            value={values[name] / unit}
            min={0}
            thousandSeparator=" "
            suffix={isShare ? " %" : ""}
            disabled={form.disabled}
            error={errorAt(form.problems, `${place}.${name}`)}
            onChange={(value) => set(name, value)}
          />
        ))}
      </SimpleGrid>
      <PlaceError form={form} place="valueClasses.limits" />
    </div>
  );
}
