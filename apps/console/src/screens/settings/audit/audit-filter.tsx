import { Button, Group, Select, TextInput } from "@mantine/core";
import { useAsk } from "../../../app/api/use-ask.ts";
import { useWords } from "../../../app/language/words.ts";
import { useOperationName } from "./use-operation-name.ts";
import { words } from "./words.ts";

/** What of the log is wanted, as it stands in the address. */
export interface AuditSearch {
  readonly who?: string;
  readonly operation?: string;
  readonly about?: string;
  /** Days such as 2026-03-02, in the company's zone. */
  readonly from?: string;
  readonly to?: string;
}

/** A filter and how it is changed. */
export interface AuditFilterProps {
  readonly search: AuditSearch;
  readonly change: (search: AuditSearch) => void;
}

/** What of the log to show: by whom, what, about whom and when. */
export function AuditFilter({ search, change }: AuditFilterProps) {
  const t = useWords(words);
  const nameOf = useOperationName();
  const { data } = useAsk("listAuditNames");
  const set = (part: keyof AuditSearch, value: string | null) => {
    const { [part]: _before, ...rest } = search;
    change(value === null || value === "" ? rest : { ...rest, [part]: value });
  };
  return (
    <Group gap="sm" align="flex-end">
      <Select
        label={t("who")}
        placeholder={t("anyone")}
        value={search.who ?? null}
        onChange={(next) => set("who", next)}
        data={data?.people ?? []}
        clearable
        searchable
        w={200}
      />
      <Select
        label={t("what")}
        placeholder={t("anything")}
        value={search.operation ?? null}
        onChange={(next) => set("operation", next)}
        data={(data?.operations ?? []).map(({ id }) => ({ value: id, label: nameOf(id) }))}
        clearable
        searchable
        w={240}
      />
      <TextInput
        label={t("about")}
        placeholder={t("aboutHint")}
        value={search.about ?? ""}
        onChange={(event) => set("about", event.currentTarget.value)}
        w={190}
      />
      <TextInput
        type="date"
        label={t("from")}
        value={search.from ?? ""}
        onChange={(event) => set("from", event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label={t("to")}
        value={search.to ?? ""}
        onChange={(event) => set("to", event.currentTarget.value)}
      />
      {Object.keys(search).length > 0 && (
        <Button variant="subtle" onClick={() => change({})}>
          {t("clear")}
        </Button>
      )}
    </Group>
  );
}
