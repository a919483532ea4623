import { Tabs } from "@mantine/core";
import { useNavigate, useParams } from "@tanstack/react-router";
import type { ComponentType } from "react";
import { useWords } from "../../app/language/words.ts";
import { Screen } from "../../parts/screen.tsx";
import { Assessment } from "./assessment.tsx";
import { Cohorts } from "./cohorts.tsx";
import { Flows } from "./flows.tsx";
import { Forecast } from "./forecast.tsx";
import { Migration } from "./migration.tsx";
import { Pareto } from "./pareto.tsx";
import type { Refresh } from "./refresh.ts";
import { useRefresh } from "./refresh.ts";
import { Rfm } from "./rfm.tsx";
import { Twins } from "./twins.tsx";
import { Value } from "./value.tsx";
import { words } from "./words.ts";

const REPORTS = [
  ...["value", "flows", "migration", "cohorts", "forecast"],
  ...["pareto", "rfm", "assessment", "twins"],
] as const;

const SCREENS: Readonly<
  Record<(typeof REPORTS)[number], ComponentType<{ readonly refresh: Refresh }>>
> = {
  ...{ value: Value, flows: Flows, migration: Migration, cohorts: Cohorts },
  ...{ forecast: Forecast, pareto: Pareto, rfm: Rfm },
  ...{ assessment: Assessment, twins: Twins },
};

/** Reports on the whole base, one a tab, each figure with its definition (D-01 to D-19, D-36, M-14, D-33). */
export function InsightScreen() {
  const t = useWords(words);
  const navigate = useNavigate();
  const refresh = useRefresh();
  const { report }: { readonly report?: string } = useParams({ strict: false });
  const shown = REPORTS.find((each) => each === report) ?? "value";
  const show = (next: string | null) => void navigate({ to: `/insight/${next ?? "value"}` });
  const Report = SCREENS[shown];
  return (
    <Screen title={t("title")} lead={t("lead")}>
      <Tabs value={shown} onChange={show} keepMounted={false}>
        <Tabs.List mb="md" aria-label={t("report")}>
          {REPORTS.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {t(each)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={shown}>
          <Report refresh={refresh} />
        </Tabs.Panel>
      </Tabs>
    </Screen>
  );
}
