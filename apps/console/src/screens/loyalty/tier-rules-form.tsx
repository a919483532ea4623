import { NumberInput, Select, SimpleGrid } from "@mantine/core";
import { useWords } from "../../app/language/words.ts";
import { Section } from "../../parts/section.tsx";
import { DurationField } from "../plan/duration-field.tsx";
import type { TierRulesDoc } from "../plan/plan-doc.ts";
import { errorAt } from "../plan/use-plan-draft.ts";
import type { TierForm } from "./tier-form.ts";
import { words } from "./words.ts";

const BASES = ["spend", "purchases", "points", "tenure"] as const;
const PERIODS = ["rolling", "calendar", "anniversary", "ever"] as const;
const DOWNGRADES = ["none", "one", "full"] as const;
const FALLS = { none: "fallNot", one: "fallOneLevel", full: "fallAll" } as const;

/** The rules that all levels share: what counts, over which time, and what happens at a review. */
export function TierRulesForm({ tiers, problems, disabled, change }: TierForm) {
  const t = useWords(words);
  const { qualification } = tiers;
  const isTimed = tiers.basis !== "tenure";
  const isKept = qualification.period === "rolling" || qualification.period === "ever";
  return (
    <Section title={t("rules")} lead={t("rulesLead")}>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
        <Select
          label={t("basis")}
          value={tiers.basis}
          allowDeselect={false}
          disabled={disabled}
          data={BASES.map((value) => ({ value, label: t(`basis_${value}`) }))}
          onChange={(value) => change({ basis: BASES.find((each) => each === value) ?? "spend" })}
        />
        {isTimed && (
          <Select
            label={t("period")}
            value={qualification.period}
            allowDeselect={false}
            disabled={disabled}
            data={PERIODS.map((value) => ({ value, label: t(`period_${value}`) }))}
            onChange={(value) => change({ qualification: qualificationOf(value) })}
          />
        )}
        {isTimed && qualification.period === "rolling" && (
          <DurationField
            label={t("length")}
            value={qualification.length}
            disabled={disabled}
            error={errorAt(problems, "tiers.qualification.length")}
            onChange={(length) => change({ qualification: { period: "rolling", length } })}
          />
        )}
        {isKept && (
          <DurationField
            label={t("keep")}
            value={tiers.keep}
            disabled={disabled}
            error={errorAt(problems, "tiers.keep")}
            onChange={(keep) => change({ keep })}
          />
        )}
        <Select
          label={t("downgrade")}
          value={tiers.downgrade}
          allowDeselect={false}
          disabled={disabled}
          data={DOWNGRADES.map((value) => ({ value, label: t(FALLS[value]) }))}
          onChange={(value) =>
            change({ downgrade: DOWNGRADES.find((each) => each === value) ?? "one" })
          }
        />
        <DurationField
          label={t("grace")}
          value={tiers.grace}
          disabled={disabled}
          error={errorAt(problems, "tiers.grace")}
          onChange={(grace) => change({ grace })}
        />
        <NumberInput
          label={t("near")}
          value={Math.round(tiers.near * 100)}
          min={0}
          max={100}
          suffix={` ${t("percent")}`}
          disabled={disabled}
          error={errorAt(problems, "tiers.near")}
          onChange={(value) => change({ near: (Number(value) || 0) / 100 })}
        />
      </SimpleGrid>
    </Section>
  );
}

function qualificationOf(value: string | null): TierRulesDoc["qualification"] {
  const period = PERIODS.find((each) => each === value) ?? "rolling";
  if (period === "rolling") return { period, length: "P12M" };
  return period === "calendar" ? { period, starts: "01-01" } : { period };
}
