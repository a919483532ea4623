import { ActionIcon, Button, Fieldset, Group, Select, Stack, Text } from "@mantine/core";
import { FLOW_STATES, type FlowState } from "@perennial/contract";
import { addDays, markOf } from "@perennial/lifecycle";
import { IconTrash } from "@tabler/icons-react";
import { useAsk } from "../../app/api/use-ask.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useToday } from "../../app/format/use-today.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Section } from "../../parts/section.tsx";
import { StateBadge } from "../../parts/state-badge.tsx";
import { PlaceError } from "./place-error.tsx";
import { type FlowsDoc, replaced } from "./plan-doc.ts";
import type { PlanForm } from "./plan-form.ts";
import { planScreenWords } from "./plan-screen-words.ts";
import { usePlaceNames } from "./use-place-names.ts";
import { errorAt } from "./use-plan-draft.ts";

type Pair = FlowsDoc["programs"][number];

/** Which program is meant to reduce an unwanted flow or to strengthen a wanted one (D-17). */
export function FlowPrograms(props: { readonly form: PlanForm; readonly flows: FlowsDoc }) {
  const { form, flows } = props;
  const t = useWords(planScreenWords);
  const programs = useAsk("listPrograms");
  const set = (next: Pair[]) => form.put("flows", { ...flows, programs: next });
  const add = () => {
    const program = programs.data?.items[0]?.id;
    if (program !== undefined) set([...flows.programs, { ...freePair(flows), program }]);
  };
  const isNone = programs.data?.items.length === 0;
  return (
    <Section
      title={t("flowPrograms")}
      lead={t("flowProgramsLead")}
      actions={
        <Button
          variant="default"
          onClick={add}
          disabled={form.disabled || programs.data === undefined || isNone}
        >
          {t("addFlow")}
        </Button>
      }
    >
      {flows.programs.length === 0 && (
        <Text c="dark.4">{t(isNone ? "noProgramsYet" : "noFlowPrograms")}</Text>
      )}
      <Stack gap="md">
        {flows.programs.map((pair, at) => (
          <PairForm
            // biome-ignore lint/suspicious/noArrayIndexKey: what names a flow is what is changed here
            key={at}
            {...{ form, pair, at }}
            change={(next) => set(replaced(flows.programs, at, next))}
            remove={() => set(flows.programs.toSpliced(at, 1))}
          />
        ))}
      </Stack>
    </Section>
  );
}

/** The first unwanted flow that has no program yet; the worst comes first. */
function freePair({ programs, basis }: FlowsDoc): Pick<Pair, "from" | "to"> {
  const states = basis === "agreements" ? (["active", "lost"] as const) : FLOW_STATES;
  const all = states.toReversed().flatMap((to) => states.map((from) => ({ from, to })));
  const isFree = (each: Pick<Pair, "from" | "to">) =>
    !programs.some(({ from, to }) => from === each.from && to === each.to);
  const unwanted = all.filter(({ from, to }) => markOf(from, to) === "unwanted");
  return unwanted.find(isFree) ?? all.find(isFree) ?? { from: "active", to: "lost" };
}

interface PairFormProps {
  readonly form: PlanForm;
  readonly pair: Pair;
  readonly at: number;
  readonly change: (next: Partial<Pair>) => void;
  readonly remove: () => void;
}

function PairForm({ form, pair, at, change, remove }: PairFormProps) {
  const { locale } = useLanguage();
  const t = useWords(planScreenWords);
  const nameOf = usePlaceNames();
  const { data } = useAsk("listPrograms");
  const place = `flows.programs.${at}`;
  const states = FLOW_STATES.map((value) => ({ value, label: nameOf("flow", value) }));
  const programs = (data?.items ?? []).map(({ id, name }) => ({ value: id, label: name[locale] }));
  // A program that was removed stands by its id until another is chosen.
  const isKnown = programs.some(({ value }) => value === pair.program);
  const shared = { allowDeselect: false, disabled: form.disabled };
  const stateOf = (value: string | null): FlowState =>
    FLOW_STATES.find((each) => each === value) ?? "active";
  return (
    <Fieldset variant="unstyled" aria-label={t("flowNumber", { number: at + 1 })}>
      <Group gap="sm" align="flex-end">
        <Select
          {...{ ...shared, label: t("flowFrom"), value: pair.from, data: states, w: 190 }}
          onChange={(value) => change({ from: stateOf(value) })}
        />
        <Select
          {...{ ...shared, label: t("flowTo"), value: pair.to, data: states, w: 190 }}
          onChange={(value) => change({ to: stateOf(value) })}
        />
        <Select
          {...{ ...shared, label: t("flowProgram"), value: pair.program, searchable: true }}
          data={isKnown ? programs : [...programs, { value: pair.program, label: pair.program }]}
          error={errorAt(form.problems, `${place}.program`)}
          onChange={(value) => value !== null && change({ program: value })}
          style={{ flex: 1, minWidth: 220 }}
        />
        <ActionIcon
          variant="subtle"
          color="red.9"
          size="lg"
          aria-label={t("removeFlow", { number: at + 1 })}
          disabled={form.disabled}
          onClick={remove}
        >
          <IconTrash size={17} stroke={1.6} />
        </ActionIcon>
      </Group>
      <Mark pair={pair} />
      <PlaceError form={form} place={place} />
    </Fieldset>
  );
}

/** Over how many days it is told how many went a way. */
const DAYS = 90;

/** Whether the flow is wanted, and how many went that way lately. */
function Mark({ pair: { from, to } }: { readonly pair: Pair }) {
  const { count, day } = useFormat();
  const { locale } = useLanguage();
  const t = useWords(planScreenWords);
  const today = useToday() ?? "";
  const query = { from: today && addDays(today, 1 - DAYS), to: today, locale };
  const { data } = useAsk("getFlows", { query }, { when: today !== "" });
  const mark = markOf(from, to);
  const moved = data?.flows.find((each) => each.from === from && each.to === to)?.customers ?? 0;
  if (mark === "unchanged") return null;
  return (
    <Group gap="xs" mt={4}>
      <StateBadge tone={mark === "wanted" ? "good" : "warn"}>{t(mark)}</StateBadge>
      {data && (
        <Text size="xs" c="dark.4">
          {t("moved", { customers: count(moved), from: day(data.from), to: day(data.to) })}
        </Text>
      )}
    </Group>
  );
}
