import { Button, Group, Stack, Text } from "@mantine/core";
import type { ActivityView } from "@perennial/api";
import { Link } from "@tanstack/react-router";
import { usePages } from "../../app/api/use-pages.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Loading } from "../../parts/loading.tsx";
import { Nothing } from "../../parts/nothing.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { RowList } from "../../parts/row-list.tsx";
import { Screen } from "../../parts/screen.tsx";
import { type ActivityFilter, endOf, startOf, useActivityFilter } from "./activity-address.ts";
import { useActivityColumns } from "./activity-columns.tsx";
import { ActivityFilters } from "./activity-filters.tsx";
import { words } from "./words.ts";

/** Everything that was sent, held, skipped or failed, and what can be done about it. */
export function ActivityScreen() {
  const t = useWords(words);
  const { filter, change } = useActivityFilter();
  return (
    <Screen title={t("title")} lead={t("lead")}>
      <Stack gap="sm">
        <ActivityFilters filter={filter} change={change} />
        <Log filter={filter} />
      </Stack>
    </Screen>
  );
}

function Log({ filter }: { readonly filter: ActivityFilter }) {
  const t = useWords(words);
  const { locale } = useLanguage();
  const { zone } = useFormat();
  const { from, to, ...rest } = filter;
  const query = {
    ...{ locale, limit: 100, ...rest },
    ...(from !== undefined && { from: startOf(from, zone) }),
    ...(to !== undefined && { to: endOf(to, zone) }),
  };
  const pages = usePages("listActivity", { query });
  const columns = useActivityColumns();
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  if (pages.error) return <ProblemNote error={pages.error} again={pages.again} />;
  if (pages.isPending) return <Loading rows={8} />;
  const { items } = pages;
  return (
    <Stack gap="xs">
      {filter.customer !== undefined && (
        <Text fw={600}>{t("customer", { name: items[0]?.customer.name ?? filter.customer })}</Text>
      )}
      {items.length === 0 ? (
        <NothingFound isFiltered={isFiltered} pages={pages} />
      ) : (
        <RowList<ActivityView>
          name={t("list")}
          pages={pages}
          columns={columns}
          idOf={({ id }) => String(id)}
          height={640}
        />
      )}
    </Stack>
  );
}

/** A request looks through so much and no more: what finds nothing can go on from there. */
function NothingFound({
  isFiltered,
  pages,
}: {
  readonly isFiltered: boolean;
  readonly pages: {
    readonly hasMore: boolean;
    readonly isFetching: boolean;
    readonly more: () => void;
  };
}) {
  const t = useWords(words);
  if (pages.hasMore) {
    return (
      <Group>
        <Text>{t("none")}</Text>
        <Button onClick={pages.more} loading={pages.isFetching}>
          {t("goOn")}
        </Button>
      </Group>
    );
  }
  if (isFiltered) return <Nothing title={t("none")}>{t("noneMeans")}</Nothing>;
  const programs = (
    <Button renderRoot={(props) => <Link to="/programs" {...props} />}>{t("programs")}</Button>
  );
  return (
    <Nothing title={t("empty")} action={programs}>
      {t("emptyMeans")}
    </Nothing>
  );
}
