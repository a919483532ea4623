import { ActionIcon, Button, Group, Stack, Text } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useWords } from "../../../app/language/words.ts";
import { Section } from "../../../parts/section.tsx";
import { useEditor } from "../../editor/editor-context.ts";
import { WordsField } from "../../editor/form/words-field.tsx";
import { freeName } from "../../editor/model/new-step.ts";
import { type NameList, useNamed } from "./named.ts";
import { words } from "./words.ts";

const LISTS = [
  ...(["errands", "skills", "voiceMessages"] as const),
  ...(["selfServices", "views", "highlights"] as const),
] as const;
/** What a new thing of a list is named by in the rules. */
const STEMS = {
  ...{ errands: "errand", skills: "skill", voiceMessages: "message" },
  ...{ selfServices: "self-service", views: "view", highlights: "highlight" },
} as const;

/** What the rules choose from: errands, skills, messages, self-services, views and highlights. */
export function NameLists() {
  return LISTS.map((list) => <Names key={list} list={list} />);
}

function Names({ list }: { readonly list: NameList }) {
  const t = useWords(words);
  const { edit, canEdit } = useEditor();
  const names = useNamed(list);
  const add = () => {
    const id = freeName(
      STEMS[list],
      names.map(({ value }) => value),
    );
    edit({ do: "set", path: ["routing", list, id], value: { sv: t("unnamed"), en: t("unnamed") } });
  };
  return (
    <Section title={t(list)}>
      <Stack gap="xs">
        {names.map(({ value, label }) => (
          <Group key={value} gap="xs" align="flex-end" wrap="nowrap">
            <Stack gap={0} flex={1}>
              <Text size="xs" c="dark.4">
                {value}
              </Text>
              <WordsField label={t("name")} path={["routing", list, value]} isRequired />
            </Stack>
            <ActionIcon
              variant="subtle"
              color="dark"
              size="lg"
              disabled={!canEdit}
              aria-label={t("remove", { name: label })}
              onClick={() => edit({ do: "remove", path: ["routing", list, value] })}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </Group>
        ))}
        <Button
          size="compact-sm"
          variant="light"
          disabled={!canEdit}
          leftSection={<IconPlus size={14} />}
          style={{ alignSelf: "flex-start" }}
          onClick={add}
        >
          {t("add")}
        </Button>
      </Stack>
    </Section>
  );
}
