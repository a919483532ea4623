import { Checkbox, Group, Select, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useAsk } from "../../app/api/use-ask.ts";
import { useToday } from "../../app/format/use-today.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { TRIAL_DAYS, type Trial } from "./model/trial.ts";
import { words } from "./words.ts";

/** Who is tried, from when and how. */
export interface TrialFormProps {
  readonly trial: Trial;
  readonly change: (next: Partial<Trial>) => void;
}

/** Chooses a customer and a moment. */
export function TrialForm({ trial, change }: TrialFormProps) {
  const t = useWords(words);
  const today = useToday();
  return (
    <Group align="flex-start" gap="md">
      <CustomerPick chosen={trial.customer} choose={(customer) => change({ customer })} />
      <TextInput
        type="date"
        label={t("from")}
        value={trial.from || (today ?? "")}
        onChange={(event) => change({ from: event.currentTarget.value })}
      />
      <Select
        label={t("days")}
        w={130}
        allowDeselect={false}
        value={String(trial.days)}
        data={TRIAL_DAYS.map((days) => ({ value: String(days), label: t(`days.${days}`) }))}
        onChange={(next) => {
          const days = TRIAL_DAYS.find((each) => String(each) === next);
          if (days !== undefined) change({ days });
        }}
      />
      <Select
        label={t("behaves")}
        allowDeselect={false}
        value={trial.behaves}
        data={(["silent", "usual"] as const).map((value) => ({
          value,
          label: t(`behaves.${value}`),
        }))}
        onChange={(next) => change({ behaves: next === "usual" ? "usual" : "silent" })}
      />
      <Select
        label={t("source")}
        w={140}
        allowDeselect={false}
        value={trial.source}
        data={(["draft", "published"] as const).map((value) => ({
          value,
          label: t(`source.${value}`),
        }))}
        onChange={(next) => change({ source: next === "published" ? "published" : "draft" })}
      />
      <Checkbox
        mt={30}
        label={t("letIn")}
        checked={trial.letIn}
        onChange={(event) => change({ letIn: event.currentTarget.checked })}
      />
    </Group>
  );
}

const SHOWN = 20;

/** Finds a customer by what one knows of them. */
function CustomerPick({
  chosen,
  choose,
}: {
  readonly chosen: string;
  readonly choose: (id: string) => void;
}) {
  const t = useWords(words);
  const { locale } = useLanguage();
  const [search, setSearch] = useState("");
  const [asked] = useDebouncedValue(search, 250);
  const [known, setKnown] = useState<Readonly<Record<string, string>>>({});
  // Until somebody searches, the one that the address names is looked up.
  const filter = { search: asked || chosen };
  const query = useAsk(
    "findCustomers",
    { query: { limit: SHOWN, locale }, body: { filter: filter.search === "" ? {} : filter } },
    { keep: true },
  );
  const found = (query.data?.items ?? []).map(({ id, name, email }) => ({
    value: id,
    label: email === null ? `${name} (${id})` : `${name} · ${email}`,
  }));
  const isListed = chosen === "" || found.some(({ value }) => value === chosen);
  const data = isListed ? found : [{ value: chosen, label: known[chosen] ?? chosen }, ...found];
  return (
    <div style={{ flex: "1 1 280px", maxWidth: 420 }}>
      <Select
        label={t("customer")}
        description={t("customerHelp")}
        inputWrapperOrder={["label", "input", "description", "error"]}
        searchable
        clearable
        value={chosen === "" ? null : chosen}
        data={data}
        filter={({ options }) => options}
        nothingFoundMessage={t("noCustomer")}
        onSearchChange={(text) => setSearch(data.some(({ label }) => label === text) ? "" : text)}
        onChange={(next, option) => {
          if (next !== null && option) setKnown((before) => ({ ...before, [next]: option.label }));
          choose(next ?? "");
        }}
      />
      <ProblemNote error={query.error} />
    </div>
  );
}
