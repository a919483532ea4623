import { ActionIcon, Group, Select } from "@mantine/core";
import type { ConditionFieldView } from "@perennial/api";
import { IconTrash } from "@tabler/icons-react";
import { useAsk } from "../../app/api/use-ask.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { BARE, type DraftRow, FIGURES, isFigure } from "./condition-draft.ts";
import { ConditionValue } from "./condition-value.tsx";
import { FIGURE_OPERATORS, operatorsOf } from "./operators-of.ts";
import { words } from "./words.ts";

const FIGURE_WORDS = {
  "count.purchases": "countPurchases",
  "sum.purchases.amount": "sumPurchases",
  "count.interactions": "countInteractions",
} as const;

const WINDOWS = [
  { value: "", word: "withinAll" },
  { value: "P30D", word: "within30" },
  { value: "P90D", word: "within90" },
  { value: "P365D", word: "within365" },
] as const;

/** One condition: what is asked, how it is compared, and with what. */
export interface ConditionRowProps {
  readonly row: DraftRow;
  readonly number: number;
  /** Gives the row as it is now, or nothing where it is taken away. */
  readonly change: (row: DraftRow | undefined) => void;
}

/** One row of the conditions of a filter. */
export function ConditionRow({ row, number, change }: ConditionRowProps) {
  const t = useWords(words);
  const { data } = useAsk("listConditionFields");
  const field = data?.items.find(({ id }) => id === row.what);
  const choose = (what: string | null) => {
    const next = what ?? "";
    const [is = ""] = isFigure(next) ? ["at-least"] : operatorsOf(fieldOf(data?.items, next));
    change({ ...row, what: next, is, value: null, within: "" });
  };
  const operators = isFigure(row.what) ? FIGURE_OPERATORS : operatorsOf(field);
  return (
    <Group gap="xs" align="flex-end" role="group" aria-label={t("rule", { number })}>
      <Select
        label={t("field")}
        data={useFieldChoices(data?.items)}
        value={row.what === "" ? null : row.what}
        onChange={choose}
        placeholder={t("choose")}
        searchable
        w={240}
      />
      {row.what !== "" && (
        <Select
          label={t("operator")}
          data={operators.map((each) => ({ value: each, label: t(each) }))}
          value={row.is}
          onChange={(is) => change({ ...row, is: is ?? "", value: kept(row, is) })}
          allowDeselect={false}
          w={150}
        />
      )}
      {row.what !== "" && !BARE.has(row.is) && (
        <ConditionValue row={row} field={field} change={(value) => change({ ...row, value })} />
      )}
      {isFigure(row.what) && (
        <Select
          label={t("within")}
          data={WINDOWS.map(({ value, word }) => ({ value, label: t(word) }))}
          value={row.within}
          onChange={(within) => change({ ...row, within: within ?? "" })}
          allowDeselect={false}
          w={165}
        />
      )}
      <ActionIcon
        variant="subtle"
        color="red"
        size="lg"
        aria-label={t("removeRule", { number })}
        onClick={() => change(undefined)}
      >
        <IconTrash size={18} />
      </ActionIcon>
    </Group>
  );
}

/** A list of values stays a list, and one value one. */
function kept({ is, value }: DraftRow, next: string | null): DraftRow["value"] {
  const isList = (operator: string | null) => operator?.endsWith("one-of") === true;
  return isList(is) === isList(next) ? value : null;
}

function fieldOf(items: readonly ConditionFieldView[] | undefined, id: string) {
  return items?.find((each) => each.id === id);
}

function useFieldChoices(items: readonly ConditionFieldView[] = []) {
  const t = useWords(words);
  const { locale } = useLanguage();
  const of = (over: ConditionFieldView["over"]) =>
    items
      .filter((each) => each.over === over)
      .map(({ id, name }) => ({ value: id, label: name[locale] }))
      .sort((a, b) => a.label.localeCompare(b.label, locale));
  return [
    { group: t("groupCustomer"), items: of("customer") },
    { group: t("groupStanding"), items: of("standing") },
    {
      group: t("groupHistory"),
      items: FIGURES.map((value) => ({ value, label: t(FIGURE_WORDS[value]) })),
    },
  ];
}
