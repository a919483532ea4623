import { Alert, Stack, Table, Text } from "@mantine/core";
import { useFormat } from "../../app/format/use-format.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Section } from "../../parts/section.tsx";
import type { ServiceReport } from "./service-screen.tsx";
import { TeamChart } from "./team-chart.tsx";
import { useLength } from "./use-length.ts";
import { words } from "./words.ts";

type Team = ServiceReport["teams"][number];

/** Each team's waiting, call length and sales beside its goals, with goals that conflict named (L-23). */
export function TeamTable({ report }: { readonly report: ServiceReport }) {
  const t = useWords(words);
  const { locale } = useLanguage();
  const conflicts = report.teams.flatMap(({ team, conflict }) =>
    conflict ? [{ team: team || t("noTeam"), sentence: conflict.sentence[locale] }] : [],
  );
  return (
    <Section title={t("teams")} lead={t("teamsLead")}>
      <Stack gap="md">
        {conflicts.length === 0 ? (
          <Text size="sm">{t("noConflicts")}</Text>
        ) : (
          conflicts.map(({ team, sentence }) => (
            <Alert key={team} color="yellow" title={`${t("conflicts")}: ${team}`}>
              {sentence}
            </Alert>
          ))
        )}
        <TeamChart teams={report.teams} />
        <Teams report={report} />
      </Stack>
    </Section>
  );
}

function Teams({ report: { teams, currency } }: { readonly report: ServiceReport }) {
  const t = useWords(words);
  const { count, share, money } = useFormat();
  const length = useLength();
  const most = (goal: number | null | undefined) =>
    goal === null || goal === undefined ? undefined : t("goalMost", { value: length(goal) });
  const sales = ({ goals }: Team) =>
    goals?.sales === null || goals?.sales === undefined
      ? undefined
      : t("goal", { value: money(goals.sales, goals.currency) });
  const head = ["team", "number", "unregistered", "waited", "talked", "selling", "sold"] as const;
  return (
    <Table.ScrollContainer minWidth={620} tabIndex={0} aria-label={t("teams")}>
      <Table aria-label={t("teams")}>
        <Table.Thead>
          <Table.Tr>
            {head.map((name) => (
              <Table.Th key={name}>{t(name)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {teams.map((each) => (
            <Table.Tr key={each.team}>
              <Table.Th scope="row">{each.team || t("noTeam")}</Table.Th>
              <Table.Td>{count(each.calls)}</Table.Td>
              <Table.Td>
                {each.unregisteredShare === null ? "–" : share(each.unregisteredShare)}
              </Table.Td>
              <Beside value={length(each.waited)} goal={most(each.goals?.waiting)} />
              <Beside value={length(each.talked)} goal={most(each.goals?.callLength)} />
              <Table.Td>{length(each.talkedSelling)}</Table.Td>
              <Beside value={money(each.sold, currency)} goal={sales(each)} />
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** A figure with its goal below it. */
function Beside({ value, goal }: { readonly value: string; readonly goal: string | undefined }) {
  return (
    <Table.Td>
      {value}
      {goal !== undefined && (
        <Text size="xs" c="dark.4">
          {goal}
        </Text>
      )}
    </Table.Td>
  );
}
