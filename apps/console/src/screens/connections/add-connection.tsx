import { Anchor, Button, Group, Paper, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import type { ConnectorView } from "@perennial/api";
import { useAsk } from "../../app/api/use-ask.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { Section } from "../../parts/section.tsx";
import { StateBadge } from "../../parts/state-badge.tsx";
import { InstallLink } from "./install-link.tsx";
import { NewForm } from "./new-form.tsx";
import { words } from "./words.ts";

/** Which system is being connected. */
export interface AddConnectionProps {
  readonly chosen: string | undefined;
  readonly choose: (connector: string | undefined) => void;
}

/** Connects a system: one is chosen, and then installed or filled in. */
export function AddConnection({ chosen, choose }: AddConnectionProps) {
  const t = useWords(words);
  const { locale } = useLanguage();
  const query = useAsk("listConnectors");
  return (
    <Answered query={query} rows={8}>
      {({ items }) => {
        const connector = items.find(({ id }) => id === chosen);
        if (!connector) return <Choice items={items} choose={choose} />;
        return (
          <Section
            title={connector.title[locale]}
            lead={
              <Anchor href={connector.documentation} target="_blank" rel="noreferrer">
                {t("documentation")}
              </Anchor>
            }
            actions={
              <Button variant="default" onClick={() => choose("new")}>
                {t("backToChoice")}
              </Button>
            }
          >
            {connector.way === "install" ? (
              <InstallLink connector={connector} />
            ) : (
              <NewForm connector={connector} />
            )}
          </Section>
        );
      }}
    </Answered>
  );
}

function Choice({
  items,
  choose,
}: Pick<AddConnectionProps, "choose"> & { readonly items: readonly ConnectorView[] }) {
  const t = useWords(words);
  return (
    <Stack gap="sm">
      <Title order={2} size="h4">
        {t("choose")}
      </Title>
      <Text c="dark.4">{t("chooseLead")}</Text>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
        {items.map((each) => (
          <ChoiceCard key={each.id} connector={each} choose={() => choose(each.id)} />
        ))}
      </SimpleGrid>
    </Stack>
  );
}

function ChoiceCard({
  connector,
  choose,
}: {
  readonly connector: ConnectorView;
  readonly choose: () => void;
}) {
  const t = useWords(words);
  const { locale } = useLanguage();
  const { title, does, connections, way, ready } = connector;
  return (
    <Paper withBorder p="md" radius="md">
      <Stack gap="xs" h="100%" justify="space-between">
        <div>
          <Text fw={600}>{title[locale]}</Text>
          <Group gap={4} mt={4}>
            {does.map((each) => (
              <StateBadge key={each} tone="calm">
                {t(each)}
              </StateBadge>
            ))}
          </Group>
          {connections.length > 0 && (
            <Text size="sm" c="dark.4" mt={4}>
              {t("installed", { names: connections.join(", ") })}
            </Text>
          )}
          {way === "install" && (
            <Text size="sm" c="dark.4" mt={4}>
              {ready ? t("byInstall") : t("notReady")}
            </Text>
          )}
        </div>
        <Button variant="light" onClick={choose} disabled={!ready}>
          {title[locale]}
        </Button>
      </Stack>
    </Paper>
  );
}
