import { Anchor, Divider, Group, List, Modal, Stack, Tabs, Text, Title } from "@mantine/core";
import type { LibraryProgramView } from "@perennial/api";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { useMay } from "../../app/session/use-session.ts";
import { NeedList } from "./need-list.tsx";
import { SampleMessage } from "./sample-message.tsx";
import { TakeForm } from "./take-form.tsx";
import { words } from "./words.ts";

export interface GalleryDialogProps {
  /** Nothing where none is open. */
  readonly program: LibraryProgramView | undefined;
  readonly close: () => void;
}

/** A ready program in full, and how it becomes the company's own. */
export function GalleryDialog({ program, close }: GalleryDialogProps) {
  const { locale } = useLanguage();
  const t = useWords(words);
  return (
    <Modal
      opened={program !== undefined}
      onClose={close}
      size="xl"
      title={<b>{program?.name[locale]}</b>}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      {program && <Program program={program} />}
    </Modal>
  );
}

function Program({ program }: { readonly program: LibraryProgramView }) {
  const t = useWords(words);
  const { locale } = useLanguage();
  const isMarketer = useMay("marketer");
  const { objective, target, targetGroup, starts, strengthens, reduces, needs, taken } = program;
  const flows = [...strengthens, ...reduces].map((flow) => flow.words);
  const settings = needs.filter(({ kind }) => kind === "setting");
  return (
    <Stack>
      <Text>{objective[locale]}</Text>
      <Part title={t("reaches")}>{target[locale]}</Part>
      <Part title={t("group")}>{targetGroup[locale]}</Part>
      <Part title={t("starts")}>
        <Lines lines={starts} />
      </Part>
      {flows.length > 0 && <Part title={t("flows")}>{flows.join(" · ")}</Part>}
      <Part title={t("needs")}>
        <NeedList needs={needs.filter(({ kind }) => kind !== "setting")} />
      </Part>
      {settings.length > 0 && (
        <Part title={t("settingsOf")}>
          <Lines lines={settings.map((each) => each.words)} />
        </Part>
      )}
      <Part title={t("sample")}>
        <Samples program={program} />
      </Part>
      <Divider />
      {taken.map(({ program: id }) => (
        <Group key={id} gap="xs">
          <Anchor renderRoot={(props) => <Link to={`/programs/${id}`} {...props} />}>
            {t("takenAs", { program: id })}
          </Anchor>
        </Group>
      ))}
      {isMarketer ? <TakeForm program={program} /> : <Text c="dark.4">{t("notMarketer")}</Text>}
    </Stack>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div>
      <Title order={3} size="h6" mb={4}>
        {title}
      </Title>
      <Text size="sm" component="div">
        {children}
      </Text>
    </div>
  );
}

function Lines({ lines }: { readonly lines: readonly string[] }) {
  return (
    <List size="sm">
      {lines.map((line) => (
        <List.Item key={line}>{line}</List.Item>
      ))}
    </List>
  );
}

function Samples({ program: { sample } }: { readonly program: LibraryProgramView }) {
  const t = useWords(words);
  const { locale } = useLanguage();
  if (!sample.sv && !sample.en) return t("noSample");
  return (
    <Tabs defaultValue={locale}>
      <Tabs.List>
        <Tabs.Tab value="sv">{t("inSwedish")}</Tabs.Tab>
        <Tabs.Tab value="en">{t("inEnglish")}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="sv" pt="xs">
        <SampleMessage message={sample.sv} />
      </Tabs.Panel>
      <Tabs.Panel value="en" pt="xs">
        <SampleMessage message={sample.en} />
      </Tabs.Panel>
    </Tabs>
  );
}
