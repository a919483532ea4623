import { Stack } from "@mantine/core";
import { bare, type Schema, type Values, withValue } from "./schema.ts";
import { SchemaField } from "./schema-field.tsx";

/** What is wrong at a place, as the server says. */
export interface Placed {
  readonly place: string;
  readonly message: string;
}

/** A form made of a schema. */
export interface SchemaFormProps {
  readonly schema: Schema;
  readonly values: Values;
  readonly change: (values: Values) => void;
  readonly problems: readonly Placed[];
  /** Secrets that are filled in and never shown. @default none */
  readonly secrets?: ReadonlySet<string>;
  /** Fields that stand elsewhere. @default none */
  readonly without?: ReadonlySet<string>;
  /** Where these values are among the settings. @default the whole */
  readonly place?: string;
  /** What references lead into. @default the schema itself */
  readonly root?: Schema;
}

/** The fields of a schema, each with its label, its help and what is wrong with it. */
export function SchemaForm(props: SchemaFormProps) {
  const { schema, values, change, place = "settings", root = schema, without } = props;
  const fields = Object.entries(schema.properties ?? {});
  const required = new Set(schema.required ?? []);
  return (
    <Stack gap="md">
      {fields
        .filter(([name]) => !without?.has(name))
        .map(([name, field]) => (
          <SchemaField
            key={name}
            {...props}
            name={name}
            field={field}
            schema={bare(field, root)}
            root={root}
            place={`${place}.${name}`}
            value={values[name]}
            set={(value) => change(withValue(values, name, value))}
            isRequired={required.has(name) && field.default === undefined}
          />
        ))}
    </Stack>
  );
}
