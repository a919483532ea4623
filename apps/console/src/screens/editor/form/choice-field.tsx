import { MultiSelect, Select } from "@mantine/core";
import type { Option } from "../editor-context.ts";
import type { Path } from "../model/paths.ts";
import { useField } from "./use-field.ts";

/** A value chosen from those there are. */
export interface ChoiceFieldProps {
  readonly label: string;
  readonly path: Path;
  readonly options: readonly Option[];
  /** What holds where nothing is chosen. */
  readonly usual?: string;
  readonly isOptional?: boolean;
  readonly description?: string;
}

/** A choice; a value that is not among them is shown as it stands, so that nothing is lost by looking. */
export function ChoiceField(props: ChoiceFieldProps) {
  const { label, path, options, usual, isOptional = false, description } = props;
  const { value, set, error, isDisabled } = useField(path);
  const shown = typeof value === "string" && value !== "" ? value : null;
  const isRequired = usual === undefined && !isOptional;
  return (
    <Select
      {...{ label, error, disabled: isDisabled, withAsterisk: isRequired }}
      {...(description !== undefined && { description })}
      data={withValue(options, shown)}
      value={shown}
      placeholder={usual ?? ""}
      clearable={!isRequired}
      searchable={options.length > 8}
      allowDeselect={false}
      comboboxProps={{ width: "max-content", position: "bottom-start" }}
      styles={{ dropdown: { maxWidth: 460 } }}
      onChange={(next) => set(next ?? undefined)}
    />
  );
}

/** Several values chosen from those there are; none means everywhere. */
export function ChoicesField({ label, path, options, usual }: ChoiceFieldProps) {
  const { value, set, error, isDisabled } = useField(path);
  const shown = Array.isArray(value) ? value.map(String) : [];
  const data = shown.reduce<readonly Option[]>((all, each) => withValue(all, each), options);
  return (
    <MultiSelect
      {...{ label, error, disabled: isDisabled, value: shown, data: [...data] }}
      placeholder={shown.length === 0 ? (usual ?? "") : ""}
      onChange={(next) => set(next.length === 0 ? undefined : next)}
    />
  );
}

function withValue(options: readonly Option[], value: string | null): Option[] {
  const isKnown = value === null || options.some((each) => each.value === value);
  return isKnown ? [...options] : [...options, { value, label: value }];
}
