import { Button, Group, List, Stack, Table, Text, Title } from "@mantine/core";
import type { ImportResultView } from "@perennial/api";
import { Link } from "@tanstack/react-router";
import type { Answer } from "../../app/api/call.ts";
import { useWords } from "../../app/language/words.ts";
import { saveFile } from "../../parts/save-file.ts";
import { Section } from "../../parts/section.tsx";
import { KINDS, type Kind } from "./column-mapping.ts";
import { TotalsTable } from "./totals-table.tsx";
import { words } from "./words.ts";

/** What an import has told so far. */
export interface ImportReportProps {
  readonly lines: readonly Answer<"importRecords">[];
  /** Whether the files were only looked at. */
  readonly isLooking: boolean;
}

/** What became of an import, or would, with the rows that failed as a file to correct. */
export function ImportReport({ lines, isLooking }: ImportReportProps) {
  const t = useWords(words);
  const result = lines.flatMap((line) => ("result" in line ? [line.result] : [])).at(-1);
  if (!result) return null;
  return (
    <Section title={t(isLooking ? "would" : "became")}>
      <Stack gap="md">
        <TotalsTable totals={result.totals} />
        {!isLooking && (
          <Group gap="sm">
            <Text size="sm">{t("nothingSent")}</Text>
            <Button
              size="xs"
              variant="default"
              renderRoot={(props) => <Link to="/customers" {...props} />}
            >
              {t("toCustomers")}
            </Button>
          </Group>
        )}
        {result.files
          .filter(({ unused }) => unused.length > 0)
          .map(({ kind, unused }) => (
            <Text key={kind} size="sm">
              <b>{t(kind)}:</b> {t("unused", { columns: unused.join(", ") })}
            </Text>
          ))}
        <Failures result={result} lines={lines} />
        <Samples result={result} />
      </Stack>
    </Section>
  );
}

interface FailuresProps {
  readonly result: ImportResultView;
  readonly lines: ImportReportProps["lines"];
}

function Failures({ result, lines }: FailuresProps) {
  const t = useWords(words);
  if (result.failed === 0) return null;
  const csvOf = (kind: Kind) =>
    lines.flatMap((line) =>
      "rejected" in line && line.rejected.kind === kind ? [line.rejected.csv] : [],
    );
  return (
    <div>
      <Title order={3} size="h5">
        {t("failures")}
      </Title>
      <Text size="sm" mb="xs">
        {t("failuresLead", { count: result.failed })}
      </Text>
      <Group gap="xs" mb="xs">
        {KINDS.filter((kind) => csvOf(kind).length > 0).map((kind) => (
          <Button
            key={kind}
            size="xs"
            variant="default"
            onClick={() => saveFile(t("fileName", { kind }), csvOf(kind).join(""), "text/csv")}
          >
            {t("download", { kind: t(kind).toLowerCase() })}
          </Button>
        ))}
      </Group>
      <List size="sm">
        {result.firstFailures.slice(0, 20).map(({ kind, line, faults }) => (
          <List.Item key={`${kind} ${line}`}>
            <b>
              {t(kind)}, {t("row", { line }).toLowerCase()}:
            </b>{" "}
            {faults
              .map(({ column, reason }) => (column === "" ? reason : `${column}: ${reason}`))
              .join("; ")}
          </List.Item>
        ))}
      </List>
    </div>
  );
}

function Samples({ result: { files } }: Pick<FailuresProps, "result">) {
  const t = useWords(words);
  const samples = files.flatMap((file) =>
    file.samples.map((each) => ({ ...each, file: file.name })),
  );
  if (samples.length === 0) return null;
  return (
    <div>
      <Title order={3} size="h5">
        {t("samples")}
      </Title>
      {samples.map(({ file, line, kind, fields }) => (
        <Table key={`${file} ${line} ${kind}`} fz="sm" withTableBorder my="xs">
          <Table.Caption>
            {file}, {t("row", { line }).toLowerCase()}: {t(kind).toLowerCase()}
          </Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("field")}</Table.Th>
              <Table.Th>{t("before")}</Table.Th>
              <Table.Th>{t("after")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {fields.map(({ field, before, after }) => (
              <Table.Tr key={field}>
                <Table.Td>{field}</Table.Td>
                <Table.Td>{before}</Table.Td>
                <Table.Td>{after}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      ))}
    </div>
  );
}
