import { Button, Group, Select, TextInput } from "@mantine/core";
import { useAsk } from "../../app/api/use-ask.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { PLACES, placeWords } from "../../parts/customer/place-words.ts";
import { type ActivityFilter, OUTCOMES } from "./activity-address.ts";
import { words } from "./words.ts";

/** What the log shows and how to show something else. */
export interface ActivityFiltersProps {
  readonly filter: ActivityFilter;
  readonly change: (filter: ActivityFilter) => void;
}

/** What the log is looked through for. */
export function ActivityFilters({ filter, change }: ActivityFiltersProps) {
  const t = useWords(words);
  const place = useWords(placeWords);
  const { locale } = useLanguage();
  const reasons = useAsk("listReasons", { query: { locale } });
  const programs = useAsk("listPrograms");
  const set = (part: ActivityFilter) => change({ ...filter, ...part });
  const named = (items: readonly { readonly id: string; readonly name: string }[] = []) =>
    items.map(({ id, name }) => ({ value: id, label: name }));
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  return (
    <Group gap="sm" align="flex-end">
      <Choice
        name={t("outcome")}
        data={OUTCOMES.map((value) => ({ value, label: t(value) }))}
        value={filter.outcome}
        pick={(next) => set({ outcome: OUTCOMES.find((each) => each === next) })}
      />
      <Choice
        name={t("channel")}
        data={PLACES.channels.map((value) => ({ value, label: place(value) }))}
        value={filter.channel}
        pick={(next) => set({ channel: PLACES.channels.find((each) => each === next) })}
      />
      <Choice
        name={t("program")}
        data={named(programs.data?.items.map(({ id, name }) => ({ id, name: name[locale] })))}
        value={filter.program}
        pick={(program) => set({ program })}
      />
      <Choice
        name={t("reason")}
        data={named(reasons.data?.items)}
        value={filter.reason}
        pick={(reason) => set({ reason })}
      />
      <TextInput
        type="date"
        label={t("from")}
        value={filter.from ?? ""}
        onChange={(event) => set({ from: event.currentTarget.value || undefined })}
        w={150}
      />
      <TextInput
        type="date"
        label={t("to")}
        value={filter.to ?? ""}
        onChange={(event) => set({ to: event.currentTarget.value || undefined })}
        w={150}
      />
      {isFiltered && (
        <Button variant="subtle" onClick={() => change({})}>
          {t("clear")}
        </Button>
      )}
    </Group>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly data: { readonly value: string; readonly label: string }[];
  readonly value: string | undefined;
  readonly pick: (value: string | undefined) => void;
}

function Choice({ name, data, value, pick }: ChoiceProps) {
  const t = useWords(words);
  return (
    <Select
      label={name}
      data={data}
      value={value ?? null}
      onChange={(next) => pick(next ?? undefined)}
      placeholder={t("any")}
      searchable={data.length > 8}
      clearable
      w={190}
      comboboxProps={{ width: 320, position: "bottom-start" }}
    />
  );
}
