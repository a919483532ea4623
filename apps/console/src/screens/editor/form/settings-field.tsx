import { ActionIcon, Button, Fieldset, Group, Paper, Stack, Text } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useWords } from "../../../app/language/words.ts";
import { useEditor } from "../editor-context.ts";
import { formWords } from "../form-words.ts";
import { freeName } from "../model/new-step.ts";
import { isRecord, type Path, textAt, valueAt } from "../model/paths.ts";
import { AmountField } from "./amount-field.tsx";
import { ChoiceField } from "./choice-field.tsx";
import { pairWords } from "./pair-words.ts";
import { WordsField } from "./words-field.tsx";

const TYPES = ["duration", "time", "number"] as const;
const KINDS = { duration: "duration", time: "time", number: "count" } as const;
const BEGIN = { type: "duration", default: "P7D", label: { sv: "", en: "" } } as const;

/** The values that each company may choose for itself, with what they are where it does not. */
export function SettingsField({ label, path }: { readonly label: string; readonly path: Path }) {
  const { analysis, edit, canEdit } = useEditor();
  const t = useWords(formWords);
  const pairs = useWords(pairWords);
  const found = valueAt(analysis.value, path);
  const names = isRecord(found) ? Object.keys(found) : [];
  return (
    <Fieldset legend={label} p="sm" disabled={!canEdit}>
      <Stack gap="xs">
        {names.map((name) => {
          const at = [...path, name];
          const type = TYPES.find((each) => each === textAt(found, [name, "type"])) ?? "duration";
          return (
            <Paper key={name} withBorder p="xs" bg="gray.0">
              <Group justify="space-between">
                <Text size="sm" fw={600} ff="monospace">
                  {name}
                </Text>
                <ActionIcon
                  variant="subtle"
                  color="dark"
                  size="sm"
                  aria-label={pairs("remove", { name })}
                  onClick={() => edit({ do: "remove", path: at })}
                >
                  <IconTrash size={15} />
                </ActionIcon>
              </Group>
              <Stack gap={6}>
                <WordsField label={t("settingLabel")} path={[...at, "label"]} isRequired />
                <Group gap="xs" align="flex-start" wrap="nowrap">
                  <ChoiceField
                    label={t("settingType")}
                    path={[...at, "type"]}
                    options={TYPES.map((each) => ({ value: each, label: t(`type.${each}`) }))}
                  />
                  <AmountField
                    label={t("settingDefault")}
                    path={[...at, "default"]}
                    kind={KINDS[type]}
                  />
                </Group>
              </Stack>
            </Paper>
          );
        })}
        <Button
          size="compact-sm"
          variant="light"
          leftSection={<IconPlus size={14} />}
          style={{ alignSelf: "flex-start" }}
          onClick={() =>
            edit({
              do: "set",
              path: [...path, freeName("setting", names).replace("-", "")],
              value: BEGIN,
            })
          }
        >
          {t("setting")}
        </Button>
      </Stack>
    </Fieldset>
  );
}
