import { Button, Group, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useDo } from "../../app/api/use-do.ts";
import { useWords } from "../../app/language/words.ts";
import { useMay } from "../../app/session/use-session.ts";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { When } from "../../parts/when.tsx";
import type { Question } from "./assessment.tsx";
import { words } from "./assessment-words.ts";

const ANSWERS = ["yes", "partly", "no"] as const;

/** What the company itself answers to a question, with who did and when (D-36). */
export function OwnAnswer(props: {
  readonly question: Question["id"];
  readonly name: string;
  readonly own: Question["own"];
}) {
  const { question, name, own } = props;
  const t = useWords(words);
  const may = useMay("marketer");
  const [answer, setAnswer] = useState<(typeof ANSWERS)[number] | "">(own?.answer ?? "");
  const [note, setNote] = useState(own?.note ?? "");
  const save = useDo("putAssessmentAnswer", { refresh: ["getAssessment"] });
  const remove = useDo("deleteAssessmentAnswer", { refresh: ["getAssessment"] });
  const params = { question };
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <Text size="sm" fw={600}>
          {t("own")}:
        </Text>
        <Text size="sm">
          {own === null ? t("none") : t("saved", { answer: t(own.answer), by: own.by })}
          {own !== null && (
            <>
              , <When at={own.at} />
            </>
          )}
        </Text>
      </Group>
      <Group gap="sm" align="flex-end">
        <SegmentedControl
          aria-label={`${t("own")}: ${name}`}
          value={answer}
          onChange={(value) => setAnswer(ANSWERS.find((each) => each === value) ?? "")}
          data={ANSWERS.map((value) => ({ value, label: t(value) }))}
          disabled={!may}
        />
        <TextInput
          aria-label={`${t("note")}: ${name}`}
          placeholder={t("note")}
          maxLength={1000}
          value={note}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
          disabled={!may}
          miw={280}
        />
        <Button
          variant="default"
          aria-label={`${t("save")}: ${name}`}
          onClick={() => answer !== "" && save.mutate({ params, body: { answer, note } })}
          loading={save.isPending}
          disabled={!may || answer === ""}
          title={may ? undefined : t("mayNot")}
        >
          {t("save")}
        </Button>
        {own !== null && (
          <Button
            variant="subtle"
            aria-label={`${t("remove")}: ${name}`}
            onClick={() => remove.mutate({ params, body: {} })}
            loading={remove.isPending}
            disabled={!may}
          >
            {t("remove")}
          </Button>
        )}
      </Group>
      <ProblemNote error={save.error ?? remove.error} />
    </Stack>
  );
}
