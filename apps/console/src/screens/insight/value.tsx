import { Button, Group, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Answer } from "../../app/api/call.ts";
import { useAsk } from "../../app/api/use-ask.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { Figure } from "../../parts/figure.tsx";
import { Nothing } from "../../parts/nothing.tsx";
import { Section } from "../../parts/section.tsx";
import { Acquisition } from "./acquisition.tsx";
import { AgreementValue } from "./agreement-value.tsx";
import { KeptLine } from "./kept-line.tsx";
import type { Refresh } from "./refresh.ts";
import { WhatIf } from "./what-if.tsx";
import { words } from "./words.ts";

export type PurchaseValue = NonNullable<Answer<"getValueReport">["purchases"]>;

/** What the base is worth by purchases and by agreements, and what other factors would give (D-01 to D-08). */
export function Value({ refresh }: { readonly refresh: Refresh }) {
  const { locale } = useLanguage();
  const t = useWords(words);
  const query = useAsk("getValueReport", { query: { locale } });
  return (
    <Answered query={query}>
      {({ kept, purchases, agreements }) => (
        <Stack gap="md">
          <KeptLine kept={kept} refresh={refresh} />
          {kept !== null && purchases && <ByPurchases purchases={purchases} asOf={kept.asOf} />}
          {agreements && <AgreementValue agreements={agreements} />}
          {kept !== null && !purchases && !agreements && (
            <Section title={t("value")}>
              <Nothing title={t("needBoth")} action={<NeedData />}>
                {t("needBothMeans")}
              </Nothing>
            </Section>
          )}
        </Stack>
      )}
    </Answered>
  );
}

/** Where purchases and agreements come from. */
export function NeedData() {
  const t = useWords(words);
  return (
    <Group gap="xs">
      <Button renderRoot={(link) => <Link to="/connections" {...link} />}>
        {t("toConnections")}
      </Button>
      <Button variant="default" renderRoot={(link) => <Link to="/import" {...link} />}>
        {t("toImport")}
      </Button>
    </Group>
  );
}

function ByPurchases(props: { readonly purchases: PurchaseValue; readonly asOf: string }) {
  const { purchases, asOf } = props;
  const { count, share, decimal, money, day } = useFormat();
  const t = useWords(words);
  const { churn, durationYears, purchasesPerYear, averagePurchase, yearlyRevenue } = purchases;
  const { lifetimeValue, portfolioValue, historyReaches } = purchases;
  const yearly = { from: day(purchases.from), to: day(asOf) };
  return (
    <Section title={t("byPurchases")} lead={t("byPurchasesLead", yearly)}>
      <Group gap="xl" mb="md">
        <Figure name={t("start")} value={count(purchases.start)} of="PurchaseValue.start" />
        <Figure
          name={t("gained")}
          value={`+ ${count(purchases.gained)}`}
          of="PurchaseValue.gained"
        />
        <Figure name={t("lost")} value={`− ${count(purchases.lost)}`} of="PurchaseValue.lost" />
        <Figure name={t("end")} value={count(purchases.end)} of="PurchaseValue.end" />
        {churn !== null && (
          <Figure name={t("churn")} value={share(churn)} of="PurchaseValue.churn" />
        )}
      </Group>
      <Group gap="xl" mb="md">
        {purchasesPerYear !== null && (
          <Figure
            name={t("perYear")}
            value={decimal(purchasesPerYear, 2)}
            of="PurchaseValue.purchasesPerYear"
          />
        )}
        {averagePurchase !== null && (
          <Figure
            name={t("average")}
            value={money(averagePurchase)}
            of="PurchaseValue.averagePurchase"
          />
        )}
        {yearlyRevenue !== null && (
          <Figure
            name={t("yearly")}
            value={money(yearlyRevenue)}
            of="PurchaseValue.yearlyRevenue"
          />
        )}
        {durationYears !== null && (
          <Figure
            name={t("duration")}
            value={t("years", { years: decimal(durationYears) })}
            of="PurchaseValue.durationYears"
          />
        )}
        {lifetimeValue !== null && (
          <Figure
            name={t("lifetime")}
            value={money(lifetimeValue)}
            of="PurchaseValue.lifetimeValue"
          />
        )}
        {portfolioValue !== null && (
          <Figure
            name={t("portfolio")}
            value={money(portfolioValue)}
            of="PurchaseValue.portfolioValue"
          />
        )}
      </Group>
      {lifetimeValue === null ? (
        <Text size="sm" c="dark.4">
          {t(historyReaches ? "nobodyLost" : "shortHistory")}
        </Text>
      ) : (
        <Stack gap="lg">
          <WhatIf />
          <Acquisition />
        </Stack>
      )}
    </Section>
  );
}
