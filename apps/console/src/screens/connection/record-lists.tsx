import { Group, Stack, Table, Text, Title } from "@mantine/core";
import type { ConnectionHealthView } from "@perennial/api";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { Figure } from "../../parts/figure.tsx";
import { Section } from "../../parts/section.tsx";
import { When } from "../../parts/when.tsx";
import { words } from "./words.ts";

/** Every record in one of three lists, with why those are where they are that are not in step. */
export function RecordLists({ health }: { readonly health: ConnectionHealthView }) {
  const t = useWords(words);
  const { count } = useFormat();
  const { lists, latestExcluded, latestFailures } = health;
  return (
    <Section title={t("lists")} lead={t("listsLead")}>
      <Stack gap="lg">
        <Group gap="xl">
          <Figure
            name={t("inSync")}
            value={count(lists.inSync)}
            of="ConnectionHealth.lists.inSync"
          />
          <Figure
            name={t("excluded")}
            value={count(lists.excluded.count)}
            of="ConnectionHealth.lists.excluded.count"
          />
          <Figure
            name={t("failing")}
            value={count(lists.failing.count)}
            of="ConnectionHealth.lists.failing.count"
          />
        </Group>
        <Reasons title={t("excluded")} none={t("noneExcluded")} list={lists.excluded} />
        <Latest title={t("latestExcluded")} rows={latestExcluded} />
        <Reasons title={t("failing")} none={t("noneFailing")} list={lists.failing} />
        <Latest
          title={t("latestFailing")}
          rows={latestFailures.map(({ record, customerId, kind, at, reason }) => ({
            record: record ?? customerId ?? kind,
            at,
            reason,
          }))}
        />
      </Stack>
    </Section>
  );
}

interface ReasonsProps {
  readonly title: string;
  readonly none: string;
  readonly list: ConnectionHealthView["lists"]["excluded"];
}

function Reasons({ title, none, list }: ReasonsProps) {
  const t = useWords(words);
  const { count } = useFormat();
  if (list.count === 0) return <Text size="sm">{none}</Text>;
  return (
    <div>
      <Title order={3} size="h5" mb={4}>
        {title}
      </Title>
      <Table fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("why")}</Table.Th>
            <Table.Th ta="right">{t("howMany")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {list.reasons.map(({ reason, count: times }) => (
            <Table.Tr key={reason}>
              <Table.Td style={{ overflowWrap: "anywhere" }}>{reason}</Table.Td>
              <Table.Td ta="right">{count(times)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

interface LatestProps {
  readonly title: string;
  readonly rows: readonly {
    readonly record: string;
    readonly at: string;
    readonly reason: string;
  }[];
}

function Latest({ title, rows }: LatestProps) {
  const t = useWords(words);
  if (rows.length === 0) return null;
  return (
    <details>
      <summary style={{ cursor: "pointer" }}>{title}</summary>
      <Table fz="sm" mt="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("record")}</Table.Th>
            <Table.Th>{t("when")}</Table.Th>
            <Table.Th>{t("why")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ record, at, reason }) => (
            <Table.Tr key={`${record} ${at} ${reason}`}>
              <Table.Td>{record}</Table.Td>
              <Table.Td>
                <When at={at} />
              </Table.Td>
              <Table.Td style={{ overflowWrap: "anywhere" }}>{reason}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </details>
  );
}
