import { TextInput } from "@mantine/core";
import { messageAt } from "../../app/api/api-problem.ts";
import { useWords } from "../../app/language/words.ts";
import { words } from "./words.ts";

/** Which part of a plan's question is asked for, and what it is now. */
export interface PlanFieldProps {
  readonly name: "district" | "owner" | "from" | "to";
  readonly type: "date" | undefined;
  readonly value: string;
  /** What went wrong, of which one may be about this field. */
  readonly error: readonly (Error | null)[];
  readonly onChange: (value: string) => void;
}

/** A district, whose companies, or a day; what is wrong with it stands beside it. */
export function PlanField({ name, type = undefined, value, error, onChange }: PlanFieldProps) {
  const t = useWords(words);
  const told = error.map((each) => messageAt(each, name)).find((each) => each !== undefined);
  return (
    <TextInput
      label={t(name)}
      type={type ?? "text"}
      value={value}
      error={told}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
