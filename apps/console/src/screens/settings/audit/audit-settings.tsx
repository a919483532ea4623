import { Button, Stack, Table, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import type { Answer } from "../../../app/api/call.ts";
import { call } from "../../../app/api/call.ts";
import { usePages } from "../../../app/api/use-pages.ts";
import { useFormat } from "../../../app/format/use-format.ts";
import { useWords } from "../../../app/language/words.ts";
import { session } from "../../../app/session/session.ts";
import { Loading } from "../../../parts/loading.tsx";
import { Nothing } from "../../../parts/nothing.tsx";
import { ProblemNote } from "../../../parts/problem-note.tsx";
import { saveFile } from "../../../parts/save-file.ts";
import { Section } from "../../../parts/section.tsx";
import { When } from "../../../parts/when.tsx";
import { AuditFilter, type AuditSearch } from "./audit-filter.tsx";
import { ChangedFields } from "./changed-fields.tsx";
import { auditCsv } from "./csv.ts";
import { dayAfter, dayStart } from "./day-bounds.ts";
import { useOperationName } from "./use-operation-name.ts";
import { words } from "./words.ts";

type Entry = Answer<"listAudit">["items"][number];

/** As many entries as one file has. */
const MOST_IN_FILE = 50_000;

/** Who changed what, when and from where. */
export function AuditSettings() {
  const t = useWords(words);
  const format = useFormat();
  const search = searchOf(useSearch({ strict: false }));
  const navigate = useNavigate();
  const [asked] = useDebouncedValue(search, 300);
  const query = queryOf(asked, format.zone);
  const pages = usePages("listAudit", { query });
  return (
    <Section title={t("list")} actions={<CsvButton query={query} />}>
      <Stack gap="md">
        <AuditFilter
          search={search}
          change={(next) => void navigate({ to: ".", search: next, replace: true })}
        />
        <ProblemNote error={pages.error} again={pages.again} />
        {pages.isPending && <Loading />}
        {!pages.isPending && pages.items.length === 0 && !pages.error && (
          <Nothing title={t("none")}>{t("noneMeans")}</Nothing>
        )}
        {pages.items.length > 0 && <Entries items={pages.items} />}
        <Text size="xs" c="dark.4">
          {t("zone", { zone: format.zone })}
        </Text>
        {pages.hasMore && (
          <Button variant="default" onClick={pages.more} loading={pages.isFetching}>
            {t("more")}
          </Button>
        )}
      </Stack>
    </Section>
  );
}

function Entries({ items }: { readonly items: readonly Entry[] }) {
  const t = useWords(words);
  const nameOf = useOperationName();
  return (
    <Table.ScrollContainer minWidth={720} aria-label={t("list")}>
      <Table verticalSpacing="xs" aria-label={t("list")}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("when")}</Table.Th>
            <Table.Th>{t("who")}</Table.Th>
            <Table.Th>{t("what")}</Table.Th>
            <Table.Th>{t("changed")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((entry) => (
            <Table.Tr key={entry.id} style={{ verticalAlign: "top" }}>
              <Table.Td>
                <When at={entry.at} />
              </Table.Td>
              <Table.Td>
                <Text size="sm">{entry.who}</Text>
                <Text size="xs" c="dark.4">
                  {t(entry.origin)}
                </Text>
              </Table.Td>
              <Table.Td>
                <Text size="sm">{nameOf(entry.operation)}</Text>
                <Text size="xs" c="dark.4" style={{ overflowWrap: "anywhere" }}>
                  {aboutText(entry.about)}
                </Text>
              </Table.Td>
              <Table.Td>
                <ChangedFields before={entry.before} after={entry.after} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** What tells nobody anything: the number that something of ours is kept under. */
const NUMBER_OF_OURS = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function aboutText(about: Entry["about"]): string {
  return Object.values(about)
    .filter((each) => each !== null && each !== "" && !(Array.isArray(each) && each.length === 0))
    .map((each) => (typeof each === "object" ? JSON.stringify(each) : String(each)))
    .filter((each) => !NUMBER_OF_OURS.test(each))
    .join(" · ");
}

type Query = Readonly<Record<string, string>>;

function CsvButton({ query }: { readonly query: Query }) {
  const t = useWords(words);
  const nameOf = useOperationName();
  const [count, setCount] = useState<number | undefined>(undefined);
  const [error, setError] = useState<Error | null>(null);
  const make = async () => {
    const entries: Entry[] = [];
    setError(null);
    setCount(0);
    try {
      for (let after = ""; entries.length < MOST_IN_FILE; ) {
        const asked = { query: { ...query, limit: 500, ...(after !== "" && { after }) } };
        const page = await session.asking((bearer) => call("listAudit", asked, { bearer }));
        entries.push(...page.items);
        setCount(entries.length);
        if (page.next === null) break;
        after = page.next;
      }
      saveFile("audit.csv", auditCsv(entries, nameOf), "text/csv;charset=utf-8");
    } catch (told) {
      setError(told instanceof Error ? told : new TypeError(String(told)));
    } finally {
      setCount(undefined);
    }
  };
  return (
    <Stack gap="xs">
      <Button
        variant="default"
        size="xs"
        disabled={count !== undefined}
        onClick={() => void make()}
      >
        {count === undefined ? t("csv") : t("csvMaking", { count })}
      </Button>
      <ProblemNote error={error} />
    </Stack>
  );
}

/** What the address says is wanted; texts alone. */
function searchOf(search: Readonly<Record<string, unknown>>): AuditSearch {
  const names = ["who", "operation", "about", "from", "to"] as const;
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = search[name];
      return value === undefined || value === "" ? [] : [[name, String(value)]];
    }),
  );
}

function queryOf({ from, to, ...rest }: AuditSearch, zone: string): Query {
  const begins = from === undefined ? undefined : dayStart(from, zone);
  const ends = to === undefined ? undefined : dayStart(dayAfter(to), zone);
  return { ...rest, ...(begins && { from: begins }), ...(ends && { until: ends }) };
}
