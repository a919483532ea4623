import { Select } from "@mantine/core";
import { useWords } from "../../app/language/words.ts";
import type { ListOrder, ListState } from "./filter-address.ts";
import { words } from "./words.ts";

const WAYS = [
  { order: "name", descending: false, word: "orderName" },
  { order: "name", descending: true, word: "orderNameDown" },
  { order: "value", descending: true, word: "orderValue" },
  { order: "value", descending: false, word: "orderValueUp" },
  { order: "next-end", descending: false, word: "orderNextEnd" },
  { order: "next-end", descending: true, word: "orderNextEndDown" },
  { order: "last-contact", descending: true, word: "orderLastContact" },
  { order: "last-contact", descending: false, word: "orderLastContactUp" },
  { order: "risk", descending: true, word: "orderRisk" },
  { order: "risk", descending: false, word: "orderRiskUp" },
] as const;

/** What the list is in order by, and which way. */
export function OrderSelect({
  state,
  change,
}: {
  readonly state: ListOrder;
  readonly change: (change: Partial<ListState>) => void;
}) {
  const t = useWords(words);
  const now = WAYS.find(
    ({ order, descending }) => order === state.order && descending === state.descending,
  );
  return (
    <Select
      label={t("order")}
      data={WAYS.map(({ word }) => ({ value: word, label: t(word) }))}
      value={now?.word ?? null}
      onChange={(word) => {
        const chosen = WAYS.find((each) => each.word === word);
        if (chosen) change({ order: chosen.order, descending: chosen.descending });
      }}
      allowDeselect={false}
      w={290}
    />
  );
}
