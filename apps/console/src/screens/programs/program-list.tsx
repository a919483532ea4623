import { Anchor, Group, Paper, Table, Text } from "@mantine/core";
import type { DraftView, ProgramOutcome, ProgramView } from "@perennial/api";
import { Link } from "@tanstack/react-router";
import { useAsk } from "../../app/api/use-ask.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Means } from "../../parts/means.tsx";
import { ProgramState } from "./program-state.tsx";
import { words } from "./words.ts";

/** A program that is there, one that is being made, or both. */
interface Row {
  readonly id: string;
  readonly name: string;
  readonly program: ProgramView | undefined;
  readonly draft: DraftView | undefined;
}

export interface ProgramListProps {
  readonly programs: readonly ProgramView[];
  readonly drafts: readonly DraftView[];
}

const FIGURES = ["entered", "sent", "goals", "skipped", "failed"] as const;

/** The company's programs: what each is doing, and what it did in the last month. */
export function ProgramList({ programs, drafts }: ProgramListProps) {
  const t = useWords(words);
  const { locale } = useLanguage();
  const outcomes = useAsk("listProgramOutcomes", { query: { days: "30" } });
  const rows = rowsOf({ programs, drafts }, locale);
  return (
    <Paper withBorder radius="md" p="xs">
      <Table.ScrollContainer minWidth={820}>
        <Table highlightOnHover aria-label={t("own")}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th rowSpan={2}>{t("name")}</Table.Th>
              <Table.Th rowSpan={2} miw={110}>
                {t("state")}
              </Table.Th>
              <Table.Th rowSpan={2} ta="right">
                <Group gap={2} justify="flex-end" wrap="nowrap">
                  {t("running")}
                  <Means of="ProgramSummary.running" name={t("running")} />
                </Group>
              </Table.Th>
              <Table.Th colSpan={FIGURES.length} ta="center">
                {t("last30")}
              </Table.Th>
            </Table.Tr>
            <Table.Tr>
              {FIGURES.map((each) => (
                <Table.Th key={each} ta="right">
                  <Group gap={2} justify="flex-end" wrap="nowrap">
                    {t(each)}
                    <Means of={`ProgramOutcome.${each}`} name={t(each)} />
                  </Group>
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <ProgramRow
                key={row.id}
                row={row}
                outcome={outcomes.data?.items.find(({ program }) => program === row.id)}
              />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}

function ProgramRow({
  row: { id, name, program, draft },
  outcome,
}: {
  readonly row: Row;
  readonly outcome: ProgramOutcome | undefined;
}) {
  const t = useWords(words);
  const { count } = useFormat();
  const to = program ? `/programs/${id}` : `/programs/${id}/edit`;
  return (
    <Table.Tr>
      <Table.Td>
        <Anchor fw={600} renderRoot={(props) => <Link to={to} {...props} />}>
          {name}
        </Anchor>
        <Text size="xs" c="dark.4">
          {program ? `${t("version")} ${program.version}` : t("onlyDraft")}
          {program && draft ? ` · ${t(draftWord(draft))}` : ""}
        </Text>
      </Table.Td>
      <Table.Td>
        <ProgramState state={program?.state ?? "draft"} />
      </Table.Td>
      <Table.Td ta="right">{program ? count(program.running) : "–"}</Table.Td>
      {FIGURES.map((each) => (
        <Table.Td key={each} ta="right">
          {outcome ? count(outcome[each]) : "–"}
        </Table.Td>
      ))}
    </Table.Tr>
  );
}

function draftWord({ state }: DraftView) {
  if (state === "waiting") return "draftWaits";
  return state === "rejected" ? "draftRejected" : "draftOpen";
}

const ORDER: readonly string[] = ["active", "paused", "finishing", "approved", "draft", "archived"];

/** Those that do something first, then by name. */
function rowsOf({ programs, drafts }: ProgramListProps, locale: "sv" | "en"): readonly Row[] {
  const own = programs.map(
    (program): Row => ({
      ...{ id: program.id, name: program.name[locale], program },
      draft: drafts.find((each) => each.program === program.id),
    }),
  );
  const made = drafts
    .filter((draft) => !programs.some(({ id }) => id === draft.program))
    .map((draft): Row => {
      const name = draft.name?.[locale] ?? draft.program;
      return { id: draft.program, name, program: undefined, draft };
    });
  const rank = ({ program }: Row) => ORDER.indexOf(program?.state ?? "draft");
  return [...own, ...made].sort(
    (a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, locale),
  );
}
