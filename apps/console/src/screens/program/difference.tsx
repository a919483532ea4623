import { Group, List, Select, Stack, Text, Title } from "@mantine/core";
import type { ProgramDifference } from "@perennial/api";
import { useState } from "react";
import { useAsk } from "../../app/api/use-ask.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { Section } from "../../parts/section.tsx";
import { FileDifference } from "./file-difference.tsx";
import { words } from "./words.ts";

export interface DifferenceProps {
  readonly id: string;
  /** Newest first. */
  readonly versions: readonly number[];
  readonly hasDraft: boolean;
}

/** What differs between two states of a program: in words first, then line by line. */
export function Difference({ id, versions, hasDraft }: DifferenceProps) {
  const t = useWords(words);
  const { locale } = useLanguage();
  const [newest, before] = versions.map(String);
  const [from, setFrom] = useState(hasDraft ? "published" : (before ?? newest ?? "published"));
  const [to, setTo] = useState(hasDraft ? "draft" : "published");
  const query = useAsk(
    "diffProgram",
    { params: { id }, query: { from, to, locale } },
    { keep: true },
  );
  const states = [
    { value: "published", label: t("published") },
    ...(hasDraft ? [{ value: "draft", label: t("draft") }] : []),
    ...versions.map((version) => ({ value: String(version), label: t("version", { version }) })),
  ];
  return (
    <Section title={t("compare")}>
      <Stack>
        <Group>
          <Select
            label={t("from")}
            data={states}
            value={from}
            allowDeselect={false}
            onChange={(next) => setFrom(next ?? from)}
          />
          <Select
            label={t("to")}
            data={states}
            value={to}
            allowDeselect={false}
            onChange={(next) => setTo(next ?? to)}
          />
        </Group>
        <Answered query={query}>{(difference) => <Told difference={difference} />}</Answered>
      </Stack>
    </Section>
  );
}

function Told({ difference }: { readonly difference: ProgramDifference }) {
  const t = useWords(words);
  const { isSame, changes, files } = difference;
  if (isSame) return <Text>{t("same")}</Text>;
  return (
    <>
      <Title order={3} size="h6">
        {t("inWords")}
      </Title>
      {changes.length === 0 ? (
        <Text>{t("onlyForm")}</Text>
      ) : (
        <List size="sm">
          {changes.map(({ about, subject, change, sentence }) => (
            <List.Item key={`${about} ${change} ${subject}`}>{sentence}</List.Item>
          ))}
        </List>
      )}
      <Title order={3} size="h6">
        {t("inFiles")}
      </Title>
      {files.map((file) => (
        <FileDifference key={file.file} file={file} />
      ))}
    </>
  );
}
