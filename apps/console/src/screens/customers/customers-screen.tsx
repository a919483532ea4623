import { Button, Group, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useAsk } from "../../app/api/use-ask.ts";
import { usePages } from "../../app/api/use-pages.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Loading } from "../../parts/loading.tsx";
import { Means } from "../../parts/means.tsx";
import { Nothing } from "../../parts/nothing.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { RowList } from "../../parts/row-list.tsx";
import { Screen } from "../../parts/screen.tsx";
import { ColumnsMenu } from "./columns-menu.tsx";
import { ConditionBuilder } from "./condition-builder.tsx";
import { useCustomerColumns } from "./customer-columns.tsx";
import { ExportButton } from "./export-button.tsx";
import { asksForNothing, type ListState, useListState } from "./filter-address.ts";
import { NamedFilters } from "./named-filters.tsx";
import { OrderSelect } from "./order-select.tsx";
import { SavedFilters } from "./saved-filters.tsx";
import { SearchField } from "./search-field.tsx";
import { words } from "./words.ts";

/** Every customer: looked for, picked out, put in order, and kept as a filter. */
export function CustomersScreen() {
  const t = useWords(words);
  const { state, change } = useListState();
  return (
    <Screen
      title={t("title")}
      lead={t("lead")}
      actions={<SavedFilters state={state} change={change} />}
    >
      <Stack gap="sm">
        <Group align="flex-end" gap="sm">
          <SearchField
            text={state.filter.search ?? ""}
            change={(search) => change({ filter: { ...state.filter, search } })}
          />
          <OrderSelect state={state} change={change} />
        </Group>
        <NamedFilters filter={state.filter} change={(filter) => change({ filter })} />
        <ConditionBuilder filter={state.filter} change={(filter) => change({ filter })} />
      </Stack>
      <Found state={state} change={change} />
    </Screen>
  );
}

/** Whom the filter finds, with how many they are. */
function Found({
  state,
  change,
}: {
  readonly state: ListState;
  readonly change: (change: Partial<ListState>) => void;
}) {
  const t = useWords(words);
  const { locale } = useLanguage();
  const { filter, order, descending, hidden } = state;
  const body = { filter, order, descending };
  const pages = usePages("findCustomers", { body, query: { locale, limit: 100 } });
  const columns = useCustomerColumns(hidden);
  return (
    <Stack gap="xs">
      <Group justify="space-between" gap="xs">
        <FoundCount filter={filter} />
        <Group gap="xs">
          <ColumnsMenu hidden={hidden} change={(next) => change({ hidden: next })} />
          <ExportButton body={body} />
        </Group>
      </Group>
      <ProblemNote error={pages.error} again={pages.again} />
      {pages.isPending && pages.error === null && <Loading rows={8} />}
      {!pages.isPending && pages.items.length === 0 && (
        <NobodyFound isFiltered={!asksForNothing(filter)} clear={() => change({ filter: {} })} />
      )}
      {pages.items.length > 0 && (
        <RowList name={t("list")} pages={pages} columns={columns} idOf={({ id }) => id} />
      )}
    </Stack>
  );
}

function FoundCount({ filter }: Pick<ListState, "filter">) {
  const t = useWords(words);
  const { count: write } = useFormat();
  const { data } = useAsk("countCustomers", { body: { filter } }, { keep: true });
  const said = () => {
    if (data === undefined) return t("counting");
    if (data.isMore) return t("foundMore", { count: write(data.count) });
    return t(data.count === 1 ? "foundOne" : "foundMany", { number: write(data.count) });
  };
  return (
    <Group gap={2}>
      <Text fw={600} role="status">
        {said()}
      </Text>
      <Means of="CustomerCount.count" name={t("countName")} />
    </Group>
  );
}

function NobodyFound({
  isFiltered,
  clear,
}: {
  readonly isFiltered: boolean;
  readonly clear: () => void;
}) {
  const t = useWords(words);
  if (isFiltered) {
    return (
      <Nothing title={t("none")} action={<Button onClick={clear}>{t("clear")}</Button>}>
        {t("noneMeans")}
      </Nothing>
    );
  }
  const connect = (
    <Button renderRoot={(props) => <Link to="/connections" {...props} />}>{t("connect")}</Button>
  );
  return (
    <Nothing title={t("empty")} action={connect}>
      {t("emptyMeans")}
    </Nothing>
  );
}
