import { Button, List, Stack, Text, Textarea } from "@mantine/core";
import { useWords } from "../../app/language/words.ts";
import { useMay } from "../../app/session/use-session.ts";
import { Section } from "../../parts/section.tsx";
import type { OpenText } from "./preview.tsx";
import type { TextDraft } from "./use-text-draft.ts";
import { words } from "./words.ts";

/** A text in one language, to be changed. */
export function TextEditor({
  open,
  draft,
  locale,
}: OpenText & { readonly draft: TextDraft; readonly locale: "sv" | "en" }) {
  const t = useWords(words);
  const may = useMay("marketer");
  const text = draft.textOf(locale);
  const found = open.texts.find((each) => each.locale === locale);
  const hasSubject = open.template.channel === "email" || open.template.channel === "task";
  const language = t(locale).toLowerCase();
  return (
    <Section title={t(locale)}>
      {text === null ? (
        <Stack align="flex-start" gap="xs">
          <Text size="sm">{t("notThere")}</Text>
          {may && (
            <Button
              variant="default"
              onClick={() => draft.write(locale, hasSubject ? "Subject: " : "")}
            >
              {t("writeIt")}
            </Button>
          )}
        </Stack>
      ) : (
        <Stack gap="xs">
          <Textarea
            label={t("textIn", { language })}
            description={t(hasSubject ? "mailFirst" : "textLead")}
            value={text}
            onChange={(event) => draft.write(locale, event.currentTarget.value)}
            readOnly={!may}
            autosize
            minRows={open.template.channel === "sms" ? 5 : 10}
            maxRows={24}
            lang={locale}
            spellCheck
            error={found !== undefined && found.problems.length > 0}
          />
          {found !== undefined && found.problems.length > 0 && text === found.text && (
            <List size="sm" c="red.9">
              {found.problems.map(({ line, column, message, remedy }) => (
                <List.Item key={`${line}:${column} ${message}`}>
                  {t("row", { line })}: {message} {remedy}
                </List.Item>
              ))}
            </List>
          )}
        </Stack>
      )}
    </Section>
  );
}
