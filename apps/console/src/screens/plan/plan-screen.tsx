import { Stack, Tabs } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ComponentType } from "react";
import type { Answer } from "../../app/api/call.ts";
import { useAsk } from "../../app/api/use-ask.ts";
import { useWords } from "../../app/language/words.ts";
import { useMay } from "../../app/session/use-session.ts";
import { Answered } from "../../parts/answered.tsx";
import { Screen } from "../../parts/screen.tsx";
import { Flows } from "./flows.tsx";
import { Groups } from "./groups.tsx";
import { Holdout } from "./holdout.tsx";
import { OwnFields } from "./own-fields.tsx";
import { Phases } from "./phases.tsx";
import { type PlanForm, planForm } from "./plan-form.ts";
import { planScreenWords } from "./plan-screen-words.ts";
import { PublishBar } from "./publish-bar.tsx";
import { Risk } from "./risk.tsx";
import { Segments } from "./segments.tsx";
import { usePlanDraft } from "./use-plan-draft.ts";
import { ValueClasses } from "./value-classes.tsx";

/** The parts of the plan that have a tab here; tiers, points and the matrix have screens of their own. */
const TABS = ["phases", "classes", "segments", "groups", "flows", "risk", "holdout"] as const;

const FORMS: Readonly<Record<(typeof TABS)[number], ComponentType<{ readonly form: PlanForm }>>> = {
  phases: Phases,
  classes: ValueClasses,
  segments: SegmentsAndFields,
  groups: Groups,
  flows: Flows,
  risk: Risk,
  holdout: Holdout,
};

/**
 * How customers are told apart beside tiers and the matrix, as forms over the lifecycle plan (M-01 to M-07, M-13, M-17, V-14,
 * D-13 to D-17): one draft for all tabs, previewed on the base before it is published.
 */
export function PlanScreen() {
  const t = useWords(planScreenWords);
  const plan = useAsk("getPlan");
  return (
    <Screen title={t("title")} lead={t("lead")}>
      <Answered query={plan}>{(stored) => <Designer stored={stored} />}</Answered>
    </Screen>
  );
}

function Designer({ stored }: { readonly stored: Answer<"getPlan"> }) {
  const t = useWords(planScreenWords);
  const draft = usePlanDraft(stored);
  const form = planForm(draft, !useMay("marketer"));
  const navigate = useNavigate();
  const search: { readonly tab?: unknown } = useSearch({ strict: false });
  const tab = TABS.find((each) => each === search.tab) ?? "phases";
  const show = (next: string | null) =>
    void navigate({ to: "/plan", search: { tab: next } as never, replace: true });
  const Form = FORMS[tab];
  return (
    <Stack gap="md">
      <PublishBar draft={draft} isStill={({ pathname }) => pathname.endsWith("/plan")} />
      <Tabs value={tab} onChange={show} keepMounted={false}>
        <Tabs.List mb="md">
          {TABS.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {t(`tab_${each}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab}>
          <Form form={form} />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}

function SegmentsAndFields({ form }: { readonly form: PlanForm }) {
  return (
    <Stack gap="md">
      <Segments form={form} />
      <OwnFields form={form} />
    </Stack>
  );
}
