import { Anchor, Group, Paper, Stack, Text } from "@mantine/core";
import type { ConnectionView } from "@perennial/api";
import { Link } from "@tanstack/react-router";
import { useAsk } from "../../app/api/use-ask.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { StateBadge } from "../../parts/state-badge.tsx";
import { Headroom } from "../connection/headroom.tsx";
import { TodayFigures } from "../connection/today-figures.tsx";
import { standingOf } from "./connection-tone.ts";
import { words } from "./words.ts";

/** One connection: how it does, what it did today, and how much room its vendor's limits leave. */
export function ConnectionCard({ connection }: { readonly connection: ConnectionView }) {
  const t = useWords(words);
  const { locale } = useLanguage();
  const { moment } = useFormat();
  const { id, title, problem, syncedAt, pausedBy } = connection;
  const { tone, word } = standingOf(connection);
  const use = useAsk("getConnectionUse", { params: { id } });
  return (
    <Paper withBorder p="md" radius="md" component="article" aria-label={`${title[locale]} ${id}`}>
      <Stack gap="sm">
        <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
          <div>
            <Anchor
              fw={600}
              renderRoot={(props) => <Link to="/connections/$id" params={{ id }} {...props} />}
            >
              {title[locale]}
            </Anchor>
            <Text size="sm" c="dark.4">
              {id}
              {syncedAt !== null && ` · ${t("lastRead", { at: moment(syncedAt) })}`}
            </Text>
          </div>
          <StateBadge tone={tone}>{t(word)}</StateBadge>
        </Group>
        {pausedBy !== null && <Text size="sm">{t("pausedBy", { who: pausedBy })}</Text>}
        {problem !== null && pausedBy === null && (
          <Text size="sm" c="red.9">
            {problem}
          </Text>
        )}
        {use.data && (
          <>
            <TodayFigures use={use.data} />
            <Headroom limits={use.data.limits} />
          </>
        )}
      </Stack>
    </Paper>
  );
}
