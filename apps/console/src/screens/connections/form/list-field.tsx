import { Button, Fieldset, Group, Paper, Stack, Text } from "@mantine/core";
import { useWords } from "../../../app/language/words.ts";
import { words } from "../words.ts";
import { bare, isValues } from "./schema.ts";
import type { SchemaFieldProps } from "./schema-field.tsx";
import { SchemaForm } from "./schema-form.tsx";

/** A list whose items have fields of their own. */
export interface ListFieldProps extends SchemaFieldProps {
  readonly label: string;
  readonly description: string | undefined;
  readonly error: string | undefined;
}

/** A list of groups of fields, to be added to and taken from. */
export function ListField(props: ListFieldProps) {
  const { schema, root, place, value, set, label, description, error, problems } = props;
  const t = useWords(words);
  const item = bare(schema.items ?? {}, root);
  const items = Array.isArray(value) ? value : Array.isArray(schema.default) ? schema.default : [];
  const replace = (at: number, next: unknown) =>
    set(items.map((each, index) => (index === at ? next : each)));
  return (
    <Fieldset legend={label}>
      <Stack gap="sm">
        {description !== undefined && (
          <Text size="sm" c="dark.4">
            {description}
          </Text>
        )}
        {items.map((each, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: items have no names of their own
          <Paper key={index} withBorder p="sm">
            <SchemaForm
              schema={item}
              values={isValues(each) ? each : {}}
              change={(next) => replace(index, next)}
              problems={problems}
              place={`${place}.${index}`}
              root={root}
            />
            <Group justify="flex-end" mt="xs">
              <Button
                size="compact-sm"
                variant="subtle"
                color="red.9"
                aria-label={t("removeItem", { name: label, number: index + 1 })}
                onClick={() => set(items.filter((_, at) => at !== index))}
              >
                {t("removeItemShort")}
              </Button>
            </Group>
          </Paper>
        ))}
        <Group>
          <Button size="compact-sm" variant="default" onClick={() => set([...items, {}])}>
            {t("addItem")}
          </Button>
        </Group>
        {error !== undefined && (
          <Text size="sm" c="red.9">
            {error}
          </Text>
        )}
      </Stack>
    </Fieldset>
  );
}
