import { Group, SegmentedControl, Select, Table, Text } from "@mantine/core";
import type { MigrationView, MoveView } from "@perennial/api";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useAsk } from "../../app/api/use-ask.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { Section } from "../../parts/section.tsx";
import { CustomersLink, type ListFilter } from "../plan/customers-link.tsx";
import { words } from "./words.ts";

const KINDS = ["flow", "band", "class", "tier", "phase", "segment", "risk", "group"] as const;
const SIZES = ["month", "quarter"] as const;

/** Who moved from where to where, period by period (D-15). */
export function Migration() {
  const { locale } = useLanguage();
  const { day } = useFormat();
  const t = useWords(words);
  const navigate = useNavigate();
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const kind = KINDS.find((each) => each === search.kind) ?? "flow";
  const by = SIZES.find((each) => each === search.by) ?? "month";
  const query = useAsk(
    "getMigration",
    { query: { kind, by, periods: 12, locale } },
    { keep: true },
  );
  const show = (next: Readonly<Record<string, string>>) =>
    void navigate({
      to: "/insight/migration",
      search: { kind, by, ...next } as never,
      replace: true,
    });
  return (
    <Section
      title={t("moves")}
      lead={t("movesLead")}
      actions={
        <>
          <Select
            aria-label={t("kind")}
            value={kind}
            allowDeselect={false}
            data={KINDS.map((value) => ({ value, label: t(`kind_${value}`) }))}
            onChange={(value) => value !== null && show({ kind: value })}
          />
          <SegmentedControl
            aria-label={t("period")}
            value={by}
            onChange={(value) => show({ by: value })}
            data={SIZES.map((value) => ({ value, label: t(value) }))}
          />
        </>
      }
    >
      <Answered query={query} rows={8}>
        {(migration) => {
          const chosen = migration.periods.find(({ from }) => from === search.from);
          const period = chosen ?? migration.periods.at(-1);
          if (!period) return null;
          return (
            <>
              <Group mb="sm">
                <Select
                  label={t("period")}
                  w={270}
                  value={period.from}
                  allowDeselect={false}
                  data={migration.periods.toReversed().map(({ from, to }) => ({
                    ...{ value: from, label: `${day(from)} – ${day(to)}` },
                  }))}
                  onChange={(value) => value !== null && show({ from: value })}
                />
              </Group>
              <Moves migration={migration} moves={period.moves} />
            </>
          );
        }}
      </Answered>
    </Section>
  );
}

function Moves(props: { readonly migration: MigrationView; readonly moves: readonly MoveView[] }) {
  const { migration, moves } = props;
  const { count } = useFormat();
  const t = useWords(words);
  const shown = moves.filter(({ from, to, customers }) => customers > 0 && from !== to);
  if (shown.length === 0) return <Text>{t("noMoves")}</Text>;
  const { places, kind } = migration;
  const froms = [...places.map(({ id }) => id), null].filter((id) =>
    shown.some(({ from }) => from === id),
  );
  const tos = [...places.map(({ id }) => id), null].filter((id) =>
    shown.some(({ to }) => to === id),
  );
  const nameOf = (id: string | null, none: string) =>
    id === null ? none : (places.find((each) => each.id === id)?.name.split(":")[0] ?? id);
  const total = (of: (move: MoveView) => boolean) =>
    count(shown.filter(of).reduce((sum, { customers }) => sum + customers, 0));
  return (
    <Table.ScrollContainer minWidth={640}>
      <Table withColumnBorders aria-label={t("moves")}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{`${t("from")} \\ ${t("to")}`}</Table.Th>
            {tos.map((to) => (
              <Table.Th key={to} ta="right">
                {to === null ? (
                  t("gone")
                ) : (
                  <PlaceLink kind={kind} id={to} name={nameOf(to, t("gone"))} />
                )}
              </Table.Th>
            ))}
            <Table.Th ta="right">{t("sum")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {froms.map((from) => (
            <Table.Tr key={from}>
              <Table.Th scope="row">{nameOf(from, t("came"))}</Table.Th>
              {tos.map((to) => (
                <Table.Td key={to} ta="right">
                  <Cell move={shown.find((move) => move.from === from && move.to === to)} />
                </Table.Td>
              ))}
              <Table.Td ta="right">{total((move) => move.from === from)}</Table.Td>
            </Table.Tr>
          ))}
          <Table.Tr>
            <Table.Th scope="row">{t("sum")}</Table.Th>
            {tos.map((to) => (
              <Table.Td key={to} ta="right">
                {total((move) => move.to === to)}
              </Table.Td>
            ))}
            <Table.Td ta="right">{total(() => true)}</Table.Td>
          </Table.Tr>
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

const MARKS = {
  wanted: { sign: "▲", colour: "evergreen.8", name: "isWanted" },
  unwanted: { sign: "▼", colour: "red.9", name: "isUnwanted" },
} as const;

function Cell({ move }: { readonly move: MoveView | undefined }) {
  const { count } = useFormat();
  const t = useWords(words);
  if (!move) return null;
  const mark = move.mark === null ? undefined : MARKS[move.mark];
  return (
    <span title={move.sentence ?? undefined}>
      {count(move.customers)}{" "}
      {mark && (
        <Text span c={mark.colour} role="img" aria-label={t(mark.name)}>
          {mark.sign}
        </Text>
      )}
    </span>
  );
}

const FILTERS: Readonly<Partial<Record<MigrationView["kind"], keyof ListFilter>>> = {
  ...{ flow: "flows", class: "valueClasses", tier: "tiers", phase: "phases" },
  ...{ segment: "segments", risk: "risks" },
};

/** Leads to everybody who is in a place now. */
function PlaceLink(props: {
  readonly kind: MigrationView["kind"];
  readonly id: string;
  readonly name: string;
}) {
  const { kind, id, name } = props;
  const filter = FILTERS[kind];
  if (filter === undefined) return name;
  return <CustomersLink filter={{ [filter]: [id] }}>{name}</CustomersLink>;
}
