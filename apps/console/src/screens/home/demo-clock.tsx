import { Button, Group, List, ScrollArea, Text } from "@mantine/core";
import type { DaySummary } from "@perennial/api";
import { IconPlayerTrackNext } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useAsk } from "../../app/api/use-ask.ts";
import { useStream } from "../../app/api/use-stream.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { useMay } from "../../app/session/use-session.ts";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { ProgressLine } from "../../parts/progress-line.tsx";
import { Section } from "../../parts/section.tsx";
import { dayParts } from "./day-parts.ts";
import { words } from "./words.ts";

const STEPS = [
  { by: "P1D", days: 1, name: "clockDay" },
  { by: "P7D", days: 7, name: "clockWeek" },
  { by: "P30D", days: 30, name: "clockMonth" },
] as const;

/** Turns the example company's clock and tells each day as it passes. */
export function DemoClock() {
  const t = useWords(words);
  const { moment, day } = useFormat();
  const may = useMay("admin");
  const queries = useQueryClient();
  const clock = useAsk("getClock");
  const [asked, setAsked] = useState(0);
  const { lines, isRunning, error, start, cancel } = useStream("forwardClock");
  // Everything that is shown is as of another day now.
  useEffect(() => {
    if (!isRunning && lines.length > 0) void queries.invalidateQueries();
  }, [isRunning, lines.length, queries]);
  const now = clock.data?.now;
  const last = lines.at(-1);
  return (
    <Section
      title={t("clock")}
      lead={now === undefined ? "" : t("clockLead", { now: moment(now) })}
      actions={STEPS.map(({ by, days, name }) => (
        <Button
          key={by}
          variant="light"
          disabled={isRunning || !may}
          leftSection={<IconPlayerTrackNext size={16} />}
          onClick={() => {
            setAsked(days);
            start({ body: { by } });
          }}
        >
          {t(name)}
        </Button>
      ))}
    >
      <ProblemNote error={error} />
      {isRunning && (
        <ProgressLine
          what={t("clockRunning")}
          done={Math.min(lines.length, asked)}
          total={asked}
          cancel={cancel}
        />
      )}
      {!isRunning && last && (
        <Text size="sm" role="status">
          {t("clockDone", { day: day(last.date) })}
        </Text>
      )}
      {lines.length > 0 && (
        <ScrollArea.Autosize mah={160} mt="xs" viewportProps={{ tabIndex: 0 }}>
          <List listStyleType="none" p={0} size="sm">
            {[...lines].reverse().map((each) => (
              <List.Item key={each.date}>
                <Group gap="xs">
                  <Text size="sm" fw={600} w={110}>
                    {day(each.date)}
                  </Text>
                  <DayLine summary={each} />
                </Group>
              </List.Item>
            ))}
          </List>
        </ScrollArea.Autosize>
      )}
    </Section>
  );
}

function DayLine({ summary }: { readonly summary: DaySummary }) {
  const t = useWords(words);
  const parts = dayParts(summary).map(({ word, count }) => `${t(word)} ${count}`);
  return <Text size="sm">{parts.length === 0 ? t("clockNothing") : parts.join(" · ")}</Text>;
}
