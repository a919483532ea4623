import { Fieldset, Select, Stack, Text } from "@mantine/core";
import { useWords } from "../../../app/language/words.ts";
import { words } from "../words.ts";
import { isValues, optionsOf } from "./schema.ts";
import type { SchemaFieldProps } from "./schema-field.tsx";
import { SchemaForm } from "./schema-form.tsx";

/** A field of one of several shapes. */
export interface UnionFieldProps extends SchemaFieldProps {
  readonly label: string;
  readonly description: string | undefined;
  readonly error: string | undefined;
}

/** Chooses one of several shapes and fills its fields in. */
export function UnionField(props: UnionFieldProps) {
  const { schema, root, place, value, set, label, description, error, problems, secrets } = props;
  const t = useWords(words);
  const { by = "", shapes = [] } = optionsOf(schema, root) ?? {};
  const values = isValues(value) ? value : {};
  const chosen = shapes.find(({ name }) => name === values[by]);
  return (
    <Fieldset legend={label}>
      <Stack gap="sm">
        {description !== undefined && (
          <Text size="sm" c="dark.4">
            {description}
          </Text>
        )}
        <Select
          label={t("kind")}
          placeholder={t("none")}
          clearable
          value={chosen?.name ?? null}
          onChange={(next) => set(next === null ? undefined : { [by]: next })}
          data={shapes.map(({ name }) => name)}
          error={error}
        />
        {chosen && (
          <SchemaForm
            schema={chosen.schema}
            values={values}
            change={set}
            problems={problems}
            {...(secrets && { secrets })}
            without={new Set([by])}
            place={place}
            root={root}
          />
        )}
      </Stack>
    </Fieldset>
  );
}
