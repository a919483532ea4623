import { Alert, List, Stack, Text } from "@mantine/core";
import type { TrialView } from "@perennial/api";
import { IconShieldCheck } from "@tabler/icons-react";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { Section } from "../../parts/section.tsx";
import { ConditionTable } from "./condition-table.tsx";
import { TrialEvents } from "./trial-events.tsx";
import { words } from "./words.ts";

/** What the program would do: whether the customer comes in and why, and everything that follows. */
export function TrialResult({ trial }: { readonly trial: TrialView }) {
  const t = useWords(words);
  const { day } = useFormat();
  const { entry, doors, came, ended, notes } = trial;
  return (
    <Stack gap="md">
      <Alert color="evergreen" icon={<IconShieldCheck size={18} />}>
        {t("nothingSent")} {t("zone", { zone: trial.zone })}.
      </Alert>
      <Section title={t(entry.holds ? "entryYes" : "entryNo")}>
        <Stack gap="xs">
          <Text>{entry.because}</Text>
          {!entry.holds && entry.nearest !== null && (
            <Text>{t("nearest", { words: entry.nearest })}</Text>
          )}
          <Text fw={500}>{t(`came.${came}`)}</Text>
          <ConditionTable conditions={entry.conditions} name={t("conditions")} />
          <Text fw={600}>{t("doors")}</Text>
          <List size="sm">
            {doors.map(({ sentence, kind, day: on }) => (
              <List.Item key={sentence}>
                {kind === "event" && t("opensByEvent", { sentence })}
                {kind === "date" && on !== null && t("opensOn", { sentence, day: day(on) })}
                {kind === "date" && on === null && t("opensNever", { sentence })}
              </List.Item>
            ))}
          </List>
        </Stack>
      </Section>
      <Section title={t("events")}>
        {trial.events.length === 0 ? (
          <Text>{t("noEvents")}</Text>
        ) : (
          <TrialEvents events={trial.events} />
        )}
        {came !== "not" && (
          <Text mt="sm" fw={600}>
            {ended === null ? t("goesOn", { day: day(trial.until) }) : t("ended", { why: ended })}
          </Text>
        )}
      </Section>
      {notes.length > 0 && (
        <Section title={t("notes")}>
          <List size="sm">
            {notes.map((note) => (
              <List.Item key={note}>{note}</List.Item>
            ))}
          </List>
        </Section>
      )}
    </Stack>
  );
}
