import { Alert, List, Stack, Text } from "@mantine/core";
import type { ConnectionHealthView } from "@perennial/api";
import { useAsk } from "../../app/api/use-ask.ts";
import { useWords } from "../../app/language/words.ts";
import { Section } from "../../parts/section.tsx";
import { Headroom } from "./headroom.tsx";
import { RecordLists } from "./record-lists.tsx";
import { SyncProgress } from "./sync-progress.tsx";
import { TodayFigures } from "./today-figures.tsx";
import { words } from "./words.ts";

/** How a connection does: its reading, its records in three lists, and what it did today. */
export function Health({ health }: { readonly health: ConnectionHealthView }) {
  const t = useWords(words);
  const { connection, account, administrators, missing } = health;
  const use = useAsk("getConnectionUse", { params: { id: connection.id } });
  return (
    <Stack gap="md">
      {connection.state === "disconnected" && <Alert color="red">{t("reconnectMeans")}</Alert>}
      {missing.length > 0 && (
        <Alert color="yellow" title={t("missing")}>
          <List size="sm">
            {missing.map((each) => (
              <List.Item key={each}>{each}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      <SyncProgress health={health} />
      {use.data && (
        <Section title={t("today")}>
          <Stack gap="md">
            <TodayFigures use={use.data} />
            <Headroom limits={use.data.limits} />
            <Text size="sm" c="dark.4" component="div">
              {account !== null && <div>{t("account", { name: account.name })}</div>}
              {administrators.length > 0 && (
                <div>{t("administrators", { names: administrators.join(", ") })}</div>
              )}
              {connection.door !== null && (
                <div style={{ overflowWrap: "anywhere" }}>
                  {t("door", { door: connection.door })}
                </div>
              )}
            </Text>
          </Stack>
        </Section>
      )}
      <RecordLists health={health} />
    </Stack>
  );
}
