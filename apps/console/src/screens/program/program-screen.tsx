import { Anchor, Button, Group, Stack, Tabs, Text } from "@mantine/core";
import type { ProgramView } from "@perennial/api";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { type ComponentType, lazy, Suspense } from "react";
import { useAsk } from "../../app/api/use-ask.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { useMay } from "../../app/session/use-session.ts";
import { Answered } from "../../parts/answered.tsx";
import { Loading } from "../../parts/loading.tsx";
import { Nothing } from "../../parts/nothing.tsx";
import { Screen } from "../../parts/screen.tsx";
import { ProgramState } from "../programs/program-state.tsx";
import { DraftNote } from "./draft-note.tsx";
import { Overview } from "./overview.tsx";
import { StateControls } from "./state-controls.tsx";
import { words } from "./words.ts";

/** What every part of the page is about. */
export interface PartProps {
  readonly program: ProgramView;
}

const part = (load: () => Promise<ComponentType<PartProps>>) =>
  lazy(async () => ({ default: await load() }));

const PARTS = {
  overview: Overview,
  process: part(async () => (await import("./process-picture.tsx")).ProcessPicture),
  settings: part(async () => (await import("./settings-form.tsx")).SettingsForm),
  audience: part(async () => (await import("./audience.tsx")).Audience),
  versions: part(async () => (await import("./versions.tsx")).Versions),
  results: part(async () => (await import("./results.tsx")).Results),
  people: part(async () => (await import("./people.tsx")).People),
} as const;
type Tab = keyof typeof PARTS;
const TABS = Object.keys(PARTS) as readonly Tab[];

/** One program: what it does, what it led to, and every control over it (ux.md, 2.6). */
export function ProgramScreen() {
  const { id = "" }: { readonly id?: string } = useParams({ strict: false });
  const programs = useAsk("listPrograms");
  const program = programs.data?.items.find((each) => each.id === id);
  if (program) return <Page program={program} />;
  return (
    <Screen title={id}>
      <Answered query={programs}>{() => <Unpublished id={id} />}</Answered>
    </Screen>
  );
}

/** What is not published: a draft, or nothing at all. */
function Unpublished({ id }: { readonly id: string }) {
  const t = useWords(words);
  const drafts = useAsk("listDrafts");
  const isDraft = drafts.data?.items.some((each) => each.program === id) === true;
  const to = isDraft ? `/programs/${id}/edit` : "/programs";
  return (
    <Nothing
      title={t(isDraft ? "onlyDraftTitle" : "unknown")}
      action={
        <Button renderRoot={(props) => <Link to={to} {...props} />}>
          {t(isDraft ? "openDraft" : "back")}
        </Button>
      }
    >
      {t(isDraft ? "onlyDraft" : "unknownMeans")}
    </Nothing>
  );
}

function Page({ program }: PartProps) {
  const t = useWords(words);
  const { locale } = useLanguage();
  const navigate = useNavigate();
  const search: { readonly tab?: unknown } = useSearch({ strict: false });
  const tab = TABS.find((each) => each === search.tab) ?? "overview";
  const show = (next: string | null) =>
    void navigate({ to: `/programs/${program.id}`, search: { tab: next } as never, replace: true });
  const Part = PARTS[tab];
  return (
    <Screen
      title={program.name[locale]}
      above={
        <Anchor size="sm" renderRoot={(props) => <Link to="/programs" {...props} />}>
          {t("back")}
        </Anchor>
      }
      lead={
        <Group gap="xs">
          <ProgramState state={program.state} />
          <Text size="sm">{t("version", { version: program.version })}</Text>
        </Group>
      }
      actions={<Ways id={program.id} />}
    >
      <Stack gap="md">
        <StateControls program={program} />
        <DraftNote program={program} />
        <Tabs value={tab} onChange={show} keepMounted={false}>
          <Tabs.List mb="md" aria-label={program.name[locale]}>
            {TABS.map((each) => (
              <Tabs.Tab key={each} value={each}>
                {t(each)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value={tab}>
            <Suspense fallback={<Loading rows={6} />}>
              <Part program={program} />
            </Suspense>
          </Tabs.Panel>
        </Tabs>
      </Stack>
    </Screen>
  );
}

/** Where the program can be changed and tried. */
function Ways({ id }: { readonly id: string }) {
  const t = useWords(words);
  const isMarketer = useMay("marketer");
  return (
    <>
      <Button
        variant="default"
        renderRoot={(props) => <Link to={`/programs/${id}/try`} {...props} />}
      >
        {t("tryOn")}
      </Button>
      {isMarketer && (
        <>
          <Button
            variant="default"
            renderRoot={(props) => <Link to={`/programs/${id}/dry-run`} {...props} />}
          >
            {t("dryRun")}
          </Button>
          <Button renderRoot={(props) => <Link to={`/programs/${id}/edit`} {...props} />}>
            {t("edit")}
          </Button>
        </>
      )}
    </>
  );
}
