import { ActionIcon, Button, Fieldset, Group, Paper, Stack, Text } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from "@tabler/icons-react";
import { useWords } from "../../../app/language/words.ts";
import { useEditor } from "../editor-context.ts";
import { type FormWord, formWords } from "../form-words.ts";
import type { Variant } from "../model/field-spec.ts";
import { listAt, type Path } from "../model/paths.ts";
import { words } from "../words.ts";
import { FieldForms } from "./field-form.tsx";
import { useField } from "./use-field.ts";

/** A list of things that have a form each. */
export interface ListFieldProps {
  readonly label: string;
  readonly path: Path;
  /** What one of them is called. */
  readonly item: string;
  readonly variants: readonly Variant[];
}

/** A list: each of its things in a form of its own, to be added, moved and taken away. */
export function ListField({ label, path, item, variants }: ListFieldProps) {
  const { analysis, edit, canEdit } = useEditor();
  const { error } = useField(path, false);
  const t: (word: FormWord) => string = useWords(formWords);
  const items = listAt(analysis.value, path);
  return (
    <Fieldset legend={label} p="sm">
      <Stack gap="xs">
        {items.map((value, index) => {
          const fields = variants.find((each) => each.is(value))?.fields ?? [];
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: what is listed has no name that lasts
            <Paper key={index} withBorder p="xs" bg="gray.0">
              <ItemHead
                {...{ path, index, last: items.length - 1, name: `${item} ${index + 1}` }}
              />
              <FieldForms fields={fields} path={[...path, index]} />
            </Paper>
          );
        })}
        {error !== undefined && (
          <Text size="sm" c="red.9">
            {error}
          </Text>
        )}
        <Group gap="xs">
          {variants.map(({ label: name, blank }) => (
            <Button
              key={name}
              size="compact-sm"
              variant="light"
              disabled={!canEdit}
              leftSection={<IconPlus size={14} />}
              onClick={() => edit({ do: "insert", path, at: items.length, value: blank })}
            >
              {variants.length > 1 ? t(name) : item}
            </Button>
          ))}
        </Group>
      </Stack>
    </Fieldset>
  );
}

/** One of the things in a list, and where it stands. */
export interface ItemHeadProps {
  readonly path: Path;
  readonly index: number;
  readonly last: number;
  readonly name: string;
}

/** The name of a thing in a list, and how it is moved and taken away. */
export function ItemHead({ path, index, last, name }: ItemHeadProps) {
  const { edit, canEdit } = useEditor();
  const t = useWords(words);
  const look = { variant: "subtle", color: "dark", size: "sm" };
  return (
    <Group justify="space-between" gap={4} mb={4}>
      <Text size="sm" fw={600}>
        {name}
      </Text>
      {canEdit && (
        <Group gap={0}>
          <ActionIcon
            {...look}
            disabled={index === 0}
            aria-label={t("moveUp", { name })}
            onClick={() => edit({ do: "move", path, from: index, to: index - 1 })}
          >
            <IconArrowUp size={15} />
          </ActionIcon>
          <ActionIcon
            {...look}
            disabled={index === last}
            aria-label={t("moveDown", { name })}
            onClick={() => edit({ do: "move", path, from: index, to: index + 1 })}
          >
            <IconArrowDown size={15} />
          </ActionIcon>
          <ActionIcon
            {...look}
            aria-label={t("removeStep", { name })}
            onClick={() => edit({ do: "remove", path: [...path, index] })}
          >
            <IconTrash size={15} />
          </ActionIcon>
        </Group>
      )}
    </Group>
  );
}
