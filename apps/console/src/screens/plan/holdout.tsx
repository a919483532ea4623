import { NumberInput, Text } from "@mantine/core";
import { useAsk } from "../../app/api/use-ask.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { Section } from "../../parts/section.tsx";
import type { PlanForm } from "./plan-form.ts";
import { planScreenWords } from "./plan-screen-words.ts";
import { errorAt } from "./use-plan-draft.ts";

/** The share of customers that get no marketing of any program, to measure all of it by (product.md, feature 23). */
export function Holdout({ form }: { readonly form: PlanForm }) {
  const { count } = useFormat();
  const t = useWords(planScreenWords);
  const { data } = useAsk("countCustomers", { body: { filter: {} } });
  const holdout = form.plan.holdout ?? 0;
  const customers = Math.round(((data?.count ?? 0) * holdout) / 100);
  return (
    <Section title={t("holdoutTitle")} lead={t("holdoutLead")}>
      <NumberInput
        label={t("holdoutShare")}
        maw={260}
        value={holdout}
        min={0}
        max={50}
        // What is too much is told, and not changed while it is written.
        clampBehavior="none"
        suffix=" %"
        disabled={form.disabled}
        error={errorAt(form.problems, "holdout")}
        onChange={(value) => form.put("holdout", Number(value) || 0)}
      />
      {data && (
        <Text size="sm" mt="sm">
          {holdout === 0
            ? t("holdoutNone")
            : t(data.isMore ? "holdoutAtLeast" : "holdoutAbout", { customers: count(customers) })}
        </Text>
      )}
    </Section>
  );
}
