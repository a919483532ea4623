import { Button, Collapse, Group, Paper, SegmentedControl, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { CustomerFilterView } from "@perennial/api";
import { IconChevronDown, IconChevronUp, IconPlus } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useAsk } from "../../app/api/use-ask.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { conditionOf, type Draft, type DraftRow, draftOf } from "./condition-draft.ts";
import { ConditionRow } from "./condition-row.tsx";
import { words } from "./words.ts";

/** A filter whose conditions are written row by row. */
export interface ConditionBuilderProps {
  readonly filter: CustomerFilterView;
  readonly change: (filter: CustomerFilterView) => void;
}

const EMPTY: Draft = { join: "all", rows: [] };

/** Conditions on anything known of a customer, in plain words; what is finished counts at once. */
export function ConditionBuilder({ filter, change }: ConditionBuilderProps) {
  const t = useWords(words);
  const [isOpen, { toggle }] = useDisclosure(filter.condition !== undefined);
  const Chevron = isOpen ? IconChevronUp : IconChevronDown;
  return (
    <div>
      <Button
        variant="subtle"
        size="compact-sm"
        onClick={toggle}
        aria-expanded={isOpen}
        rightSection={<Chevron size={16} />}
      >
        {t("rules")}
      </Button>
      <Collapse expanded={isOpen}>
        <Paper withBorder p="sm" mt="xs">
          <Text size="sm" c="dark.4" mb="xs">
            {t("rulesLead")}
          </Text>
          <Rows filter={filter} change={change} />
        </Paper>
      </Collapse>
    </div>
  );
}

function Rows({ filter, change }: ConditionBuilderProps) {
  const t = useWords(words);
  const [draft, setDraft] = useState<Draft | undefined>(() => draftOf(filter.condition));
  const told = useRef(filter.condition);
  // The address changed by itself: a saved filter was opened, or everything cleared.
  useEffect(() => {
    if (JSON.stringify(filter.condition) === JSON.stringify(told.current)) return;
    told.current = filter.condition;
    setDraft(draftOf(filter.condition));
  }, [filter.condition]);
  const write = (next: Draft) => {
    setDraft(next);
    const condition = conditionOf(next);
    if (JSON.stringify(condition) === JSON.stringify(told.current)) return;
    told.current = condition;
    const { condition: _before, ...rest } = filter;
    change(condition === undefined ? rest : { ...rest, condition });
  };
  if (draft === undefined) {
    return (
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{t("tooDeep")}</Text>
        <InWords condition={filter.condition} />
        <Button size="xs" variant="default" onClick={() => write(EMPTY)}>
          {t("startOver")}
        </Button>
      </Stack>
    );
  }
  return <EditedRows draft={draft} write={write} condition={filter.condition} />;
}

interface EditedRowsProps {
  readonly draft: Draft;
  readonly write: (draft: Draft) => void;
  readonly condition: CustomerFilterView["condition"];
}

function EditedRows({ draft, write, condition }: EditedRowsProps) {
  const t = useWords(words);
  const { join, rows } = draft;
  const put = (key: number, row: DraftRow | undefined) => {
    const next = rows.flatMap((each) => (each.key === key ? (row ?? []) : each));
    write({ join, rows: next });
  };
  const add = () => {
    const key = Math.max(0, ...rows.map((each) => each.key)) + 1;
    write({ join, rows: [...rows, { key, what: "", is: "", value: null, within: "" }] });
  };
  return (
    <Stack gap="sm">
      {rows.length > 1 && (
        <SegmentedControl
          value={join}
          onChange={(next) => write({ join: next === "any" ? "any" : "all", rows })}
          data={[
            { value: "all", label: t("all") },
            { value: "any", label: t("anyOf") },
          ]}
          style={{ alignSelf: "flex-start" }}
        />
      )}
      {rows.map((row, index) => (
        <ConditionRow
          key={row.key}
          row={row}
          number={index + 1}
          change={(next) => put(row.key, next)}
        />
      ))}
      <Group>
        <Button size="xs" variant="light" leftSection={<IconPlus size={14} />} onClick={add}>
          {t("addRule")}
        </Button>
      </Group>
      <InWords condition={condition} />
    </Stack>
  );
}

/** The condition as a sentence, or what is wrong with it. */
function InWords({ condition }: Pick<EditedRowsProps, "condition">) {
  const t = useWords(words);
  const { locale } = useLanguage();
  const isThere = condition !== undefined;
  const asked = { body: { condition: condition ?? {} } };
  const { data, error } = useAsk("describeCondition", asked, { when: isThere, keep: true });
  if (!isThere) return null;
  if (error) return <ProblemNote error={error} />;
  if (data === undefined) return null;
  if (data.sentence) {
    return (
      <Text size="sm" role="status">
        {t("inWords", { sentence: data.sentence[locale] })}
      </Text>
    );
  }
  return (
    <Text size="sm" c="red.9" role="alert">
      {data.problems.map(({ message }) => message).join(" ")}
    </Text>
  );
}
