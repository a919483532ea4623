import { Stack, Table, Title } from "@mantine/core";
import type { EvaluationView, ProgramView } from "@perennial/api";
import { useAsk } from "../../app/api/use-ask.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { Nothing } from "../../parts/nothing.tsx";
import { Section } from "../../parts/section.tsx";
import { StateBadge } from "../../parts/state-badge.tsx";
import { words } from "./words.ts";

/** The program's targets against what they came to, each time it was evaluated (K:1, P-14). */
export function Evaluations({ program }: { readonly program: ProgramView }) {
  const t = useWords(words);
  const { locale } = useLanguage();
  const query = useAsk("listEvaluations", { params: { id: program.id }, query: { locale } });
  return (
    <Section title={t("evaluations")} lead={t("evaluationsLead")}>
      <Answered query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing title={t("noEvaluations")}>{t("noEvaluationsMeans")}</Nothing>
          ) : (
            <Stack>
              {items.map((each) => (
                <Evaluation key={each.dueOn} evaluation={each} />
              ))}
            </Stack>
          )
        }
      </Answered>
    </Section>
  );
}

function Evaluation({ evaluation }: { readonly evaluation: EvaluationView }) {
  const t = useWords(words);
  const { day } = useFormat();
  const { dueOn, version, targets } = evaluation;
  return (
    <div>
      <Title order={3} size="h6">
        {t("dueOn", { day: day(dueOn), version })}
      </Title>
      <Table aria-label={t("dueOn", { day: day(dueOn), version })}>
        <Table.Tbody>
          {targets.map(({ id, sentence, met }) => (
            <Table.Tr key={id}>
              <Table.Td w={140}>
                <Met met={met} />
              </Table.Td>
              <Table.Td>{sentence}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Met({ met }: { readonly met: boolean | null }) {
  const t = useWords(words);
  if (met === null) return <StateBadge tone="calm">{t("nothing")}</StateBadge>;
  return met ? (
    <StateBadge tone="good">{t("met")}</StateBadge>
  ) : (
    <StateBadge tone="warn">{t("missed")}</StateBadge>
  );
}
