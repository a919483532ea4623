import { Table, Text } from "@mantine/core";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { Section } from "../../parts/section.tsx";
import { StateBadge, type Tone } from "../../parts/state-badge.tsx";
import type { ServiceReport } from "./service-screen.tsx";
import { words } from "./words.ts";

type Survey = ServiceReport["satisfaction"][number];

const TONES: Readonly<Record<Survey["finding"], Tone>> = {
  up: "good",
  down: "bad",
  unclear: "calm",
  "too-few": "wait",
};

/** How customers answered surveys, before and after, and whether the difference is more than chance (L-24). */
export function Satisfaction({ report: { satisfaction } }: { readonly report: ServiceReport }) {
  const t = useWords(words);
  return (
    <Section title={t("satisfaction")} lead={t("satisfactionLead")}>
      {satisfaction.length === 0 ? (
        <Text size="sm">{t("noAnswers")}</Text>
      ) : (
        <Table aria-label={t("satisfaction")}>
          <Table.Thead>
            <Table.Tr>
              {(["survey", "before", "now", "change"] as const).map((name) => (
                <Table.Th key={name}>{t(name)}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {satisfaction.map((each) => (
              <SurveyRow key={each.survey} survey={each} />
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Section>
  );
}

function SurveyRow({ survey: { survey, before, after, change, finding } }: { survey: Survey }) {
  const t = useWords(words);
  const { decimal } = useFormat();
  const side = ({ count, mean }: Survey["before"]) =>
    mean === null ? "–" : t("answers", { count, mean: decimal(mean) });
  return (
    <Table.Tr>
      <Table.Th scope="row">{survey}</Table.Th>
      <Table.Td>{side(before)}</Table.Td>
      <Table.Td>{side(after)}</Table.Td>
      <Table.Td>
        {change && `${decimal(change.value)} (${decimal(change.low)}–${decimal(change.high)}) `}
        <StateBadge tone={TONES[finding]}>{t(`finding.${finding}`)}</StateBadge>
      </Table.Td>
    </Table.Tr>
  );
}
