import { Alert, Group, Text, Title } from "@mantine/core";
import { useMemo } from "react";
import type { Answer } from "../../app/api/call.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { Chart } from "../../parts/chart.tsx";
import { Figure } from "../../parts/figure.tsx";
import { Section } from "../../parts/section.tsx";
import { CHART_TEXT } from "./chart-text.ts";
import { words } from "./words.ts";

type Agreements = NonNullable<Answer<"getValueReport">["agreements"]>;

/** What agreements are worth as long as they can be expected to be renewed, and how long customers stay. */
export function AgreementValue({ agreements }: { readonly agreements: Agreements }) {
  const { count, share, money } = useFormat();
  const t = useWords(words);
  const { customers, yearlyValue, totalValue, perCustomer, churn, refusal, curve } = agreements;
  return (
    <Section title={t("byAgreements")} lead={t("byAgreementsLead")}>
      <Group gap="xl" mb="md">
        <Figure
          name={t("agreementCustomers")}
          value={count(customers)}
          of="AgreementValue.customers"
        />
        <Figure
          name={t("yearlyValue")}
          value={money(yearlyValue)}
          of="AgreementValue.yearlyValue"
        />
        {totalValue !== null && (
          <Figure name={t("total")} value={money(totalValue)} of="AgreementValue.totalValue" />
        )}
        {perCustomer !== null && (
          <Figure
            name={t("perCustomer")}
            value={money(perCustomer)}
            of="AgreementValue.perCustomer"
          />
        )}
        {churn !== null && (
          <Figure
            name={t("firstYear")}
            value={share(churn.value)}
            of="AgreementValue.churn"
            note={t("between", { low: share(churn.low), high: share(churn.high) })}
          />
        )}
      </Group>
      {refusal && <Alert color="gray">{refusal.sentence}</Alert>}
      {curve.length > 0 && <StayCurve curve={curve} />}
    </Section>
  );
}

function StayCurve({ curve }: { readonly curve: Agreements["curve"] }) {
  const { count, share } = useFormat();
  const t = useWords(words);
  const [known, model, year] = [t("survival"), t("model"), t("year")];
  const option = useMemo(
    () => ({
      textStyle: CHART_TEXT,
      grid: { left: 50, right: 20, top: 40, bottom: 40 },
      legend: { top: 0 },
      tooltip: {
        trigger: "axis" as const,
        valueFormatter: (value: unknown) => (typeof value === "number" ? share(value) : "–"),
      },
      xAxis: { type: "category" as const, name: year, data: curve.map((point) => point.year) },
      yAxis: {
        ...{ type: "value" as const, min: 0, max: 1 },
        axisLabel: { formatter: (value: number) => share(value) },
      },
      series: [
        { name: known, type: "line" as const, data: curve.map(({ survival }) => survival) },
        ...(curve.some((point) => point.model !== null)
          ? [
              {
                ...{ name: model, type: "line" as const, showSymbol: false },
                lineStyle: { type: "dashed" as const },
                data: curve.map((point) => point.model),
              },
            ]
          : []),
      ],
    }),
    [curve, known, model, year, share],
  );
  const table = {
    head: [t("year"), t("atRisk"), t("left"), t("stayed"), t("survival"), t("model")],
    rows: curve.map((point) => [
      ...[point.year, count(point.atRisk), count(point.lost), share(point.retention)],
      ...[share(point.survival), point.model === null ? "–" : share(point.model)],
    ]),
  };
  return (
    <section>
      <Title order={3} size="h5">
        {t("curve")}
      </Title>
      <Text size="sm" c="dark.4">
        {t("curveLead")}
      </Text>
      <Chart name={t("curve")} option={option} table={table} height={280} />
    </section>
  );
}
