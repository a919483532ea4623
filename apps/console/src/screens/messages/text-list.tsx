import { Button, Group, Select, Stack, TextInput } from "@mantine/core";
import type { MessageTemplateView } from "@perennial/api";
import { useState } from "react";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Nothing } from "../../parts/nothing.tsx";
import { Section } from "../../parts/section.tsx";
import { TextRow } from "./text-row.tsx";
import { words } from "./words.ts";

const CHANNELS = ["sms", "email", "call", "task"] as const;

/** The texts of all programs, by program, as far as they match what is looked for. */
export function TextList({ items }: { readonly items: readonly MessageTemplateView[] }) {
  const t = useWords(words);
  const { locale } = useLanguage();
  const [search, setSearch] = useState("");
  const [channel, setChannel] = useState<string | null>(null);
  const wanted = search.trim().toLowerCase();
  const found = items.filter(
    (each) =>
      (channel === null || each.channel === channel) &&
      (wanted === "" || textOf(each).includes(wanted)),
  );
  const programs = Map.groupBy(found, ({ program }) => program);
  return (
    <Stack gap="md">
      <Group align="flex-end" gap="sm">
        <TextInput
          label={t("search")}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          w={280}
        />
        <Select
          label={t("channel")}
          value={channel}
          onChange={setChannel}
          placeholder={t("allChannels")}
          clearable
          data={CHANNELS.map((each) => ({ value: each, label: t(each) }))}
          w={180}
        />
      </Group>
      {found.length === 0 && (
        <Nothing
          title={t("nothingFound")}
          action={
            <Button
              variant="default"
              onClick={() => {
                setSearch("");
                setChannel(null);
              }}
            >
              {t("showAll")}
            </Button>
          }
        >
          {t("nothingFoundMeans")}
        </Nothing>
      )}
      {[...programs].map(([program, texts]) => (
        <Section
          key={program}
          title={texts[0]?.programName?.[locale] ?? program}
          {...(texts[0]?.source === "draft" && { lead: t("programDraft") })}
        >
          {texts.map((each) => (
            <TextRow key={`${each.template}.${each.channel}`} text={each} />
          ))}
        </Section>
      ))}
    </Stack>
  );
}

function textOf({ template, begins, programName }: MessageTemplateView): string {
  const parts = [template, begins.sv, begins.en, programName?.sv, programName?.en];
  return parts.join(" ").toLowerCase();
}
