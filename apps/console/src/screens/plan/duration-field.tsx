import { Group, NumberInput, Select, Text, TextInput } from "@mantine/core";
import { useWords } from "../../app/language/words.ts";
import { durationOf, type Length, lengthOf } from "./plan-doc.ts";
import { planWords } from "./plan-words.ts";

const UNITS = ["D", "W", "M", "Y"] as const;

/** A length of time in a form. */
export interface DurationFieldProps {
  readonly label: string;
  readonly description?: string;
  /** As ISO 8601 has it, such as P12M. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | undefined;
  readonly disabled?: boolean;
}

/** A number and a unit for a length of time; one of several units stands as it is written. */
export function DurationField(props: DurationFieldProps) {
  const { label, description, value, onChange, error, disabled = false } = props;
  const t = useWords(planWords);
  const length = lengthOf(value);
  if (length === undefined) {
    return (
      <TextInput
        {...{ label, error, disabled, value }}
        description={t("mixed", { duration: value })}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  const change = (next: Partial<Length>) => onChange(durationOf({ ...length, ...next }));
  return (
    <div>
      <Group gap={6} align="flex-end" wrap="nowrap">
        <NumberInput
          {...{ label, disabled }}
          value={length.number}
          min={0}
          max={9_999}
          allowDecimal={false}
          error={error !== undefined}
          onChange={(number) => change({ number: Number(number) || 0 })}
          style={{ flex: 1 }}
        />
        <Select
          aria-label={t("unit", { label })}
          value={length.unit}
          allowDeselect={false}
          disabled={disabled}
          w={124}
          data={UNITS.map((unit) => ({ value: unit, label: t(unit) }))}
          onChange={(unit) => change({ unit: UNITS.find((each) => each === unit) ?? "D" })}
        />
      </Group>
      {(error ?? description) !== undefined && (
        <Text size="xs" c={error === undefined ? "dark.4" : "red.9"} mt={3}>
          {error ?? description}
        </Text>
      )}
    </div>
  );
}
