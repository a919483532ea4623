import { Tabs } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ComponentType } from "react";
import { useWords } from "../../app/language/words.ts";
import { Screen } from "../../parts/screen.tsx";
import { CompanyList } from "./company-list.tsx";
import { CriteriaForm } from "./criteria-form.tsx";
import { GapList } from "./gap-list.tsx";
import { PlanCheck } from "./plan-check.tsx";
import { VisitEffect } from "./visit-effect.tsx";
import { words } from "./words.ts";

const PARTS = {
  ...{
    list: CompanyList,
    plan: PlanCheck,
    gaps: GapList,
    effect: VisitEffect,
    criteria: CriteriaForm,
  },
} satisfies Record<string, ComponentType>;
const TABS = Object.keys(PARTS) as readonly (keyof typeof PARTS)[];

/** Whom to visit, what a plan misses, which data are lacking, what visits lead to, and by which criteria (B-01 to B-07). */
export function WorklistScreen() {
  const t = useWords(words);
  const navigate = useNavigate();
  const search: { readonly tab?: unknown } = useSearch({ strict: false });
  const tab = TABS.find((each) => each === search.tab) ?? "list";
  const Part = PARTS[tab];
  const show = (next: string | null) =>
    void navigate({ to: "/worklist", search: { tab: next } as never, replace: true });
  return (
    <Screen title={t("title")} lead={t("lead")}>
      <Tabs value={tab} onChange={show} keepMounted={false}>
        <Tabs.List mb="md">
          {TABS.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {t(each)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab}>
          <Part />
        </Tabs.Panel>
      </Tabs>
    </Screen>
  );
}
