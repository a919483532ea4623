import { Group, SimpleGrid, Stack, Table, Text } from "@mantine/core";
import type { Answer } from "../../app/api/call.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Figure } from "../../parts/figure.tsx";
import { Section } from "../../parts/section.tsx";
import { words } from "./words.ts";

/** A plan of visits against the worklist. */
export type Audit = Answer<"auditVisitPlan">;

/** What a plan misses, what is wasted of it, and what is well chosen (B-04). */
export function PlanResult({ audit }: { readonly audit: Audit }) {
  const t = useWords(words);
  const { locale } = useLanguage();
  const { count, share, day } = useFormat();
  const { found, planned, missed, wasted, good, withoutReason, wrongChoiceRate } = audit;
  const rows = missed.map(({ line, insteadOf }) => [
    line.name,
    count(line.score),
    line.whyNow[locale],
    insteadOf?.name ?? "",
  ]);
  const visit = (each: Audit["wasted"][number]) => [each.name, day(each.date), count(each.score)];
  return (
    <Stack gap="md" aria-live="polite">
      <Text fw={600}>{audit.sentence[locale]}</Text>
      <Group gap="xl">
        <Figure name={t("found")} value={count(found)} of="PlanAudit.found" />
        <Figure name={t("planned")} value={count(planned)} of="PlanAudit.planned" />
        <Figure
          name={t("wrongChoice")}
          value={wrongChoiceRate === null ? "–" : share(wrongChoiceRate)}
          of="PlanAudit.wrongChoiceRate"
        />
        <Figure
          name={t("withoutReason")}
          value={count(withoutReason)}
          of="PlanAudit.withoutReason"
        />
      </Group>
      <Section title={t("missed")} lead={t("missedLead")}>
        <Lines
          name={t("missed")}
          head={[t("company"), t("score"), t("whyNow"), t("insteadOf")]}
          rows={rows}
        />
      </Section>
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <Section title={t("wasted")} lead={t("wastedLead")}>
          <Lines
            name={t("wasted")}
            head={[t("company"), t("date"), t("score")]}
            rows={wasted.map(visit)}
          />
        </Section>
        <Section title={t("good")}>
          <Lines
            name={t("good")}
            head={[t("company"), t("date"), t("score")]}
            rows={good.map(visit)}
          />
        </Section>
      </SimpleGrid>
    </Stack>
  );
}

function Lines(props: {
  readonly name: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}) {
  const t = useWords(words);
  const { name, head, rows } = props;
  if (rows.length === 0) return <Text size="sm">{t("nobody")}</Text>;
  return (
    <Table.ScrollContainer minWidth={360} aria-label={name}>
      <Table aria-label={name} data={{ head: [...head], body: rows.map((row) => [...row]) }} />
    </Table.ScrollContainer>
  );
}
