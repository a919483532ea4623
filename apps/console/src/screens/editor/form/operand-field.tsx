import { Group, NumberInput, Select, TagsInput, TextInput } from "@mantine/core";
import type { Field } from "@perennial/lifecycle";
import { useWords } from "../../../app/language/words.ts";
import { useEditor } from "../editor-context.ts";
import { type DateValue, dateText, dateValue, operandOf } from "../model/condition-parts.ts";
import { durationParts, durationText } from "../model/duration-parts.ts";
import { isRecord, type Path } from "../model/paths.ts";
import { conditionWords } from "./condition-words.ts";
import { useField } from "./use-field.ts";
import { useLateValue } from "./use-late-value.ts";

/** What a question compares with. */
export interface OperandFieldProps {
  readonly path: Path;
  readonly field: Pick<Field<never>, "type" | "values" | "words"> | undefined;
  readonly operator: string;
}

/** The value of a question, filled in as its field is: from its values, as a date, a number or a text. */
export function OperandField({ path, field, operator }: OperandFieldProps) {
  const { value, set } = useField(path);
  const { locale } = useEditor();
  const t = useWords(conditionWords);
  const named = field?.words[locale].values ?? {};
  const options = (field?.values ?? []).map((each) => ({
    value: each,
    label: named[each] ?? each,
  }));
  const label = t("value");
  if (operandOf(operator) === "several") {
    const shown = Array.isArray(value) ? value.map(String) : [];
    const isNumber = field?.type === "number" || field?.type === "money";
    return (
      <TagsInput
        {...{ size: "xs", label, value: shown, placeholder: t("several") }}
        data={options.map((each) => each.value)}
        onChange={(next) => set(isNumber ? next.map(Number) : next)}
      />
    );
  }
  if (isRecord(value))
    return <TextLate {...{ label, value: String(value.setting) }} isFixed set={set} />;
  if (field?.type === "boolean") {
    return (
      <Select
        {...{ size: "xs", label, value: String(value), allowDeselect: false }}
        data={[
          { value: "true", label: t("yes") },
          { value: "false", label: t("no") },
        ]}
        onChange={(next) => set(next === "true")}
      />
    );
  }
  if (field?.type === "date" || field?.type === "instant") {
    return <DateOperand value={String(value ?? "today")} set={set} />;
  }
  if (field?.type === "number" || field?.type === "money") {
    return <NumberLate {...{ label, value, set }} />;
  }
  if (options.length > 0) {
    return (
      <Select
        {...{ size: "xs", label, allowDeselect: false, searchable: options.length > 8 }}
        data={options}
        value={String(value ?? "")}
        comboboxProps={{ width: "max-content", position: "bottom-end" }}
        onChange={(next) => set(next)}
      />
    );
  }
  return <TextLate {...{ label, set }} value={String(value ?? "")} />;
}

interface LateProps {
  readonly label: string;
  readonly set: (value: unknown) => void;
}

function TextLate({
  label,
  value,
  set,
  isFixed = false,
}: LateProps & { readonly value: string; readonly isFixed?: boolean }) {
  const late = useLateValue(value, set);
  return (
    <TextInput
      {...{ size: "xs", label, value: late.text, onBlur: late.flush, readOnly: isFixed }}
      onChange={(event) => late.change(event.currentTarget.value)}
    />
  );
}

function NumberLate({ label, value, set }: LateProps & { readonly value: unknown }) {
  const late = useLateValue(String(value ?? ""), (text) => set(Number(text)));
  return (
    <NumberInput
      {...{ size: "xs", label, value: late.text, onBlur: late.flush }}
      onChange={(next) => late.change(String(next))}
    />
  );
}

/** A date: a certain one, or counted from the day on which the question is asked. */
function DateOperand({
  value,
  set,
}: {
  readonly value: string;
  readonly set: (value: unknown) => void;
}) {
  const t = useWords(conditionWords);
  const date = dateValue(value);
  const put = (next: DateValue) => set(dateText(next));
  const choose = (kind: string | null) => {
    if (kind === "today") put({ kind });
    else if (kind === "fixed") put({ kind, date: new Date().toISOString().slice(0, 10) });
    else put({ kind: kind === "after" ? "after" : "before", by: "by" in date ? date.by : "P30D" });
  };
  const parts = "by" in date ? durationParts(date.by) : undefined;
  return (
    <Group gap={6} wrap="nowrap" align="flex-start">
      <Select
        {...{ size: "xs", label: t("valueFrom"), value: date.kind, allowDeselect: false, flex: 1 }}
        data={[
          { value: "today", label: t("today") },
          { value: "after", label: t("later") },
          { value: "before", label: t("earlier") },
          { value: "fixed", label: t("fixed") },
        ]}
        onChange={choose}
      />
      {date.kind === "fixed" && (
        <TextInput
          {...{ size: "xs", type: "date", label: t("value"), value: date.date, flex: 1 }}
          onChange={(event) => put({ kind: "fixed", date: event.currentTarget.value })}
        />
      )}
      {"by" in date && parts?.unit === "D" && (
        <NumberInput
          {...{ size: "xs", label: t("days"), value: parts.amount, min: 0, flex: 1 }}
          onChange={(next) =>
            put({ ...date, by: durationText({ amount: Number(next), unit: "D" }) })
          }
        />
      )}
      {"by" in date && parts?.unit !== "D" && (
        <TextLate
          label={t("days")}
          value={date.by}
          set={(by) => put({ ...date, by: String(by) })}
        />
      )}
    </Group>
  );
}
