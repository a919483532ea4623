import { Group, Stack, Table, Title } from "@mantine/core";
import type { ProgramView } from "@perennial/api";
import type { Answer } from "../../app/api/call.ts";
import { useAsk } from "../../app/api/use-ask.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { Chart } from "../../parts/chart.tsx";
import { Figure } from "../../parts/figure.tsx";
import { Nothing } from "../../parts/nothing.tsx";
import { Section } from "../../parts/section.tsx";
import { words } from "./words.ts";

type Activity = Answer<"getProgramActivity">;

const LINES = ["entered", "sent", "skipped", "goals"] as const;

/** What the program did on each of the last days, and at each step. */
export function Activity({ program }: { readonly program: ProgramView }) {
  const t = useWords(words);
  const { locale } = useLanguage();
  const query = useAsk("getProgramActivity", {
    ...{ params: { id: program.id }, query: { days: "30", locale } },
  });
  return (
    <Section title={t("activity")} lead={t("activityLead")}>
      <Answered query={query} rows={8}>
        {(activity) =>
          isIdle(activity) ? (
            <Nothing title={t("noActivity")}>
              {t(program.state === "active" ? "noActivityActive" : "noActivityIdle")}
            </Nothing>
          ) : (
            <Stack>
              <Totals program={program} activity={activity} />
              <Days activity={activity} />
              <Steps activity={activity} />
            </Stack>
          )
        }
      </Answered>
    </Section>
  );
}

function isIdle({ totals, steps }: Activity): boolean {
  const { entered, sent, skipped, failed, left } = totals;
  const standing = steps.reduce((sum, each) => sum + each.standing, 0);
  return entered + sent + skipped + failed + left + standing === 0;
}

function Totals({
  program,
  activity: { totals },
}: {
  readonly program: ProgramView;
  readonly activity: Activity;
}) {
  const t = useWords(words);
  const { count } = useFormat();
  return (
    <Group gap="lg">
      <Figure name={t("running")} value={count(program.running)} of="ProgramSummary.running" />
      <Figure name={t("entered")} value={count(totals.entered)} of="ProgramOutcome.entered" />
      <Figure name={t("sent")} value={count(totals.sent)} of="ProgramOutcome.sent" />
      <Figure name={t("goals")} value={count(totals.goals)} of="ProgramOutcome.goals" />
      <Figure name={t("skipped")} value={count(totals.skipped)} of="ProgramOutcome.skipped" />
      <Figure name={t("failed")} value={count(totals.failed)} of="ProgramOutcome.failed" />
    </Group>
  );
}

function Days({ activity: { days } }: { readonly activity: Activity }) {
  const t = useWords(words);
  const { day, count } = useFormat();
  const option = {
    grid: { left: 44, right: 12, top: 34, bottom: 28 },
    // Measured in a font that is there: an inherited one is taken for a narrower one.
    legend: { top: 0, left: 0, textStyle: { fontFamily: "sans-serif" } },
    tooltip: { trigger: "axis" as const },
    xAxis: { type: "category" as const, data: days.map(({ date }) => day(date)) },
    yAxis: { type: "value" as const, minInterval: 1 },
    series: LINES.map((each) => ({
      ...{ name: t(each), type: "bar" as const, barGap: "0%" },
      data: days.map((one) => one[each]),
    })),
  };
  const table = {
    head: [t("day"), ...LINES.map((each) => t(each))],
    rows: days.map((one) => [day(one.date), ...LINES.map((each) => count(one[each]))]),
  };
  return <Chart name={t("activity")} option={option} table={table} height={240} />;
}

function Steps({ activity: { steps } }: { readonly activity: Activity }) {
  const t = useWords(words);
  const { count } = useFormat();
  const busy = steps.filter(
    ({ standing, sent, held, skipped, failed }) => standing + sent + held + skipped + failed > 0,
  );
  return (
    <>
      <Title order={3} size="h6">
        {t("stepsTitle")}
      </Title>
      <Table.ScrollContainer minWidth={520}>
        <Table aria-label={t("stepsTitle")}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("step")}</Table.Th>
              <Table.Th ta="right">{t("standing")}</Table.Th>
              <Table.Th ta="right">{t("sent")}</Table.Th>
              <Table.Th ta="right">{t("held")}</Table.Th>
              <Table.Th ta="right">{t("skipped")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {busy.map(({ step, number, title, standing, sent, held, skipped }) => (
              <Table.Tr key={step}>
                <Table.Td>{number === null ? title : `${number}. ${title}`}</Table.Td>
                <Table.Td ta="right">{count(standing)}</Table.Td>
                <Table.Td ta="right">{count(sent)}</Table.Td>
                <Table.Td ta="right">{count(held)}</Table.Td>
                <Table.Td ta="right">{count(skipped)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </>
  );
}
