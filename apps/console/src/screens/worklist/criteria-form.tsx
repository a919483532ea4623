import { Button, Group, NumberInput, Stack, Table, Text } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { messageAt } from "../../app/api/api-problem.ts";
import type { Answer } from "../../app/api/call.ts";
import { useAsk } from "../../app/api/use-ask.ts";
import { useDo } from "../../app/api/use-do.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { useMay } from "../../app/session/use-session.ts";
import { Answered } from "../../parts/answered.tsx";
import { LeaveGuard } from "../../parts/leave-guard.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Section } from "../../parts/section.tsx";
import { type Criterion, CriterionCard, toldByCard } from "./criterion-card.tsx";
import { words } from "./words.ts";

type Kept = Answer<"getVisitCriteria">;
/** A criterion of one's own, before anything is written in it. */
function newCriterion(criteria: readonly Criterion[]): Criterion {
  const taken = new Set(criteria.map(({ id }) => id));
  let number = 1;
  while (taken.has(`own-${number}`)) number += 1;
  const empty = { sv: "", en: "" };
  return { id: `own-${number}`, points: 1, name: empty, whyNow: empty, bring: empty };
}

/** The criteria of visits, how much each weighs, and criteria of one's own (B-01). */
export function CriteriaForm() {
  const query = useAsk("getVisitCriteria");
  return <Answered query={query}>{(kept) => <Form kept={kept} />}</Answered>;
}

function Form({ kept }: { readonly kept: Kept }) {
  const t = useWords(words);
  const { locale } = useLanguage();
  const { moment } = useFormat();
  const may = useMay("marketer");
  const save = useDo("putVisitCriteria", {
    refresh: ["getVisitCriteria", "getWorklist", "getWorklistGaps"],
  });
  const [changed, setChanged] = useState<readonly Criterion[]>();
  const [opened, setOpened] = useState<string>();
  // What the server gives was checked when it was kept.
  const criteria = changed ?? (kept.criteria as unknown as readonly Criterion[]);
  const isDirty =
    changed !== undefined && JSON.stringify(changed) !== JSON.stringify(kept.criteria);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const next = criteria.map((each) => ({ ...each }));
    save.mutate({ body: { criteria: next } }, { onSuccess: () => setChanged(undefined) });
  };
  const put = (next: Criterion) =>
    setChanged(criteria.map((each) => (each.id === next.id ? next : each)));
  const add = () => {
    const made = newCriterion(criteria);
    setChanged([...criteria, made]);
    setOpened(made.id);
  };
  const at = criteria.findIndex(({ id }) => id === opened);
  const open = criteria[at];
  const nameOf = ({ name }: Criterion) => name[locale] || t("unnamed");
  const { savedAt, savedBy } = kept;
  return (
    <Section title={t("criteria")} lead={t("criteriaLead")}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <Text size="sm">
            {savedAt === null
              ? t("ready")
              : t("savedBy", { at: moment(savedAt), by: savedBy ?? "" })}
          </Text>
          <Table maw={640} aria-label={t("criteria")}>
            <Table.Tbody>
              {criteria.map((each, index) => (
                <Table.Tr key={each.id}>
                  <Table.Td>{nameOf(each)}</Table.Td>
                  <Table.Td w={140}>
                    <NumberInput
                      aria-label={t("pointsOf", { name: nameOf(each) })}
                      value={each.points}
                      disabled={!may}
                      error={messageAt(save.error, `criteria.${index}.points`)}
                      onChange={(value) => put({ ...each, points: Number(value) })}
                    />
                  </Table.Td>
                  <Table.Td>
                    <Group gap="xs" wrap="nowrap">
                      <Button
                        size="compact-sm"
                        variant="default"
                        aria-label={t("editOf", { name: nameOf(each) })}
                        aria-expanded={each.id === opened}
                        onClick={() => setOpened(each.id === opened ? undefined : each.id)}
                      >
                        {t("edit")}
                      </Button>
                      <Button
                        size="compact-sm"
                        variant="default"
                        aria-label={t("removeOf", { name: nameOf(each) })}
                        disabled={!may || criteria.length === 1}
                        onClick={() => setChanged(criteria.filter(({ id }) => id !== each.id))}
                      >
                        {t("removeOne")}
                      </Button>
                    </Group>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          {open && (
            <CriterionCard
              {...{ criterion: open, index: at, canEdit: may, error: save.error, onChange: put }}
            />
          )}
          <ProblemNote
            error={save.error}
            told={[
              ...criteria.map((_each, index) => `criteria.${index}.points`),
              ...(open ? toldByCard(at) : []),
            ]}
          />
          <Group>
            <Button variant="light" disabled={!may} onClick={add}>
              {t("addCriterion")}
            </Button>
            <Button type="submit" disabled={!isDirty || !may} loading={save.isPending}>
              {t("save")}
            </Button>
            <Text size="sm" role="status">
              {save.isSuccess && !isDirty ? t("saved") : ""}
            </Text>
          </Group>
        </Stack>
      </form>
      <LeaveGuard isDirty={isDirty && !save.isPending} />
    </Section>
  );
}
