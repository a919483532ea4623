import { Group, SimpleGrid } from "@mantine/core";
import { useAsk } from "../../app/api/use-ask.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { Figure } from "../../parts/figure.tsx";
import { Section } from "../../parts/section.tsx";
import { words } from "./words.ts";

/** What the last 24 hours brought and what is next. */
export function Today() {
  const { locale } = useLanguage();
  const { count } = useFormat();
  const t = useWords(words);
  const query = useAsk("getOverview", { query: { locale } });
  return (
    <Section title={t("today")} lead={t("todayLead")}>
      <Answered query={query}>
        {({ due, today, running, lastDay }) => (
          <>
            <Group gap="xl" mb="md">
              <Figure name={t("due")} value={count(due)} of="Overview.due" />
              <Figure name={t("todaySteps")} value={count(today)} of="Overview.today" />
              <Figure name={t("running")} value={count(running)} of="Overview.running" />
            </Group>
            <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="md">
              <Figure
                name={t("entered")}
                value={count(lastDay.entered)}
                of="Overview.lastDay.entered"
              />
              <Figure name={t("sent")} value={count(lastDay.sent)} of="Overview.lastDay.sent" />
              <Figure
                name={t("answered")}
                value={count(lastDay.answered)}
                of="Overview.lastDay.answered"
              />
              <Figure
                name={t("renewed")}
                value={count(lastDay.renewed)}
                of="Overview.lastDay.renewed"
              />
              <Figure
                name={t("called")}
                value={count(lastDay.called)}
                of="Overview.lastDay.called"
              />
              <Figure
                name={t("notSent")}
                value={count(lastDay.notSent)}
                of="Overview.lastDay.notSent"
              />
              <Figure
                name={t("failed")}
                value={count(lastDay.failed)}
                of="Overview.lastDay.failed"
              />
            </SimpleGrid>
          </>
        )}
      </Answered>
    </Section>
  );
}
