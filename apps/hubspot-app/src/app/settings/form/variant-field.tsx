import { Select, Tile } from "@hubspot/ui-extensions";
import { blankOf, type FieldSchema, variantOf } from "./field-schema.ts";
import { type FieldProps, useField } from "./form-context.ts";
import { ObjectFields } from "./object-field.tsx";

/** A field of which there is one of several kinds, such as a property or a fixed value. */
export function VariantField(props: FieldProps & { readonly variants: readonly FieldSchema[] }) {
  const { variants, value, path, isRequired } = props;
  const { form, words, shown, change } = useField(props);
  const present = variantOf(variants, value);
  const label = (variant: FieldSchema) => {
    const [name = ""] = variant.required ?? [];
    return variant.properties?.[name]?.label?.[form.language] ?? name;
  };
  const options = variants.map((each, index) => ({ label: label(each), value: String(index) }));
  const none = isRequired === true ? [] : [{ label: words.notUsed, value: "" }];
  return (
    <Tile compact>
      <Select
        {...shown}
        value={present ? String(variants.indexOf(present)) : ""}
        options={[...none, ...options]}
        onChange={(index) => {
          const chosen = index === "" ? undefined : variants[Number(index)];
          change(chosen && blankOf(chosen));
        }}
      />
      {present && <ObjectFields {...{ schema: present, path, value }} />}
    </Tile>
  );
}
