import { Flex, Text, Tile } from "@hubspot/ui-extensions";
import { Field } from "./field.tsx";
import { isValues } from "./field-schema.ts";
import { type FieldProps, useField } from "./form-context.ts";

/** Fields that belong together, under a heading. */
export function ObjectField(props: FieldProps) {
  const { shown } = useField(props);
  return (
    <Tile compact>
      <Text format={{ fontWeight: "bold" }}>{shown.label}</Text>
      {shown.description !== undefined && <Text variant="microcopy">{shown.description}</Text>}
      <ObjectFields {...props} />
    </Tile>
  );
}

/** The fields of an object without a heading. */
export function ObjectFields({ schema, path, value }: FieldProps) {
  const values = isValues(value) ? value : {};
  const { required = [] } = schema;
  return (
    <Flex direction="column" gap="sm">
      {Object.entries(schema.properties ?? {}).map(([name, field]) => (
        <Field
          key={name}
          {...{ schema: field, path: [...path, name], value: values[name] }}
          isRequired={required.includes(name)}
        />
      ))}
    </Flex>
  );
}
