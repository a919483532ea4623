import { Box, Group, Stack, Text } from "@mantine/core";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { Nothing } from "../nothing.tsx";
import { StateBadge } from "../state-badge.tsx";
import { callWords } from "./call-words.ts";
import type { Picture } from "./use-call.ts";

/** What to talk about, in order of worth, and what to say (L-16, L-17). */
export function TalkPoints({ picture }: { readonly picture: Picture }) {
  const t = useWords(callWords);
  const { talkPoints, calls, currency } = picture;
  if (talkPoints.length === 0 && calls.length === 0) {
    return <Nothing title={t("noTalk")}>{t("noTalkMeans")}</Nothing>;
  }
  return (
    <Stack component="ol" gap="xs" p={0} m={0} style={{ listStyle: "none" }}>
      {calls.map(({ commandId, reason, offer, script }) => (
        <li key={commandId}>
          <Point name={t("listed")} say={script ?? offer ?? reason} because={reason} isDuty />
        </li>
      ))}
      {talkPoints.map(({ id, agreementId, name, duty, say, because, worth }) => (
        <li key={`${id}/${agreementId}`}>
          <Point {...{ name, say, because, worth, currency }} isDuty={duty} />
        </li>
      ))}
    </Stack>
  );
}

interface PointProps {
  readonly name: string;
  readonly say: string;
  readonly because: string;
  readonly isDuty: boolean;
  /** In minor units. */
  readonly worth?: number;
  readonly currency?: string;
}

function Point({ name, say, because, isDuty, worth = 0, currency }: PointProps) {
  const t = useWords(callWords);
  const { money } = useFormat();
  return (
    <Box pl="sm" style={{ borderLeft: "3px solid var(--mantine-color-evergreen-6, #2f7d5b)" }}>
      <Group gap={6}>
        <Text fw={600} size="sm">
          {name}
        </Text>
        {isDuty && <StateBadge tone="warn">{t("duty")}</StateBadge>}
        {worth > 0 && (
          <StateBadge tone="good">{t("worth", { amount: money(worth, currency) })}</StateBadge>
        )}
      </Group>
      {say !== name && (
        <Text size="sm" style={{ whiteSpace: "pre-line" }}>
          {say}
        </Text>
      )}
      {because !== say && (
        <Text size="xs" c="dark.4">
          {t("why", { why: because })}
        </Text>
      )}
    </Box>
  );
}
