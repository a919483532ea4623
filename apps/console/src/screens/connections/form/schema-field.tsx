import {
  Checkbox,
  Fieldset,
  MultiSelect,
  NumberInput,
  PasswordInput,
  Select,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { useLanguage } from "../../../app/language/language.ts";
import { useWords } from "../../../app/language/words.ts";
import { words } from "../words.ts";
import { JsonField } from "./json-field.tsx";
import { ListField } from "./list-field.tsx";
import { bare, isValues, kindOf, mayBeNull, type Schema } from "./schema.ts";
import { type Placed, SchemaForm } from "./schema-form.tsx";
import { UnionField } from "./union-field.tsx";

/** One field of a form. */
export interface SchemaFieldProps {
  readonly name: string;
  /** As it stands in its form, and what it comes to. */
  readonly field: Schema;
  readonly schema: Schema;
  readonly root: Schema;
  readonly place: string;
  readonly value: unknown;
  readonly set: (value: unknown) => void;
  readonly isRequired: boolean;
  readonly problems: readonly Placed[];
  readonly secrets?: ReadonlySet<string>;
}

/** A field by its kind: a text, a choice, a group of fields, a list of them. */
export function SchemaField(props: SchemaFieldProps) {
  const { name, field, schema, root, place, value, set, isRequired, problems, secrets } = props;
  const t = useWords(words);
  const { locale } = useLanguage();
  const told = field.label ?? schema.label;
  const help = field.help ?? schema.help;
  const usual = field.default ?? schema.default;
  const isPlain = typeof usual === "string" || typeof usual === "number";
  const description = [help?.[locale], isPlain && t("usual", { value: String(usual) })];
  const common = {
    label: told?.[locale] ?? name,
    description: description.filter(Boolean).join(" ") || undefined,
    error: problems.find((each) => each.place === place)?.message,
    required: isRequired,
  };
  const text = typeof value === "string" ? value : "";
  const setText = (next: string) => set(next === "" ? undefined : next);
  switch (kindOf(schema, root)) {
    case "secret": {
      const isSet = secrets?.has(place.replace(/^settings\./, "")) ?? false;
      return (
        <PasswordInput
          {...common}
          placeholder={isSet ? t("secretSet") : undefined}
          autoComplete="off"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      );
    }
    case "number":
      return (
        <NumberInput
          {...common}
          value={typeof value === "number" ? value : ""}
          onChange={(next) => set(typeof next === "number" ? next : undefined)}
          hideControls
        />
      );
    case "boolean":
      return (
        <Checkbox
          {...common}
          checked={typeof value === "boolean" ? value : usual === true}
          onChange={(event) => set(event.currentTarget.checked)}
        />
      );
    case "choice":
      return (
        <Select
          {...common}
          value={text === "" && isPlain ? String(usual) : text || null}
          onChange={(next) => set(next ?? undefined)}
          data={(schema.enum ?? []).map(String)}
          clearable={!isRequired && usual === undefined}
          placeholder={t("none")}
        />
      );
    case "choices":
      return (
        <MultiSelect
          {...common}
          value={Array.isArray(value) ? value.map(String) : []}
          onChange={set}
          data={(bare(schema.items ?? {}, root).enum ?? []).map(String)}
        />
      );
    case "list":
      return <ListField {...props} {...common} value={value} />;
    case "union":
      return <UnionField {...props} {...common} />;
    case "group":
      return <Group {...props} {...common} />;
    case "json":
      return <JsonField {...common} value={value} set={set} place={place} problems={problems} />;
    default:
      return (
        <TextInput
          {...common}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      );
  }
}

interface GroupProps extends SchemaFieldProps {
  readonly label: string;
  readonly description: string | undefined;
  readonly error: string | undefined;
}

/** Fields that belong together; those that need not be there are turned on first. */
function Group(props: GroupProps) {
  const { field, schema, root, place, value, set, isRequired, label, description, error } = props;
  const t = useWords(words);
  const isOptional = !isRequired && field.default === undefined && schema.default === undefined;
  const isOn = !isOptional || isValues(value);
  const off = mayBeNull(field) ? null : undefined;
  return (
    <Fieldset legend={label}>
      <Stack gap="sm">
        {description !== undefined && (
          <Text size="sm" c="dark.4">
            {description}
          </Text>
        )}
        {isOptional && (
          <Checkbox
            label={t("turnOn")}
            aria-label={`${t("turnOn")}: ${label}`}
            checked={isOn}
            onChange={(event) => set(event.currentTarget.checked ? {} : off)}
          />
        )}
        {isOn && (
          <SchemaForm
            schema={schema}
            values={isValues(value) ? value : {}}
            change={set}
            problems={props.problems}
            {...(props.secrets && { secrets: props.secrets })}
            place={place}
            root={root}
          />
        )}
        {error !== undefined && (
          <Text size="sm" c="red.9">
            {error}
          </Text>
        )}
      </Stack>
    </Fieldset>
  );
}
