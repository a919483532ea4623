import { Button, Fieldset, Group, Stack, Text } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useWords } from "../../../app/language/words.ts";
import { useEditor } from "../editor-context.ts";
import { NEW_QUESTION } from "../model/condition-parts.ts";
import type { Path } from "../model/paths.ts";
import { saidCondition } from "../model/said-condition.ts";
import { ConditionForm } from "./condition-form.tsx";
import { conditionWords } from "./condition-words.ts";
import { useField } from "./use-field.ts";

/** A condition of the program. */
export interface ConditionFieldProps {
  readonly label: string;
  readonly path: Path;
  readonly description?: string;
  readonly isOptional?: boolean;
  /** The type of the signal that is looked at, whose fields may be asked about. */
  readonly signal?: string;
}

/** A condition in plain words, and the form that changes it. */
export function ConditionField(props: ConditionFieldProps) {
  const { label, path, description, isOptional = false, signal } = props;
  const { value, set, remove, error, isDisabled } = useField(path);
  const { catalogue, locale } = useEditor();
  const t = useWords(conditionWords);
  const said = value === undefined ? undefined : saidCondition(value, locale, catalogue(signal));
  return (
    <Fieldset legend={label} p="sm" disabled={isDisabled}>
      <Stack gap="xs">
        {description !== undefined && (
          <Text size="xs" c="dark.3">
            {description}
          </Text>
        )}
        {value === undefined ? (
          <Text size="sm">{t("none")}</Text>
        ) : (
          <>
            <Text size="sm" fw={500}>
              {said === undefined ? t("unsaid") : t("says", { sentence: said })}
            </Text>
            <ConditionForm path={path} {...(signal !== undefined && { signal })} depth={0} />
          </>
        )}
        {error !== undefined && (
          <Text size="sm" c="red.9" role="alert">
            {error}
          </Text>
        )}
        <Group gap="xs">
          {value === undefined && (
            <Button
              size="compact-sm"
              variant="light"
              leftSection={<IconPlus size={14} />}
              onClick={() => set(NEW_QUESTION)}
            >
              {t("add")}
            </Button>
          )}
          {value !== undefined && isOptional && (
            <Button
              size="compact-sm"
              variant="subtle"
              color="dark"
              leftSection={<IconTrash size={14} />}
              onClick={remove}
            >
              {t("remove")}
            </Button>
          )}
        </Group>
      </Stack>
    </Fieldset>
  );
}
