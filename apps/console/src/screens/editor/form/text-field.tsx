import { Textarea, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import type { Path } from "../model/paths.ts";
import { useField } from "./use-field.ts";
import { useLateValue } from "./use-late-value.ts";

/** A text in the file. */
export interface TextFieldProps {
  readonly label: string;
  readonly path: Path;
  readonly description?: ReactNode;
  readonly isLong?: boolean;
  readonly isRequired?: boolean;
  readonly type?: "text" | "date" | "time";
}

/** A field for a text; an empty one is taken out of the file unless it must be there. */
export function TextField(props: TextFieldProps) {
  const { label, path, description, isLong = false, isRequired = false, type = "text" } = props;
  const { value, set, error, isDisabled } = useField(path);
  const shown = value === undefined || value === null ? "" : String(value);
  const late = useLateValue(shown, (text) => set(text === "" && !isRequired ? undefined : text));
  const shared = {
    ...{ label, error, disabled: isDisabled, withAsterisk: isRequired, value: late.text },
    ...(description !== undefined && { description }),
    onBlur: late.flush,
  };
  if (isLong) {
    return (
      <Textarea
        {...shared}
        autosize
        minRows={2}
        maxRows={8}
        onChange={(event) => late.change(event.currentTarget.value)}
      />
    );
  }
  return (
    <TextInput
      {...shared}
      type={type}
      onChange={(event) => late.change(event.currentTarget.value)}
    />
  );
}
