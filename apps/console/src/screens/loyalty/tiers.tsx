import { Button, Stack } from "@mantine/core";
import type { Answer } from "../../app/api/call.ts";
import { useWords } from "../../app/language/words.ts";
import { useMay } from "../../app/session/use-session.ts";
import { Nothing } from "../../parts/nothing.tsx";
import { Section } from "../../parts/section.tsx";
import { PlanCondition } from "../plan/plan-condition.tsx";
import { FIRST_TIERS, type TierRulesDoc } from "../plan/plan-doc.ts";
import { planForm } from "../plan/plan-form.ts";
import { PublishBar } from "../plan/publish-bar.tsx";
import { usePlanDraft } from "../plan/use-plan-draft.ts";
import { without } from "../plan/without.ts";
import { Benefits } from "./benefits.tsx";
import { Levels } from "./levels.tsx";
import { TierRulesForm } from "./tier-rules-form.tsx";
import { words } from "./words.ts";

/** The club's levels as a form over the lifecycle plan: checked as it is written, previewed before it is published. */
export function Tiers({ stored }: { readonly stored: Answer<"getPlan"> }) {
  const t = useWords(words);
  const draft = usePlanDraft(stored);
  const mayChange = useMay("marketer");
  const { tiers } = draft.plan;
  if (tiers === undefined) {
    const begin = () => draft.change((plan) => ({ ...plan, tiers: FIRST_TIERS }));
    return (
      <Section title={t("levels")}>
        <Nothing
          title={t("noPlan")}
          action={
            <Button onClick={begin} disabled={!mayChange}>
              {t("begin")}
            </Button>
          }
        >
          {t("noPlanMeans")}
        </Nothing>
      </Section>
    );
  }
  const form = {
    ...{ tiers, problems: draft.problems, disabled: !mayChange },
    change: (next: Partial<TierRulesDoc>) =>
      draft.change((plan) => ({ ...plan, tiers: { ...tiers, ...next } })),
  };
  return (
    <Stack gap="md">
      <PublishBar draft={draft} />
      <Levels {...form} />
      <Benefits {...form} />
      <TierRulesForm {...form} />
      <Section title={t("memberRule")} lead={t("memberRuleLead")}>
        <PlanCondition
          {...{ form: planForm(draft, !mayChange), label: t("memberWhen"), place: "tiers.members" }}
          isOptional
          value={tiers.members}
          change={(members) =>
            draft.change((plan) => ({
              ...plan,
              tiers: members ? { ...tiers, members } : without(tiers, "members"),
            }))
          }
        />
      </Section>
    </Stack>
  );
}
