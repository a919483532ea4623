import { Stack, Table, Text } from "@mantine/core";
import type { ComparisonView, ProgramView, ResultView } from "@perennial/api";
import { useAsk } from "../../app/api/use-ask.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { Section } from "../../parts/section.tsx";
import { Evaluations } from "./evaluations.tsx";
import { words } from "./words.ts";

/** What the program led to: those who got it against those held out, and its targets against what they came to. */
export function Results({ program }: { readonly program: ProgramView }) {
  const { locale } = useLanguage();
  const query = useAsk("getProgramResults", { params: { id: program.id }, query: { locale } });
  return (
    <Stack>
      <Answered query={query} rows={8}>
        {(result) => <Effect result={result} />}
      </Answered>
      <Evaluations program={program} />
    </Stack>
  );
}

function Effect({ result }: { readonly result: ResultView }) {
  const t = useWords(words);
  const { count } = useFormat();
  const { comparisons, customers, waiting, windowDays, confidence, definitions } = result;
  return (
    <Section title={t("results")} lead={t("resultsLead", { days: windowDays })}>
      <Table.ScrollContainer minWidth={720}>
        <Table aria-label={t("results")}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("measure")}</Table.Th>
              <Table.Th ta="right">{t("treated")}</Table.Th>
              <Table.Th ta="right">{t("heldOut")}</Table.Th>
              <Table.Th ta="right">{t("difference")}</Table.Th>
              <Table.Th>{t("finding")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            <Table.Tr>
              <Table.Td>{t("compared")}</Table.Td>
              <Table.Td ta="right">{count(customers.treated)}</Table.Td>
              <Table.Td ta="right">{count(customers.heldOut)}</Table.Td>
              <Table.Td />
              <Table.Td />
            </Table.Tr>
            {comparisons.map((each) => (
              <Compared
                key={each.measure}
                comparison={each}
                definition={definitions.find(({ measure }) => measure === each.measure)}
                currency={result.currency}
              />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Text size="sm" c="dark.4">
        {waiting > 0 && `${t("waiting", { count: waiting })} `}
        {t("sureness", { share: Math.round(confidence * 100) })}
      </Text>
    </Section>
  );
}

interface ComparedProps {
  readonly comparison: ComparisonView;
  readonly definition: ResultView["definitions"][number] | undefined;
  readonly currency: string;
}

function Compared({ comparison, definition, currency }: ComparedProps) {
  const t = useWords(words);
  const format = useFormat();
  const write = (value: number) => {
    if (definition?.unit === "share") return format.share(value);
    return definition?.unit === "money" ? format.money(value, currency) : format.decimal(value, 2);
  };
  const { treated, heldOut, difference } = comparison;
  return (
    <Table.Tr>
      <Table.Td>
        {definition?.name ?? comparison.measure}
        <Text size="xs" c="dark.4">
          {definition?.definition}
        </Text>
      </Table.Td>
      <Table.Td ta="right">{treated === null ? "–" : write(treated)}</Table.Td>
      <Table.Td ta="right">{heldOut === null ? "–" : write(heldOut)}</Table.Td>
      <Table.Td ta="right">
        {difference === null ? "–" : write(difference.value)}
        {difference !== null && (
          <Text size="xs" c="dark.4">
            {t("interval", { low: write(difference.low), high: write(difference.high) })}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <Finding comparison={comparison} />
      </Table.Td>
    </Table.Tr>
  );
}

const FINDINGS = {
  higher: "higher",
  lower: "lower",
  "not-enough-data": "notEnough",
  "too-few": "tooFew",
  "nobody-held-out": "nobodyHeldOut",
} as const;

function Finding({ comparison: { finding, forWished } }: Pick<ComparedProps, "comparison">) {
  const t = useWords(words);
  const isOpen = finding === "not-enough-data" || finding === "too-few";
  return (
    <>
      {t(FINDINGS[finding])}
      {isOpen && forWished !== null && forWished.more > 0 && (
        <Text size="xs" c="dark.4">
          {t("more", { count: forWished.more })}
        </Text>
      )}
    </>
  );
}
