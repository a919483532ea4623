import { NumberInput, SimpleGrid, Stack, TagsInput } from "@mantine/core";
import { ChurnRules, CostSignalRules } from "@perennial/lifecycle";
import { useWords } from "../../app/language/words.ts";
import { PLACES } from "../../parts/customer/place-words.ts";
import { DurationField } from "./duration-field.tsx";
import { PartSection } from "./part-section.tsx";
import { PlaceError } from "./place-error.tsx";
import type { ChurnDoc, CostSignalsDoc } from "./plan-doc.ts";
import type { PlanForm } from "./plan-form.ts";
import { planScreenWords } from "./plan-screen-words.ts";
import { RiskModel } from "./risk-model.tsx";
import { TodayCounts } from "./today-counts.tsx";
import { errorAt } from "./use-plan-draft.ts";

/** When a customer counts as likely to leave (M-17), and as one that costs more than others (M-13). */
export function Risk({ form }: { readonly form: PlanForm }) {
  const t = useWords(planScreenWords);
  const { churn, costSignals } = form.plan;
  return (
    <Stack gap="md">
      <PartSection
        {...{ form, part: "churn", lead: t("churnLead") }}
        begin={() => form.put("churn", ChurnRules.parse({}))}
      >
        {churn && (
          <>
            <TodayCounts
              kind="risk"
              places={PLACES.risks}
              filterOf={(place) => ({ risks: PLACES.risks.filter((each) => each === place) })}
            />
            <Churn {...{ form, churn }} />
            <RiskModel disabled={form.disabled} />
          </>
        )}
      </PartSection>
      <PartSection
        {...{ form, part: "costSignals", lead: t("costLead") }}
        begin={() => form.put("costSignals", CostSignalRules.parse({}))}
      >
        {costSignals && <CostSignals {...{ form, signals: costSignals }} />}
      </PartSection>
    </Stack>
  );
}

function Churn({ form, churn }: { readonly form: PlanForm; readonly churn: ChurnDoc }) {
  const t = useWords(planScreenWords);
  const set = (next: Partial<ChurnDoc>) => form.put("churn", { ...churn, ...next });
  const isWhole = errorAt(form.problems, "churn") !== undefined;
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        {(["medium", "high"] as const).map((level) => (
          <NumberInput
            key={level}
            label={t(`risk_from_${level}`)}
            value={Math.round(churn[level] * 1000) / 10}
            min={0}
            max={100}
            suffix=" %"
            disabled={form.disabled}
            error={errorAt(form.problems, `churn.${level}`) ?? isWhole}
            onChange={(value) => set({ [level]: Math.round((Number(value) || 0) * 10) / 1000 })}
          />
        ))}
        <DurationField
          label={t("horizon")}
          value={churn.horizon}
          disabled={form.disabled}
          error={errorAt(form.problems, "churn.horizon")}
          onChange={(horizon) => set({ horizon })}
        />
      </SimpleGrid>
      <PlaceError form={form} place="churn" />
    </>
  );
}

const COUNTS = ["calls", "complaints", "discounted", "purchases"] as const;

function CostSignals(props: { readonly form: PlanForm; readonly signals: CostSignalsDoc }) {
  const { form, signals } = props;
  const t = useWords(planScreenWords);
  const set = (next: Partial<CostSignalsDoc>) => form.put("costSignals", { ...signals, ...next });
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
      <DurationField
        label={t("costWithin")}
        value={signals.within}
        disabled={form.disabled}
        error={errorAt(form.problems, "costSignals.within")}
        onChange={(within) => set({ within })}
      />
      {COUNTS.map((name) => (
        <NumberInput
          key={name}
          label={t(`cost_${name}`)}
          value={signals[name]}
          min={0}
          allowDecimal={name === "discounted"}
          suffix={name === "discounted" ? " %" : ""}
          disabled={form.disabled}
          error={errorAt(form.problems, `costSignals.${name}`)}
          onChange={(value) => set({ [name]: Number(value) || 0 })}
        />
      ))}
      <TagsInput
        label={t("cost_outcomes")}
        description={t("cost_outcomesMeans")}
        inputWrapperOrder={["label", "input", "description", "error"]}
        value={[...signals.complaintOutcomes]}
        disabled={form.disabled}
        error={errorAt(form.problems, "costSignals.complaintOutcomes")}
        onChange={(complaintOutcomes) => set({ complaintOutcomes })}
      />
    </SimpleGrid>
  );
}
