import { Code, Group, Progress, Stack, Text } from "@mantine/core";
import type { CriterionGapView } from "@perennial/api";
import { useAsk } from "../../app/api/use-ask.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { Section } from "../../parts/section.tsx";
import { StateBadge } from "../../parts/state-badge.tsx";
import { words } from "./words.ts";

const TONES = { "not-at-all": "bad", partly: "warn", fully: "good" } as const;

/** Which criteria cannot be judged because data are missing, and the fields to map (B-05). */
export function GapList() {
  const t = useWords(words);
  const query = useAsk("getWorklistGaps");
  return (
    <Answered query={query} rows={9}>
      {({ looked, items }) => (
        <Section title={t("gaps")} lead={t("gapsLead", { count: looked })}>
          <Stack gap="md" component="ul" p={0} style={{ listStyle: "none" }}>
            {items.map((each) => (
              <Gap key={each.criterion} gap={each} />
            ))}
          </Stack>
        </Section>
      )}
    </Answered>
  );
}

function Gap({ gap: { name, judged, fields, sentence } }: { readonly gap: CriterionGapView }) {
  const t = useWords(words);
  const { locale } = useLanguage();
  const { share } = useFormat();
  return (
    <li>
      <Group gap="xs">
        <Text fw={600}>{name[locale]}</Text>
        <StateBadge tone={TONES[judged]}>{t(judged)}</StateBadge>
      </Group>
      <Text size="sm">{sentence[locale]}</Text>
      {fields.map(({ field, filled }) => (
        <Group key={field} gap="xs" mt={4}>
          <Code>{field}</Code>
          <Progress
            value={filled * 100}
            w={120}
            aria-label={`${field}: ${t("filled")} ${share(filled)}`}
          />
          <Text size="xs" c="dark.4">
            {share(filled)}
          </Text>
        </Group>
      ))}
    </li>
  );
}
