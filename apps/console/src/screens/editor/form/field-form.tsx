import {
  Checkbox,
  Collapse,
  Fieldset,
  NumberInput,
  Stack,
  Text,
  UnstyledButton,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useWords } from "../../../app/language/words.ts";
import { useEditor } from "../editor-context.ts";
import { type FormWord, formWords } from "../form-words.ts";
import type { FieldSpec } from "../model/field-spec.ts";
import { listAt, type Path, textAt, valueAt } from "../model/paths.ts";
import { AmountField } from "./amount-field.tsx";
import { ChoiceField, ChoicesField } from "./choice-field.tsx";
import { ConditionField } from "./condition-field.tsx";
import { ListField } from "./list-field.tsx";
import { PairsField } from "./pairs-field.tsx";
import { SettingsField } from "./settings-field.tsx";
import { TemplateField } from "./template-field.tsx";
import { TextField } from "./text-field.tsx";
import { useField } from "./use-field.ts";
import { VariantsField } from "./variants-field.tsx";
import { WordsField } from "./words-field.tsx";

/** Fields of a part of the program. */
export interface FieldFormsProps {
  readonly fields: readonly FieldSpec[];
  /** Of the map that the fields are keys of. */
  readonly path: Path;
}

/** The fields of a part of the program, one below the other. */
export function FieldForms({ fields, path }: FieldFormsProps) {
  return (
    <Stack gap="sm">
      {fields.map((field) => (
        <FieldForm key={field.key} field={field} path={[...path, field.key]} />
      ))}
    </Stack>
  );
}

/** One field, filled in as its kind is. */
export function FieldForm({ field, path }: { readonly field: FieldSpec; readonly path: Path }) {
  const t: (word: FormWord) => string = useWords(formWords);
  const { usual, help, isOptional = false } = field;
  const shared = {
    ...{ label: t(field.label), path, isOptional },
    ...(usual !== undefined && { usual: t(usual) }),
    ...(help !== undefined && { description: t(help) }),
  };
  switch (field.kind) {
    case "words":
      return <WordsField {...shared} isLong={field.isLong ?? false} isRequired={!isOptional} />;
    case "text":
      return <TextField {...shared} isRequired={!isOptional} />;
    case "day":
      return <TextField {...shared} type="date" isRequired={!isOptional} />;
    case "yes-no":
      return <YesNoField {...shared} />;
    case "number":
      return <NumberField {...shared} {...(field.max !== undefined && { max: field.max })} />;
    case "duration":
    case "count":
    case "time":
      return <AmountField {...shared} kind={field.kind} />;
    case "choice": {
      const options = field.choices.map(({ value, label }) => ({ value, label: t(label) }));
      return <ChoiceField {...shared} options={options} />;
    }
    case "condition":
      return <ConditionOf {...shared} signal={field.signal} />;
    case "group":
      return <GroupField {...shared} fields={field.fields} />;
    case "list":
      return <ListField {...shared} item={t(field.item)} variants={field.variants} />;
    case "variants":
      return <VariantsField {...shared} variants={field.variants} />;
    case "pairs":
      return <PairsField {...shared} of={field.of} />;
    case "settings":
      return <SettingsField {...shared} />;
    case "template":
      return <TemplateField {...shared} of={field.of} />;
    default:
      return <NamedField {...shared} kind={field.kind} />;
  }
}

interface SharedProps {
  readonly label: string;
  readonly path: Path;
  readonly isOptional: boolean;
  readonly usual?: string;
  readonly description?: string;
}

type NamedKind = Extract<
  FieldSpec["kind"],
  "step" | "stage" | "stages" | "offer" | "program" | "signal" | "date-field" | "rule-pack"
>;

/** A choice among what the program or the company has. */
function NamedField({ kind, ...shared }: SharedProps & { readonly kind: NamedKind }) {
  const { analysis, locale, steps, signals, programs, rulePacks, catalogue } = useEditor();
  const named = (key: string) =>
    listAt(analysis.value, [key]).map((each) => ({
      value: textAt(each, ["id"]),
      label: textAt(each, ["name", locale]) || textAt(each, ["id"]),
    }));
  const dates = () =>
    [...catalogue().fields.values()]
      .filter(({ type }) => type === "date" || type === "instant")
      .map((field) => ({ value: field.path, label: field.words[locale].noun }));
  const options = {
    ...{ step: () => steps, stage: () => named("stages"), stages: () => named("stages") },
    ...{ offer: () => named("offers"), program: () => programs, signal: () => signals },
    ...{ "rule-pack": () => rulePacks, "date-field": dates },
  }[kind]();
  if (kind === "stages") return <ChoicesField {...shared} options={options} />;
  return <ChoiceField {...shared} options={options} />;
}

function ConditionOf({
  signal,
  ...shared
}: SharedProps & { readonly signal: "signal" | "on" | undefined }) {
  const { analysis } = useEditor();
  const type =
    signal === undefined ? "" : textAt(analysis.value, [...shared.path.slice(0, -1), signal]);
  return <ConditionField {...shared} {...(type !== "" && { signal: type })} />;
}

function YesNoField({ label, path }: SharedProps) {
  const { value, set, isDisabled, error } = useField(path);
  return (
    <Checkbox
      {...{ label, error, disabled: isDisabled, checked: value === true }}
      onChange={(event) => set(event.currentTarget.checked ? true : undefined)}
    />
  );
}

function NumberField({
  label,
  path,
  isOptional,
  description,
  max,
}: SharedProps & { readonly max?: number }) {
  const { value, set, isDisabled, error } = useField(path);
  return (
    <NumberInput
      {...{ label, error, disabled: isDisabled, withAsterisk: !isOptional, min: 0 }}
      {...(description !== undefined && { description })}
      {...(max !== undefined && { max })}
      value={typeof value === "number" ? value : ""}
      onChange={(next) => set(next === "" ? undefined : Number(next))}
    />
  );
}

/** Fields that belong together and are seldom changed: folded up until something stands in them. */
function GroupField({
  label,
  path,
  description,
  fields,
}: SharedProps & { readonly fields: readonly FieldSpec[] }) {
  const { analysis } = useEditor();
  const [isOpen, { toggle }] = useDisclosure(valueAt(analysis.value, path) !== undefined);
  const Icon = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <Fieldset
      p="sm"
      legend={
        <UnstyledButton onClick={toggle} aria-expanded={isOpen} fz="sm" fw={500}>
          <Icon size={14} style={{ verticalAlign: "-2px" }} /> {label}
        </UnstyledButton>
      }
    >
      <Collapse expanded={isOpen}>
        {isOpen && (
          <Stack gap="sm">
            {description !== undefined && (
              <Text size="xs" c="dark.3">
                {description}
              </Text>
            )}
            <FieldForms fields={fields} path={path} />
          </Stack>
        )}
      </Collapse>
    </Fieldset>
  );
}
