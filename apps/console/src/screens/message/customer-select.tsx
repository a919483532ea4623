import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useAsk } from "../../app/api/use-ask.ts";
import { useWords } from "../../app/language/words.ts";
import { words } from "./words.ts";

/** Which customer a text is filled in for. */
export interface CustomerSelectProps {
  /** Null for usual values. */
  readonly value: string | null;
  readonly change: (customer: string | null) => void;
}

const PAUSE = 250;

/** Finds a customer by name, address, number or id. */
export function CustomerSelect({ value, change }: CustomerSelectProps) {
  const t = useWords(words);
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState("");
  const [search] = useDebouncedValue(text === chosen ? "" : text.trim(), PAUSE);
  const query = useAsk(
    "listCustomers",
    { query: { limit: 8, ...(search !== "" && { search }) } },
    { keep: true },
  );
  const found = (query.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const isThere = value === null || found.some((each) => each.value === value);
  return (
    <Select
      label={t("forWhom")}
      placeholder={t("usual")}
      searchable
      clearable
      nothingFoundMessage={t("findCustomer")}
      value={value}
      onChange={(next, option) => {
        setChosen(option?.label ?? "");
        change(next);
      }}
      searchValue={text}
      onSearchChange={setText}
      filter={({ options }) => options}
      data={isThere || value === null ? found : [{ value, label: chosen }, ...found]}
      w={260}
    />
  );
}
