import { Button, Flex, MultiSelect, Text, TextArea, Tile } from "@hubspot/ui-extensions";
import { Field } from "./field.tsx";
import { blankOf, type FieldSchema, kindOf } from "./field-schema.ts";
import { ANY, type FieldProps, type Option, useField } from "./form-context.ts";
import { optionWord } from "./form-words.ts";

type ListFieldProps = FieldProps & { readonly items: FieldSchema };

/** A list: chosen where it is known what there is, written where it is not, and item by item where items have fields. */
export function ListField(props: ListFieldProps) {
  const kind = kindOf(props.items);
  if (kind.kind === "text" || kind.kind === "enum") return <TextList {...props} />;
  return <ItemList {...props} />;
}

function TextList(props: ListFieldProps) {
  const { form, words, shown, change } = useField(props);
  const { items, path } = props;
  // What is left out altogether is something else than nothing.
  const isOptional = props.isRequired !== true && props.schema.default === undefined;
  const put = (chosen: readonly string[]) =>
    change(isOptional && chosen.length === 0 ? undefined : chosen);
  const value = Array.isArray(props.value) ? props.value.map(String) : [];
  const wrong = value.flatMap((each, index) => {
    const message = form.errors.get([...path, String(index)].join("."));
    return message === undefined ? [] : [`${each}: ${message}`];
  });
  const field = {
    ...shown,
    ...(wrong.length > 0 && { error: true, validationMessage: wrong.join(" ") }),
  };
  const known = items.enum
    ? items.enum.map((each) => ({ value: each, label: optionWord(each, form.language) }))
    : form.choices([...path, ANY], items);
  if (known) {
    const strangers = value.filter((each) => !known.some((option) => option.value === each));
    const others: Option[] = strangers.map((each) => ({ value: each, label: words.unknown(each) }));
    return (
      <MultiSelect
        {...{ ...field, value, options: [...known, ...others] }}
        onChange={(chosen) => put(chosen.map(String))}
      />
    );
  }
  return (
    <TextArea
      {...field}
      value={value.join("\n")}
      description={[shown.description, words.onePerLine].filter((each) => each).join(" ")}
      onChange={(text) => put(text.split("\n").flatMap((line) => line.trim() || []))}
    />
  );
}

function ItemList(props: ListFieldProps) {
  const { form, words, shown, change } = useField(props);
  const { items, path } = props;
  const values: readonly unknown[] = Array.isArray(props.value) ? props.value : [];
  return (
    <Flex direction="column" gap="sm">
      <Text format={{ fontWeight: "bold" }}>{shown.label}</Text>
      {shown.description !== undefined && <Text variant="microcopy">{shown.description}</Text>}
      {shown.validationMessage !== undefined && <Text>{shown.validationMessage}</Text>}
      {values.map((value, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: items have no name of their own, and their place is their path
        <Tile key={index} compact>
          <Field
            {...{ schema: items, path: [...path, String(index)], value, isRequired: true }}
            label={words.item(shown.label, index + 1)}
          />
          {!form.isReadOnly && (
            <Button size="xs" onClick={() => change(values.filter((_, at) => at !== index))}>
              {words.remove}
            </Button>
          )}
        </Tile>
      ))}
      {!form.isReadOnly && (
        <Button size="sm" onClick={() => change([...values, blankOf(items)])}>
          {words.add}
        </Button>
      )}
    </Flex>
  );
}
