import { Button, Group, MultiSelect, Select, Switch } from "@mantine/core";
import type { CustomerFilterView } from "@perennial/api";
import { useAsk } from "../../app/api/use-ask.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { PLACES, placeWords } from "../../parts/customer/place-words.ts";
import { asksForNothing } from "./filter-address.ts";
import { words } from "./words.ts";

/** Within how many days an agreement ends. */
const DAYS = [7, 30, 60, 90, 180, 365] as const;

/** What customers are looked for by most, each in a list of its own. */
export interface NamedFiltersProps {
  readonly filter: CustomerFilterView;
  readonly change: (filter: CustomerFilterView) => void;
}

/** The filters that are asked for most. */
export function NamedFilters({ filter, change }: NamedFiltersProps) {
  const t = useWords(words);
  const place = useWords(placeWords);
  const here = useChoices();
  const named = (of: readonly (keyof (typeof placeWords)["sv"])[]) =>
    of.map((value) => ({ value, label: place(value) }));
  const pick = <Name extends keyof CustomerFilterView>(
    name: Name,
    value: CustomerFilterView[Name],
  ) => change({ ...filter, [name]: value });
  const days = filter.endsWithinDays;
  return (
    <Group gap="sm" align="flex-end">
      <Choice
        name={t("tiers")}
        data={here("customer.tier")}
        value={filter.tiers}
        pick={(v) => pick("tiers", v)}
      />
      <Choice
        name={t("phases")}
        data={named(PLACES.phases)}
        value={filter.phases}
        pick={(v) => pick("phases", v as typeof filter.phases)}
      />
      <Choice
        name={t("valueClasses")}
        data={named(PLACES.valueClasses)}
        value={filter.valueClasses}
        pick={(v) => pick("valueClasses", v as typeof filter.valueClasses)}
      />
      <Choice
        name={t("segments")}
        data={here("customer.segment")}
        value={filter.segments}
        pick={(v) => pick("segments", v)}
      />
      <Choice
        name={t("flows")}
        data={named(PLACES.flows)}
        value={filter.flows}
        pick={(v) => pick("flows", v as typeof filter.flows)}
      />
      <Choice
        name={t("risks")}
        data={named(PLACES.risks)}
        value={filter.risks}
        pick={(v) => pick("risks", v as typeof filter.risks)}
      />
      <Choice
        name={t("programs")}
        data={here("interactions.program")}
        value={filter.programs}
        pick={(v) => pick("programs", v)}
      />
      <Select
        label={t("ends")}
        data={[
          { value: "", label: t("endsAny") },
          ...DAYS.map((each) => ({ value: String(each), label: t("endsDays", { count: each }) })),
        ]}
        value={days === undefined ? "" : String(days)}
        onChange={(value) => pick("endsWithinDays", value ? Number(value) : undefined)}
        allowDeselect={false}
        w={160}
      />
      <Switch
        label={t("hasCall")}
        checked={filter.hasCall === true}
        onChange={(event) => pick("hasCall", event.currentTarget.checked ? true : undefined)}
        mb={8}
      />
      {!asksForNothing(filter) && (
        <Button variant="subtle" onClick={() => change({})}>
          {t("clear")}
        </Button>
      )}
    </Group>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly data: readonly { readonly value: string; readonly label: string }[];
  readonly value: readonly string[] | undefined;
  readonly pick: (value: string[] | undefined) => void;
}

/** One list to choose several from; not there where there is nothing to choose. */
function Choice({ name, data, value = [], pick }: ChoiceProps) {
  const t = useWords(words);
  if (data.length === 0 && value.length === 0) return null;
  return (
    <MultiSelect
      label={name}
      data={data}
      value={[...value]}
      onChange={(chosen) => pick(chosen.length === 0 ? undefined : chosen)}
      {...(value.length === 0 && { placeholder: t("any") })}
      searchable={data.length > 8}
      clearable
      w={190}
      comboboxProps={{ width: 240, position: "bottom-start" }}
    />
  );
}

/** What there is to choose from here, of what the company names itself. */
function useChoices() {
  const { locale } = useLanguage();
  const { data } = useAsk("listConditionFields");
  return (field: string) => {
    const values = data?.items.find(({ id }) => id === field)?.values ?? [];
    return values.map(({ id, name }) => ({ value: id, label: name[locale] }));
  };
}
