import { JsonInput } from "@mantine/core";
import { useState } from "react";
import { useWords } from "../../../app/language/words.ts";
import { words } from "../words.ts";
import type { Placed } from "./schema-form.tsx";

/** A field that no form can show. */
export interface JsonFieldProps {
  readonly label: string;
  readonly description: string | undefined;
  readonly error: string | undefined;
  readonly required: boolean;
  readonly value: unknown;
  readonly set: (value: unknown) => void;
  readonly place: string;
  readonly problems: readonly Placed[];
}

/** Writes a value as JSON; what is wrong within it is told with its place. */
export function JsonField(props: JsonFieldProps) {
  const { label, description, error, required, value, set, place, problems } = props;
  const t = useWords(words);
  const [text, setText] = useState(value === undefined ? "" : JSON.stringify(value, null, 2));
  const write = (next: string) => {
    setText(next);
    if (next.trim() === "") return set(undefined);
    try {
      set(JSON.parse(next));
    } catch {
      // Kept as it is written until it can be read.
    }
  };
  const inner = problems
    .filter((each) => each.place.startsWith(`${place}.`))
    .map((each) => `${each.place.slice(place.length + 1)}: ${each.message}`);
  return (
    <JsonInput
      label={label}
      description={[description, t("asJson")].filter(Boolean).join(" ")}
      error={[error, ...inner].filter(Boolean).join("; ") || undefined}
      required={required}
      value={text}
      onChange={write}
      validationError={t("notJson")}
      autosize
      minRows={4}
      maxRows={24}
      styles={{ input: { fontFamily: "monospace", fontSize: 13 } }}
    />
  );
}
