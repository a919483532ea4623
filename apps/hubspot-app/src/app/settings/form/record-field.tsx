import { Button, Flex, Input, Select, Text, Tile } from "@hubspot/ui-extensions";
import { useState } from "react";
import { Field } from "./field.tsx";
import { blankOf, type FieldSchema, isValues } from "./field-schema.ts";
import { ANY, type FieldProps, useField } from "./form-context.ts";
import { fieldWord } from "./form-words.ts";

interface RecordFieldProps extends FieldProps {
  readonly names: FieldSchema;
  readonly values: FieldSchema;
}

/** Rows with a name on the left and a value on the right, such as a stage and what it means. */
export function RecordField(props: RecordFieldProps) {
  const { form, words, shown, change } = useField(props);
  const { path, values, names } = props;
  const rows = isValues(props.value) ? props.value : {};
  const known = form.choices([...path, ANY], names);
  const label = (name: string) =>
    known?.find(({ value }) => value === name)?.label ?? fieldWord(name, form.language);
  return (
    <Flex direction="column" gap="sm">
      <Text format={{ fontWeight: "bold" }}>{shown.label}</Text>
      {shown.description !== undefined && <Text variant="microcopy">{shown.description}</Text>}
      {shown.validationMessage !== undefined && <Text>{shown.validationMessage}</Text>}
      {Object.entries(rows).map(([name, value]) => (
        <Tile key={name} compact>
          <Field
            {...{ schema: values, path: [...path, name], value, label: label(name) }}
            isRequired
          />
          {!form.isReadOnly && (
            <Button
              size="xs"
              onClick={() => {
                const { [name]: _gone, ...others } = rows;
                change(others);
              }}
            >
              {words.remove}
            </Button>
          )}
        </Tile>
      ))}
      {!form.isReadOnly && (
        <NewRow
          label={words.newName(shown.label)}
          {...{ name: `${shown.name}.new`, add: words.add, taken: Object.keys(rows) }}
          known={known}
          onAdd={(name) => change({ ...rows, [name]: blankOf(values) })}
        />
      )}
    </Flex>
  );
}

interface NewRowProps {
  readonly name: string;
  readonly label: string;
  readonly add: string;
  readonly taken: readonly string[];
  readonly known: readonly { readonly value: string; readonly label: string }[] | undefined;
  readonly onAdd: (name: string) => void;
}

function NewRow({ name, label, add, taken, known, onAdd }: NewRowProps) {
  const [written, setWritten] = useState("");
  const row = written.trim();
  const left = known?.filter(({ value }) => !taken.includes(value));
  return (
    <>
      {left ? (
        <Select
          {...{ name, label, value: written, options: left.map((each) => ({ ...each })) }}
          onChange={(chosen) => setWritten(String(chosen))}
        />
      ) : (
        <Input {...{ name, label, value: written }} onChange={setWritten} />
      )}
      <Button
        size="sm"
        disabled={row === "" || taken.includes(row)}
        onClick={() => {
          onAdd(row);
          setWritten("");
        }}
      >
        {add}
      </Button>
    </>
  );
}
