import { Box, Select, Stack } from "@mantine/core";
import { useWords } from "../../../app/language/words.ts";
import { useEditor } from "../editor-context.ts";
import { type FormWord, formWords } from "../form-words.ts";
import type { Variant } from "../model/field-spec.ts";
import { type Path, valueAt } from "../model/paths.ts";
import { FieldForms } from "./field-form.tsx";
import { useField } from "./use-field.ts";

/** A part of the program that may have one of several forms. */
export interface VariantsFieldProps {
  readonly label: string;
  readonly path: Path;
  readonly variants: readonly Variant[];
}

/** The choice between the forms, and the fields of the one that was chosen. */
export function VariantsField({ label, path, variants }: VariantsFieldProps) {
  const { set, error, isDisabled } = useField(path, false);
  const { analysis } = useEditor();
  const t: (word: FormWord) => string = useWords(formWords);
  const value = valueAt(analysis.value, path);
  const chosen = variants.find((each) => each.is(value));
  return (
    <Stack gap="xs">
      <Select
        {...{ label, error, disabled: isDisabled, allowDeselect: false }}
        value={chosen?.label ?? null}
        data={variants.map((each) => ({ value: each.label, label: t(each.label) }))}
        onChange={(next) => set(variants.find((each) => each.label === next)?.blank)}
      />
      {chosen !== undefined && chosen.fields.length > 0 && (
        <Box pl="sm" style={{ borderLeft: "3px solid var(--mantine-color-gray-3)" }}>
          <FieldForms fields={chosen.fields} path={path} />
        </Box>
      )}
    </Stack>
  );
}
