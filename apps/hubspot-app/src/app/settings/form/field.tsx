import { Input, NumberInput, Select, Toggle } from "@hubspot/ui-extensions";
import { kindOf } from "./field-schema.ts";
import { type FieldProps, type Option, useField } from "./form-context.ts";
import { optionWord } from "./form-words.ts";
import { ListField } from "./list-field.tsx";
import { NullableField } from "./nullable-field.tsx";
import { ObjectField } from "./object-field.tsx";
import { RecordField } from "./record-field.tsx";
import { VariantField } from "./variant-field.tsx";

/** The field that a schema asks for: the same for every connector's settings and every host. */
export function Field(props: FieldProps) {
  const kind = kindOf(props.schema);
  if (kind.kind === "nullable") return <NullableField {...props} inner={kind.inner} />;
  if (kind.kind === "variants") return <VariantField {...props} variants={kind.variants} />;
  if (kind.kind === "object") return <ObjectField {...props} />;
  if (kind.kind === "record") return <RecordField {...props} {...kind} />;
  if (kind.kind === "list") return <ListField {...props} items={kind.items} />;
  if (kind.kind === "enum") return <EnumField {...props} options={kind.options} />;
  if (kind.kind === "boolean") return <BooleanField {...props} />;
  if (kind.kind === "number") return <NumberField {...props} />;
  return <TextField {...props} />;
}

function EnumField(props: FieldProps & { readonly options: readonly string[] }) {
  const { form, shown, change } = useField(props);
  const options = props.options.map((value) => ({
    value,
    label: optionWord(value, form.language),
  }));
  return <Choice {...{ shown, change, options }} value={props.value} />;
}

function BooleanField(props: FieldProps) {
  const { shown, change } = useField(props);
  const { name, label, readOnly } = shown;
  return <Toggle {...{ name, label, readOnly }} checked={props.value === true} onChange={change} />;
}

function NumberField(props: FieldProps) {
  const { shown, change } = useField(props);
  const { value, schema } = props;
  const min = schema.minimum ?? schema.exclusiveMinimum;
  return (
    <NumberInput
      {...shown}
      {...(typeof value === "number" && { value })}
      {...(min !== undefined && Number.isSafeInteger(min) && { min })}
      onChange={change}
    />
  );
}

/** A text to write, or to choose where it is known what there is. */
function TextField(props: FieldProps) {
  const { form, words, shown, change } = useField(props);
  const { value, path, schema, isRequired } = props;
  const text = typeof value === "string" ? value : "";
  const known = form.choices(path, schema);
  if (known) {
    const none = isRequired === true ? [] : [{ value: "", label: words.notUsed }];
    const options = [...none, ...withPresent(known, text, words.unknown)];
    return (
      <Choice
        {...{ shown, options, value: text }}
        change={(chosen) => change(chosen === "" && !isRequired ? undefined : chosen)}
      />
    );
  }
  const isSecret = schema.secret === true;
  return (
    <Input
      {...{ ...shown, value: text, type: isSecret ? "password" : "text" }}
      {...(isSecret && { placeholder: words.secretSet })}
      onChange={(written) => change(written === "" && !isRequired ? undefined : written)}
    />
  );
}

interface ChoiceProps {
  readonly shown: ReturnType<typeof useField>["shown"];
  readonly value: unknown;
  readonly options: readonly Option[];
  readonly change: (value: string) => void;
}

function Choice({ shown, value, options, change }: ChoiceProps) {
  return (
    <Select
      {...shown}
      value={typeof value === "string" ? value : ""}
      options={options.map((each) => ({ ...each }))}
      onChange={(chosen) => change(String(chosen))}
    />
  );
}

/** What stands in the settings is shown also where HubSpot has it no longer. */
function withPresent(
  known: readonly Option[],
  value: string,
  unknown: (name: string) => string,
): readonly Option[] {
  if (value === "" || known.some((each) => each.value === value)) return known;
  return [...known, { value, label: unknown(value) }];
}
