import { Anchor, Badge, Group, NumberInput, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import { Fragment, useState } from "react";
import type { Answer } from "../../app/api/call.ts";
import { useAsk } from "../../app/api/use-ask.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { Section } from "../../parts/section.tsx";
import { words } from "./assessment-words.ts";
import { OwnAnswer } from "./own-answer.tsx";

/** One question with what the data and the company answer. */
export type Question = Answer<"getAssessment">["questions"][number];

/** Minor units of a unit of money. */
const MINOR = 100;

/** The ten questions of the self-assessment, answered from data where they can be, and by the company (D-36). */
export function Assessment() {
  const { day } = useFormat();
  const { locale } = useLanguage();
  const t = useWords(words);
  const [cost, setCost] = useState<number | undefined>(undefined);
  const [asked] = useDebouncedValue(cost, 300);
  const query = useAsk(
    "getAssessment",
    {
      query: {
        locale,
        ...(asked !== undefined && { acquisitionCost: Math.round(asked * MINOR) }),
      },
    },
    { keep: true },
  );
  return (
    <Answered query={query} rows={10}>
      {({ from, to, currency, questions }) => (
        <Stack gap="md">
          <Text size="sm" c="dark.4">
            {t("lead", { from: day(from), to: day(to) })}
          </Text>
          <NumberInput
            label={t("cost", { currency })}
            description={t("costMeans")}
            min={0}
            maw={360}
            thousandSeparator=" "
            value={cost ?? ""}
            onChange={(value) => setCost(value === "" ? undefined : Number(value))}
          />
          {questions.map((question, index) => (
            <Section
              key={question.id}
              title={`${index + 1}. ${question.question}`}
              actions={<VerdictBadge verdict={question.verdict} />}
            >
              <Findings question={question} />
              <OwnAnswer
                key={question.own?.at ?? "none"}
                question={question.id}
                name={question.question}
                own={question.own}
              />
            </Section>
          ))}
        </Stack>
      )}
    </Answered>
  );
}

const COLORS = { yes: "teal.9", partly: "yellow.9", no: "red.9", unknown: "gray.7" } as const;

function VerdictBadge({ verdict }: Pick<Question, "verdict">) {
  const t = useWords(words);
  return (
    <Badge color={COLORS[verdict]} variant="filled" tt="none" size="lg">
      {t(verdict)}
    </Badge>
  );
}

function Findings({ question }: { readonly question: Question }) {
  const { share, decimal, money } = useFormat();
  const t = useWords(words);
  const { figure, unit, threshold, definition, programs, screen } = question;
  const write = { share, money, ratio: (value: number) => decimal(value, 2) }[unit];
  const lines = [
    ...(figure === null ? [] : [[t("figure"), write(figure)] as const]),
    ...(threshold === null ? [] : [[t("threshold"), threshold] as const]),
    [t("definition"), definition] as const,
  ];
  return (
    <Stack gap={4} mb="sm">
      <Text>{question.says}</Text>
      {lines.map(([name, text]) => (
        <Text key={name} size="sm">
          <Text span fw={600} size="sm">
            {name}:
          </Text>{" "}
          {text}
        </Text>
      ))}
      <Group gap={6}>
        <Text size="sm" fw={600}>
          {t("acts")}:
        </Text>
        <Anchor
          size="sm"
          underline="always"
          renderRoot={(link) => <Link to={screen.path as never} {...link} />}
        >
          {screen.name}
        </Anchor>
        {programs.map((id) => (
          <Fragment key={id}>
            <Text size="sm">·</Text>
            <Anchor
              size="sm"
              underline="always"
              renderRoot={(link) => <Link to={`/programs/${id}` as never} {...link} />}
            >
              {id}
            </Anchor>
          </Fragment>
        ))}
        {programs.length === 0 && <Text size="sm">· {t("noProgram")}</Text>}
      </Group>
    </Stack>
  );
}
