import {
  Badge,
  Box,
  Button,
  Grid,
  Group,
  NavLink,
  Skeleton,
  Stack,
  Text,
  Title,
} from "@mantine/core";
import { parseTemplatePath, templatePath } from "@perennial/lifecycle";
import { IconTrash } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { useWords } from "../../../app/language/words.ts";
import { Nothing } from "../../../parts/nothing.tsx";
import { useEditor } from "../editor-context.ts";
import {
  type ProgramText,
  programTexts,
  textKey,
  withoutText,
  withText,
} from "../model/program-texts.ts";
import { words } from "../words.ts";
import type { FileTabProps } from "./file-tab.tsx";
import { NewText } from "./new-text.tsx";

const CodeEditor = lazy(() =>
  import("./code-editor.tsx").then((each) => ({ default: each.CodeEditor })),
);

/** Which text is open, and what is given from around it. */
export interface TextsTabProps extends FileTabProps {
  /** The path of a file; the first text where it is none. */
  readonly file: string;
}

/** The program's texts, each in Swedish and English beside each other. */
export function TextsTab({ file, ...around }: TextsTabProps) {
  const { files, openText, setFiles, canEdit } = useEditor();
  const t = useWords(words);
  const texts = programTexts(files);
  const asked = parseTemplatePath(file);
  const text = texts.find((each) => asked && textKey(each) === textKey(asked)) ?? texts[0];
  return (
    <Grid gap="md">
      <Grid.Col span={{ base: 12, sm: 3 }}>
        <Box component="nav" aria-label={t("texts")}>
          {texts.map((each) => (
            <NavLink
              key={textKey(each)}
              component="button"
              py={4}
              label={each.name}
              description={t(`textKind.${each.kind}`)}
              active={each === text}
              styles={{ label: { overflowWrap: "anywhere" }, description: { color: "inherit" } }}
              onClick={() => openText(templatePath({ ...each, locale: "sv" }))}
            />
          ))}
        </Box>
        {canEdit && <NewText />}
      </Grid.Col>
      <Grid.Col span={{ base: 12, sm: 9 }}>
        {text === undefined ? (
          <Nothing title={t("noTexts")}>{t("noTextsMeans")}</Nothing>
        ) : (
          <Stack gap="xs">
            <Group justify="space-between">
              <Title order={2} size="h4">
                {text.name} · {t(`textKind.${text.kind}`)}
              </Title>
              {canEdit && (
                <Button
                  variant="subtle"
                  color="dark"
                  size="compact-sm"
                  leftSection={<IconTrash size={14} />}
                  title={t("removeTextMeans", { name: text.name })}
                  onClick={() => setFiles(withoutText(files, text), "remove-text")}
                >
                  {t("removeText")}
                </Button>
              )}
            </Group>
            <Text size="xs" c="dark.3">
              {t("textsHelp")}
            </Text>
            <Grid gap="sm">
              {(["sv", "en"] as const).map((locale) => (
                <Grid.Col key={`${textKey(text)}.${locale}`} span={{ base: 12, sm: 6 }}>
                  <OneText text={text} locale={locale} opened={file} {...around} />
                </Grid.Col>
              ))}
            </Grid>
          </Stack>
        )}
      </Grid.Col>
    </Grid>
  );
}

interface OneTextProps extends FileTabProps {
  readonly text: ProgramText;
  readonly locale: "sv" | "en";
  readonly opened: string;
}

function OneText({ text, locale, opened, goTo, undo, redo }: OneTextProps) {
  const { files, analysis, setFiles, canEdit } = useEditor();
  const t = useWords(words);
  const file = templatePath({ ...text, locale });
  const value = files[file];
  const language = t(locale === "sv" ? "swedish" : "english");
  const problems = analysis.problems.filter((each) => each.file === file);
  const sms = analysis.sms.find(({ template }) => template.file === file);
  return (
    <Stack gap={4}>
      <Group justify="space-between" mih={24}>
        <Text size="sm" fw={600}>
          {language}
        </Text>
        {sms !== undefined && (
          <Badge variant="light" color="dark" styles={{ root: { textTransform: "none" } }}>
            {t("segments", {
              count: sms.segments,
              encoding: sms.encoding === "gsm-7" ? "GSM-7" : "UCS-2",
            })}
          </Badge>
        )}
      </Group>
      {value === undefined ? (
        <Group>
          <Text size="sm">{t("missingText")}</Text>
          {canEdit && (
            <Button
              size="compact-sm"
              variant="light"
              onClick={() => setFiles(withText(files, text), "new-text")}
            >
              {t("writeText")}
            </Button>
          )}
        </Group>
      ) : (
        <Suspense fallback={<Skeleton h={380} />}>
          <CodeEditor
            name={`${text.name}, ${language}`}
            value={value}
            change={(next) => setFiles({ ...files, [file]: next }, file)}
            problems={problems}
            isReadOnly={!canEdit}
            height="400px"
            goTo={opened === file ? goTo : undefined}
            {...{ undo, redo }}
          />
        </Suspense>
      )}
      {problems.map((each) => (
        <Text
          key={`${each.line} ${each.message}`}
          size="sm"
          c={each.severity === "error" ? "red.9" : "dark.4"}
        >
          {t(each.severity)}: {each.message} {each.remedy}
        </Text>
      ))}
    </Stack>
  );
}
