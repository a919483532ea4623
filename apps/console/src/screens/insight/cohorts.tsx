import { Group, SegmentedControl, Stack, Table } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { Answer } from "../../app/api/call.ts";
import { useAsk } from "../../app/api/use-ask.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { Means } from "../../parts/means.tsx";
import { Nothing } from "../../parts/nothing.tsx";
import { Section } from "../../parts/section.tsx";
import { KeptLine } from "./kept-line.tsx";
import type { Refresh } from "./refresh.ts";
import { NeedData } from "./value.tsx";
import { words } from "./words.ts";

type Cohort = Answer<"getCohorts">["cohorts"][number];
const SIZES = ["month", "quarter"] as const;
const SHOWN = ["bought", "revenue"] as const;
/** Periods that fit beside each other. */
const MOST_PERIODS = 13;
const MOST_COHORTS = 24;

/** Customers by when they first bought, as a heat map that is a table: who still buys, and for how much. */
export function Cohorts({ refresh }: { readonly refresh: Refresh }) {
  const t = useWords(words);
  const navigate = useNavigate();
  const search: { readonly by?: unknown; readonly show?: unknown } = useSearch({ strict: false });
  const by = SIZES.find((each) => each === search.by) ?? "month";
  const shown = SHOWN.find((each) => each === search.show) ?? "bought";
  const query = useAsk("getCohorts", { query: { by } }, { keep: true });
  const go = (next: Readonly<Record<string, string>>) =>
    void navigate({
      to: "/insight/cohorts",
      search: { by, show: shown, ...next } as never,
      replace: true,
    });
  return (
    <Answered query={query}>
      {({ kept, cohorts }) => (
        <Stack gap="md">
          <KeptLine kept={kept} refresh={refresh} />
          {kept !== null && (
            <Section
              title={t("cohorts")}
              lead={t("cohortsLead")}
              actions={
                <Group gap="xs">
                  <SegmentedControl
                    aria-label={t("cohortsShow")}
                    value={shown}
                    onChange={(value) => go({ show: value })}
                    data={SHOWN.map((value) => ({ value, label: t(value) }))}
                  />
                  <SegmentedControl
                    aria-label={t("period")}
                    value={by}
                    onChange={(value) => go({ by: value })}
                    data={SIZES.map((value) => ({ value, label: t(value) }))}
                  />
                </Group>
              }
            >
              {cohorts.length === 0 ? (
                <Nothing title={t("needCohorts")} action={<NeedData />}>
                  {t("needCohortsMeans")}
                </Nothing>
              ) : (
                <HeatTable cohorts={cohorts.slice(-MOST_COHORTS)} shown={shown} />
              )}
            </Section>
          )}
        </Stack>
      )}
    </Answered>
  );
}

function HeatTable(props: {
  readonly cohorts: readonly Cohort[];
  readonly shown: (typeof SHOWN)[number];
}) {
  const { cohorts, shown } = props;
  const { count } = useFormat();
  const t = useWords(words);
  const periods = Math.min(MOST_PERIODS, Math.max(...cohorts.map(({ cells }) => cells.length)));
  const most = Math.max(
    ...cohorts.flatMap(({ cells, customers }) => cells.map(({ revenue }) => revenue / customers)),
    1,
  );
  return (
    <Table.ScrollContainer minWidth={760}>
      <Table verticalSpacing={4} horizontalSpacing={6} fz="sm" aria-label={t("cohorts")}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("began")}</Table.Th>
            <Table.Th ta="right">
              {t("customers")}
              <Means of="Cohorts.cohorts.customers" name={t("customers")} />
            </Table.Th>
            {Array.from({ length: periods }, (_, period) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a period is its number
              <Table.Th key={period} ta="center">
                {period}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {cohorts.map((cohort) => (
            <Table.Tr key={cohort.label}>
              <Table.Th scope="row" style={{ whiteSpace: "nowrap" }}>
                {cohort.label}
              </Table.Th>
              <Table.Td ta="right">{count(cohort.customers)}</Table.Td>
              {cohort.cells.slice(0, periods).map((cell) => (
                <HeatCell key={cell.period} {...{ cell, cohort, shown, most }} />
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function HeatCell(props: {
  readonly cell: Cohort["cells"][number];
  readonly cohort: Cohort;
  readonly shown: (typeof SHOWN)[number];
  readonly most: number;
}) {
  const { cell, cohort, shown, most } = props;
  const { money, share } = useFormat();
  const t = useWords(words);
  const perCustomer = cell.revenue / cohort.customers;
  const strength = shown === "bought" ? cell.activeShare : Math.max(0, perCustomer) / most;
  return (
    <Table.Td
      ta="center"
      title={cell.complete ? undefined : t("underWay")}
      style={{
        // Dark letters are read on the deepest of it.
        background: `rgba(29, 107, 79, ${(0.6 * strength).toFixed(2)})`,
        whiteSpace: "nowrap",
      }}
    >
      {shown === "bought" ? share(Math.round(cell.activeShare * 100) / 100) : money(perCustomer)}
      {cell.complete ? "" : "*"}
    </Table.Td>
  );
}
