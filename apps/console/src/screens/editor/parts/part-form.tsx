import { Group, Stack, Text, Title } from "@mantine/core";
import { useWords } from "../../../app/language/words.ts";
import { type EditorPart, useEditor } from "../editor-context.ts";
import { FieldForms } from "../form/field-form.tsx";
import { StepNameField } from "../form/step-name-field.tsx";
import { STEP_KINDS } from "../model/new-step.ts";
import { textAt } from "../model/paths.ts";
import { STEP_BASE, STEP_FIELDS } from "../model/step-fields.ts";
import { words } from "../words.ts";
import { KIND_ICONS } from "./kind-icons.ts";
import { SECTIONS } from "./sections.ts";

/** The form of the part that is open: a section of the sheet, or a step. */
export function PartForm({ part }: { readonly part: EditorPart }) {
  const t = useWords(words);
  if ("step" in part) return <StepForm index={part.step} />;
  const fields = SECTIONS.find(({ section }) => section === part.section)?.fields ?? [];
  return (
    <Stack gap="sm">
      <Title order={2} size="h4">
        {t(`section.${part.section}`)}
      </Title>
      <FieldForms fields={fields} path={[]} />
    </Stack>
  );
}

function StepForm({ index }: { readonly index: number }) {
  const { analysis } = useEditor();
  const t = useWords(words);
  const path = ["steps", index];
  const kind = STEP_KINDS.find((each) => each === textAt(analysis.value, [...path, "do"]));
  const title = analysis.graph?.nodes.find(({ number }) => number === index + 1)?.title;
  if (kind === undefined) return null;
  const Icon = KIND_ICONS[kind];
  return (
    <Stack gap="sm">
      <div>
        <Text size="sm" c="dark.3">
          {t("step", { number: index + 1 })}
        </Text>
        <Group gap={8} wrap="nowrap">
          <Icon size={20} stroke={1.6} aria-hidden />
          <Title order={2} size="h4">
            {t(`kind.${kind}`)}
          </Title>
        </Group>
        {title !== undefined && (
          <Text size="sm" mt={4}>
            {title}
          </Text>
        )}
      </div>
      <StepNameField index={index} />
      <FieldForms fields={STEP_FIELDS[kind]} path={path} />
      <FieldForms fields={STEP_BASE} path={path} />
    </Stack>
  );
}
