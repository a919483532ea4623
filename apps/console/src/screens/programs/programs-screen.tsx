import { Stack, Tabs } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useAsk } from "../../app/api/use-ask.ts";
import { useWords } from "../../app/language/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { Nothing } from "../../parts/nothing.tsx";
import { Screen } from "../../parts/screen.tsx";
import { Gallery } from "./gallery.tsx";
import { ProgramList } from "./program-list.tsx";
import { words } from "./words.ts";

const TABS = ["own", "library"] as const;

/** The company's programs, and the library of ready ones, which is what an empty list shows (ux.md, 2.6). */
export function ProgramsScreen() {
  const t = useWords(words);
  const navigate = useNavigate();
  const search: { readonly tab?: unknown } = useSearch({ strict: false });
  const tab = TABS.find((each) => each === search.tab) ?? "own";
  const show = (next: string | null) =>
    void navigate({ to: "/programs", search: { tab: next } as never, replace: true });
  return (
    <Screen title={t("title")} lead={t("lead")}>
      <Tabs value={tab} onChange={show} keepMounted={false}>
        <Tabs.List mb="md">
          {TABS.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {t(each)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="own">
          <OwnPrograms />
        </Tabs.Panel>
        <Tabs.Panel value="library">
          <Gallery />
        </Tabs.Panel>
      </Tabs>
    </Screen>
  );
}

function OwnPrograms() {
  const t = useWords(words);
  const programs = useAsk("listPrograms");
  const drafts = useAsk("listDrafts");
  return (
    <Answered query={programs} rows={6}>
      {({ items }) => (
        <Answered query={drafts}>
          {({ items: open }) =>
            items.length === 0 && open.length === 0 ? (
              <Stack>
                <Nothing title={t("noneTitle")}>{t("none")}</Nothing>
                <Gallery />
              </Stack>
            ) : (
              <ProgramList programs={items} drafts={open} />
            )
          }
        </Answered>
      )}
    </Answered>
  );
}
