import { Button, Group, NumberInput, Stack, Table, Text } from "@mantine/core";
import type { LocalizedText } from "@perennial/contract";
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
import { words } from "./words.ts";

type Kept = Answer<"getVisitCriteria">;
/** What the server gives was checked when it was kept. */
interface Criterion {
  readonly id: string;
  readonly name: LocalizedText;
  readonly points: number;
}

/** The criteria of visits, and how much each weighs (B-01). */
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
  const [changes, setChanges] = useState<Readonly<Record<string, number>>>({});
  const criteria = kept.criteria as unknown as readonly Criterion[];
  const isDirty = Object.keys(changes).length > 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const next = criteria.map((each) => ({ ...each, points: changes[each.id] ?? each.points }));
    save.mutate({ body: { criteria: next } }, { onSuccess: () => setChanges({}) });
  };
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
              {criteria.map(({ id, name, points }, index) => (
                <Table.Tr key={id}>
                  <Table.Td>{name[locale]}</Table.Td>
                  <Table.Td w={140}>
                    <NumberInput
                      aria-label={t("pointsOf", { name: name[locale] })}
                      value={changes[id] ?? points}
                      disabled={!may}
                      error={messageAt(save.error, `criteria.${index}.points`)}
                      onChange={(value) => setChanges({ ...changes, [id]: Number(value) })}
                    />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          <ProblemNote
            error={save.error}
            told={criteria.map((_each, index) => `criteria.${index}.points`)}
          />
          <Group>
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
