import { MultiSelect, NumberInput, Select, TextInput } from "@mantine/core";
import type { ConditionFieldView } from "@perennial/api";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import type { DraftRow, DraftValue } from "./condition-draft.ts";
import { DateValue } from "./date-value.tsx";
import { words } from "./words.ts";

/** What a row compares with. */
export interface ConditionValueProps {
  readonly row: DraftRow;
  readonly field: ConditionFieldView | undefined;
  readonly change: (value: DraftValue) => void;
}

/** Amounts are written in whole units and kept in the smallest. */
const MINOR = 100;

/** The input that fits what is compared. */
export function ConditionValue({ row, field, change }: ConditionValueProps) {
  const t = useWords(words);
  const { locale } = useLanguage();
  const { value, what, is } = row;
  const choices = field?.values?.map(({ id, name }) => ({ value: id, label: name[locale] }));
  if (choices && is.endsWith("one-of")) {
    return (
      <MultiSelect
        label={t("value")}
        data={choices}
        value={Array.isArray(value) ? [...value] : []}
        onChange={change}
        searchable={choices.length > 8}
        w={220}
      />
    );
  }
  if (choices) {
    const chosen = typeof value === "string" ? value : null;
    return <Select label={t("value")} data={choices} value={chosen} onChange={change} w={220} />;
  }
  if (field?.type === "boolean") return <YesOrNo value={value} change={change} />;
  if (field?.type === "date" || field?.type === "instant") {
    return <DateValue value={typeof value === "string" ? value : ""} change={change} />;
  }
  if (field === undefined || field.type === "number" || field.type === "money") {
    const unit = field?.type === "money" || what.startsWith("sum.") ? MINOR : 1;
    return (
      <NumberInput
        label={t("value")}
        value={typeof value === "number" ? value / unit : ""}
        onChange={(next) =>
          change(typeof next === "number" ? Math.round(next * unit * 100) / 100 : null)
        }
        thousandSeparator=" "
        w={110}
      />
    );
  }
  return (
    <TextInput
      label={t("value")}
      value={typeof value === "string" ? value : ""}
      onChange={(event) => change(event.currentTarget.value)}
      w={220}
    />
  );
}

function YesOrNo({
  value,
  change,
}: Pick<ConditionValueProps, "change"> & { readonly value: DraftValue }) {
  const t = useWords(words);
  const said = typeof value === "boolean" ? String(value) : null;
  return (
    <Select
      label={t("value")}
      data={[
        { value: "true", label: t("yes") },
        { value: "false", label: t("no") },
      ]}
      value={said}
      onChange={(next) => change(next === null ? null : next === "true")}
      w={120}
    />
  );
}
