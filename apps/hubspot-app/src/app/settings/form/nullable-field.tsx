import { Flex, Toggle } from "@hubspot/ui-extensions";
import { Field } from "./field.tsx";
import { blankOf, type FieldSchema, kindOf } from "./field-schema.ts";
import { type FieldProps, FormContext, useField } from "./form-context.ts";

/** A field that may be off: a text by being empty, everything else by a switch of its own. */
export function NullableField(props: FieldProps & { readonly inner: FieldSchema }) {
  const { inner, schema, path, value } = props;
  const { form, words, shown, change } = useField(props);
  const { label, help } = schema;
  const named = { ...inner, ...(label && { label }), ...(help && { help }) };
  if (kindOf(inner).kind === "text") {
    const off = {
      ...form,
      change: (at: typeof path, next: unknown) => form.change(at, next ?? null),
    };
    return (
      <FormContext.Provider value={off}>
        <Field {...{ path, value, schema: named }} label={shown.label} />
      </FormContext.Provider>
    );
  }
  const isOn = value !== null && value !== undefined;
  return (
    <Flex direction="column" gap="sm">
      <Toggle
        {...{ name: `${shown.name}.on`, label: shown.label, readOnly: shown.readOnly }}
        {...{ textChecked: words.used, textUnchecked: words.notUsed, checked: isOn }}
        onChange={(on) => change(on ? blankOf(inner) : null)}
      />
      {isOn && <Field {...{ path, value, schema: named }} label={shown.label} />}
    </Flex>
  );
}
