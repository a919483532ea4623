import { Anchor, Group, Tabs } from "@mantine/core";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useAsk } from "../../app/api/use-ask.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { useMay } from "../../app/session/use-session.ts";
import { Answered } from "../../parts/answered.tsx";
import { Screen } from "../../parts/screen.tsx";
import { StateBadge } from "../../parts/state-badge.tsx";
import { standingOf } from "../connections/connection-tone.ts";
import { Deliveries } from "./deliveries.tsx";
import { HeadActions } from "./head-actions.tsx";
import { Health } from "./health.tsx";
import { MappingTab } from "./mapping-tab.tsx";
import { RemoveTab } from "./remove-tab.tsx";
import { SettingsTab } from "./settings-tab.tsx";
import { words } from "./words.ts";

const TABS = ["health", "settings", "mapping", "deliveries", "remove"] as const;

/** How often a first load is looked at, in milliseconds. */
const EVERY = 3_000;

/** One connection: how it does, its settings, what its fields become, and what came in. */
export function ConnectionScreen() {
  const t = useWords(words);
  const { locale } = useLanguage();
  const { id = "" } = useParams({ strict: false });
  const may = useMay("admin");
  const search = useSearch({ strict: false }) as { readonly tab?: unknown };
  const tab = TABS.find((each) => each === search.tab) ?? "health";
  const navigate = useNavigate();
  const query = useAsk("getConnection", { params: { id }, query: { locale } }, { every: EVERY });
  const show = (next: string | null) =>
    void navigate({
      to: "/connections/$id",
      params: { id },
      search: (next === "health" || next === null ? {} : { tab: next }) as never,
      replace: true,
    });
  const connection = query.data?.connection;
  const standing = connection && standingOf(connection);
  return (
    <Screen
      title={connection ? `${connection.title[locale]} (${id})` : id}
      lead={
        standing && (
          <Group gap="xs">
            <StateBadge tone={standing.tone}>{t(standing.word)}</StateBadge>
            {connection?.pausedBy !== null && t("pausedBy", { who: connection?.pausedBy ?? "" })}
            {connection?.pausedBy === null && connection.problem}
          </Group>
        )
      }
      above={
        <Anchor size="sm" renderRoot={(props) => <Link to="/connections" {...props} />}>
          {t("back")}
        </Anchor>
      }
      actions={query.data && <HeadActions health={query.data} />}
    >
      <Answered query={query} rows={8}>
        {(health) => (
          <Tabs value={tab} onChange={show} keepMounted={false}>
            <Tabs.List mb="md">
              {TABS.filter((each) => each === "health" || may).map((each) => (
                <Tabs.Tab key={each} value={each}>
                  {t(each)}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            <Tabs.Panel value="health">
              <Health health={health} />
            </Tabs.Panel>
            <Tabs.Panel value="settings">
              <SettingsTab id={id} />
            </Tabs.Panel>
            <Tabs.Panel value="mapping">
              <MappingTab id={id} />
            </Tabs.Panel>
            <Tabs.Panel value="deliveries">
              <Deliveries id={id} />
            </Tabs.Panel>
            <Tabs.Panel value="remove">
              <RemoveTab health={health} />
            </Tabs.Panel>
          </Tabs>
        )}
      </Answered>
    </Screen>
  );
}
