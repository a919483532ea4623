import { Anchor, Button, Group, SimpleGrid, Text } from "@mantine/core";
import type { ConnectionView } from "@perennial/api";
import { Link } from "@tanstack/react-router";
import { useAsk } from "../../app/api/use-ask.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { Nothing } from "../../parts/nothing.tsx";
import { Section } from "../../parts/section.tsx";
import { StateBadge, type Tone } from "../../parts/state-badge.tsx";
import { words } from "./words.ts";

/** How the systems do that are read from and sent through. */
export function ConnectionsHealth() {
  const t = useWords(words);
  const query = useAsk("listConnections");
  return (
    <Section title={t("connections")} lead={t("connectionsLead")}>
      <Answered query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing
              title={t("noConnections")}
              action={
                <Button renderRoot={(props) => <Link to="/connections" {...props} />}>
                  {t("connect")}
                </Button>
              }
            >
              {t("noConnectionsMeans")}
            </Nothing>
          ) : (
            <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }}>
              {items.map((each) => (
                <ConnectionLine key={each.id} connection={each} />
              ))}
            </SimpleGrid>
          )
        }
      </Answered>
    </Section>
  );
}

function ConnectionLine({ connection }: { readonly connection: ConnectionView }) {
  const { locale } = useLanguage();
  const { moment } = useFormat();
  const t = useWords(words);
  const { id, title, syncedAt, problem } = connection;
  const { tone, word } = standing(connection);
  return (
    <div>
      <Group gap="xs">
        <Anchor fw={600} renderRoot={(props) => <Link to={`/connections/${id}`} {...props} />}>
          {title[locale]}
        </Anchor>
        <StateBadge tone={tone}>{t(word)}</StateBadge>
      </Group>
      <Text size="sm" c="dark.4">
        {problem ?? (syncedAt === null ? "" : t("synced", { at: moment(syncedAt) }))}
      </Text>
    </div>
  );
}

function standing({ state, problem }: ConnectionView): {
  readonly tone: Tone;
  readonly word: "stateActive" | "statePaused" | "stateProblem";
} {
  if (problem !== null) return { tone: "bad", word: "stateProblem" };
  if (state === "active") return { tone: "good", word: "stateActive" };
  return { tone: "warn", word: "statePaused" };
}
