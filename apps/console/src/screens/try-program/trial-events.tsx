import { Badge, Box, Group, Paper, Stack, Text } from "@mantine/core";
import type { TrialView } from "@perennial/api";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { StateBadge, type Tone } from "../../parts/state-badge.tsx";
import { ConditionTable } from "./condition-table.tsx";
import { words } from "./words.ts";

type TrialEvent = TrialView["events"][number];

const TONES: Readonly<Record<string, Tone>> = {
  ...{ sent: "good", call: "good", task: "good", "goal-met": "good" },
  ...{ held: "wait", skipped: "warn", alarm: "bad" },
};
const KNOWN = Object.keys(words.sv).filter((key) => key.startsWith("what_"));

/** Everything that would happen, in order, each with its day and time. */
export function TrialEvents({ events }: { readonly events: readonly TrialEvent[] }) {
  return (
    <Stack component="ol" gap="sm" p={0} m={0} style={{ listStyle: "none" }}>
      {events.map((event, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what happens has no name and never moves
        <li key={index}>
          <Happening event={event} />
        </li>
      ))}
    </Stack>
  );
}

function Happening({ event }: { readonly event: TrialEvent }) {
  const t = useWords(words);
  const { day } = useFormat();
  const key = `what_${event.what}`;
  return (
    <Group gap="md" align="flex-start" wrap="nowrap">
      <Box w={116} style={{ flexShrink: 0 }}>
        <Text size="sm" fw={600}>
          <time dateTime={event.at}>{day(event.date)}</time>
        </Text>
        <Text size="sm" c="dark.3">
          {event.time}
        </Text>
      </Box>
      <Box flex={1} miw={0}>
        <Group gap="xs">
          <StateBadge tone={TONES[event.what] ?? "calm"}>
            {KNOWN.includes(key) ? t(key as "what_sent") : event.what}
          </StateBadge>
          {event.stepTitle !== null && (
            <Text size="sm" c="dark.3">
              {event.stepTitle}
            </Text>
          )}
        </Group>
        <Text size="sm">{event.sentence}</Text>
        {event.message !== null && <Message message={event.message} />}
        <ConditionTable name={event.sentence} conditions={event.conditions} />
      </Box>
    </Group>
  );
}

function Message({ message }: { readonly message: NonNullable<TrialEvent["message"]> }) {
  const t = useWords(words);
  const { subject, text, sms } = message;
  return (
    <Paper withBorder p="sm" mt={6} maw={640} bg="gray.0">
      {subject !== null && (
        <Text size="sm" fw={600} mb={4}>
          {t("subject", { subject })}
        </Text>
      )}
      <Text size="sm" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
        {text}
      </Text>
      {sms !== null && (
        <Badge mt={6} variant="light" color="dark" styles={{ root: { textTransform: "none" } }}>
          {t("segments", {
            count: sms.segments,
            encoding: sms.encoding === "gsm-7" ? "GSM-7" : "UCS-2",
          })}
        </Badge>
      )}
    </Paper>
  );
}
