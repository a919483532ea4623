import { Alert, Group, Stack, Table, Text, Title } from "@mantine/core";
import { useMemo } from "react";
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
import { CHART_TEXT } from "./chart-text.ts";
import { KeptLine } from "./kept-line.tsx";
import type { Refresh } from "./refresh.ts";
import { words } from "./words.ts";

type Made = NonNullable<Answer<"getForecast">["forecast"]>;

/** Refusals for which more data are what helps. */
const LACKING: ReadonlySet<string> = new Set([
  ...["too-few-customers", "too-few-repeat-buyers", "span-too-short"],
]);

/** What customers can be expected to buy, how it did before, and why there is none where there is none. */
export function Forecast({ refresh }: { readonly refresh: Refresh }) {
  const { locale } = useLanguage();
  const t = useWords(words);
  const query = useAsk("getForecast", { query: { locale } });
  return (
    <Answered query={query}>
      {({ kept, refusal, forecast }) => (
        <Stack gap="md">
          <KeptLine kept={kept} refresh={refresh} />
          {refusal && (
            <Section title={t("forecast")}>
              <Nothing title={t("noForecast")}>
                {refusal.sentence} {LACKING.has(refusal.reason) && t("forecastNeeds")}
              </Nothing>
            </Section>
          )}
          {forecast && <Expected forecast={forecast} />}
        </Stack>
      )}
    </Answered>
  );
}

function Expected({ forecast }: { readonly forecast: Made }) {
  const { count, money } = useFormat();
  const t = useWords(words);
  const { weeks, purchases, active, value, valueRefusal } = forecast;
  const bounds = ({ low, high }: Made["purchases"]) =>
    t("between", { low: count(Math.round(low)), high: count(Math.round(high)) });
  return (
    <>
      <Section title={t("forecast")} lead={t("forecastLead", { weeks: count(weeks) })}>
        <Group gap="xl" mb="md">
          <Figure
            name={t("expected")}
            value={count(Math.round(purchases.value))}
            of="Forecast.forecast.purchases"
            note={bounds(purchases)}
          />
          <Figure
            name={t("active")}
            value={count(Math.round(active.value))}
            of="Forecast.forecast.active"
            note={bounds(active)}
          />
          {value !== null && (
            <Figure name={t("expectedValue")} value={money(value)} of="Forecast.forecast.value" />
          )}
        </Group>
        {valueRefusal && <Alert color="gray">{valueRefusal.sentence}</Alert>}
        <Likelihoods forecast={forecast} />
      </Section>
      <Section title={t("check")}>
        <Check check={forecast.check} />
      </Section>
      <Section title={t("parameters")}>
        <Parameters parameters={forecast.parameters} />
      </Section>
    </>
  );
}

function Likelihoods({ forecast }: { readonly forecast: Made }) {
  const { count } = useFormat();
  const t = useWords(words);
  const { likelihoods } = forecast;
  const nameOf = (from: number | null) =>
    from === null
      ? t("once")
      : t("likelihood", { low: Math.round(100 * from), high: Math.round(100 * from) + 20 });
  const names = likelihoods.map(({ from }) => nameOf(from)).join("|");
  const [customers, expected] = [t("customers"), t("expected")];
  const option = useMemo(
    () => ({
      textStyle: CHART_TEXT,
      grid: { left: 60, right: 20, top: 40, bottom: 30 },
      legend: { top: 0 },
      tooltip: {
        trigger: "axis" as const,
        valueFormatter: (value: unknown) => count(Number(value)),
      },
      xAxis: { type: "category" as const, data: names.split("|") },
      yAxis: { type: "value" as const },
      series: [
        {
          ...{ name: customers, type: "bar" as const },
          data: likelihoods.map((each) => each.customers),
        },
        {
          ...{ name: expected, type: "bar" as const },
          data: likelihoods.map(({ purchases }) => Math.round(purchases)),
        },
      ],
    }),
    [likelihoods, names, customers, expected, count],
  );
  const table = {
    head: [t("probability"), t("customers"), t("expected")],
    rows: likelihoods.map((each) => [
      ...[nameOf(each.from), count(each.customers), count(Math.round(each.purchases))],
    ]),
  };
  return (
    <section>
      <Title order={3} size="h5">
        {t("likely")}
      </Title>
      <Text size="sm" c="dark.4">
        {t("likelyLead")}
      </Text>
      <Chart name={t("likely")} option={option} table={table} height={260} />
    </section>
  );
}

function Check({ check }: { readonly check: Made["check"] }) {
  const { count, share, day } = useFormat();
  const t = useWords(words);
  if (check === null) return <Text>{t("noCheck")}</Text>;
  const { learntUntil, expected, actual, deviation } = check;
  const told = {
    day: day(learntUntil),
    expected: count(Math.round(expected)),
    actual: count(actual),
  };
  return (
    <Text>
      {t("checked", told)}{" "}
      {deviation !== null &&
        t(deviation < 0 ? "tooFew" : "tooMany", { share: share(Math.abs(deviation)) })}
    </Text>
  );
}

const SIGNS: Readonly<Record<string, string>> = { alpha: "α", gamma: "γ" };
const MODELS = { "bg-nbd": "BG/NBD", "gamma-gamma": "Gamma-Gamma" } as const;

function Parameters({ parameters }: { readonly parameters: Made["parameters"] }) {
  const { decimal } = useFormat();
  const t = useWords(words);
  return (
    <Table.ScrollContainer minWidth={420}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("modelName")}</Table.Th>
            <Table.Th>{t("parameter")}</Table.Th>
            <Table.Th ta="right">{t("number")}</Table.Th>
            <Table.Th ta="right">{t("low")}</Table.Th>
            <Table.Th ta="right">{t("high")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {parameters.map(({ model, name, value, low, high }) => (
            <Table.Tr key={`${model} ${name}`}>
              <Table.Td>{MODELS[model]}</Table.Td>
              <Table.Td>{SIGNS[name] ?? name}</Table.Td>
              <Table.Td ta="right">{decimal(value, 3)}</Table.Td>
              <Table.Td ta="right">{decimal(low, 3)}</Table.Td>
              <Table.Td ta="right">{decimal(high, 3)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
