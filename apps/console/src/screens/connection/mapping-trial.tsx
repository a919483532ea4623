import { Alert, List, Stack, Table, Text } from "@mantine/core";
import type { MappingTrialView } from "@perennial/api";
import { useWords } from "../../app/language/words.ts";
import { words } from "./words.ts";

/** What rules make of a delivery: each field before and after, and what is wrong. */
export function MappingTrial({ trial }: { readonly trial: MappingTrialView }) {
  const t = useWords(words);
  const matched = trial.rules.filter((each) => each.matched);
  return (
    <Stack gap="sm" role="status">
      <Faults problems={trial.problems} />
      {trial.problems.length === 0 && matched.length === 0 && (
        <Text size="sm">{t("nothingMade")}</Text>
      )}
      {trial.rules.map(({ rule, gives, items, unmet, problems, signals, matched: applies }) => (
        <div key={rule}>
          <Text size="sm" fw={600}>
            {applies
              ? t("ruleMatched", { rule, gives, count: signals.length })
              : t("ruleUnmatched", { rule, unmet: unmet ?? "" })}
          </Text>
          <Faults problems={problems} />
          {applies &&
            items > 0 &&
            signals.slice(0, 3).map((each) => <Fields key={String(each.id)} signal={each} />)}
        </div>
      ))}
    </Stack>
  );
}

function Faults({ problems }: Pick<MappingTrialView, "problems">) {
  if (problems.length === 0) return null;
  return (
    <Alert color="red" role="alert">
      <List size="sm">
        {problems.map(({ place, message }) => (
          <List.Item key={`${place} ${message}`}>
            {place}: {message}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}

/** What a signal says, flat. */
export function Fields({ signal }: { readonly signal: Readonly<Record<string, unknown>> }) {
  const t = useWords(words);
  return (
    <Table fz="sm" withTableBorder my={4}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t("becomes")}</Table.Th>
          <Table.Th>{t("after")}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {flat(signal).map(([path, value]) => (
          <Table.Tr key={path}>
            <Table.Td>{path}</Table.Td>
            <Table.Td style={{ overflowWrap: "anywhere" }}>{value}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** What says which signal it is, not what it means. */
const APART = new Set(["id", "type", "at"]);

function flat(value: unknown, path = ""): readonly (readonly [string, string])[] {
  if (typeof value !== "object" || value === null) return [[path, String(value)]];
  return Object.entries(value).flatMap(([name, inner]) =>
    path === "" && APART.has(name) ? [] : flat(inner, path === "" ? name : `${path}.${name}`),
  );
}
