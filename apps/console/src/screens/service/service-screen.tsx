import { Select, Stack, Text } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { Answer } from "../../app/api/call.ts";
import { useAsk } from "../../app/api/use-ask.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { Screen } from "../../parts/screen.tsx";
import { CallFigures } from "./call-figures.tsx";
import { Initiative } from "./initiative.tsx";
import { Satisfaction } from "./satisfaction.tsx";
import { TeamTable } from "./team-table.tsx";
import { words } from "./words.ts";

/** What the server tells of the service desk. */
export type ServiceReport = Answer<"getServiceReport">;

const PERIODS = [7, 30, 90, 365] as const;

/** How the service desk does, beside as many days before (L-21 to L-24, D-38). */
export function ServiceScreen() {
  const t = useWords(words);
  const navigate = useNavigate();
  const search: { readonly days?: unknown } = useSearch({ strict: false });
  const days = PERIODS.find((each) => each === search.days) ?? 30;
  const query = useAsk("getServiceReport", { query: { days } }, { keep: true });
  const show = (next: string | null) =>
    void navigate({ to: "/service", search: { days: Number(next) } as never, replace: true });
  return (
    <Screen
      title={t("title")}
      lead={t("lead")}
      actions={
        <Select
          aria-label={t("period")}
          w={150}
          value={String(days)}
          allowDeselect={false}
          data={PERIODS.map((each) => ({ value: String(each), label: t(`period.${each}`) }))}
          onChange={show}
        />
      }
    >
      <Answered query={query} rows={10}>
        {(report) => <Report report={report} />}
      </Answered>
    </Screen>
  );
}

function Report({ report }: { readonly report: ServiceReport }) {
  const t = useWords(words);
  const { day } = useFormat();
  const { days, before } = report;
  const compared = {
    ...{ from: day(days.from), to: day(days.to) },
    ...{ before: day(before.from), until: day(before.to) },
  };
  return (
    <Stack gap="md">
      <Text size="sm" c="dark.4">
        {t("compared", compared)}
      </Text>
      <CallFigures report={report} />
      {report.teams.length > 0 && <TeamTable report={report} />}
      <Initiative report={report} />
      <Satisfaction report={report} />
    </Stack>
  );
}
