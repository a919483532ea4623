import { Button, Group, Radio, Stack, Text, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { messageAt } from "../../app/api/api-problem.ts";
import { useDo } from "../../app/api/use-do.ts";
import { useWords } from "../../app/language/words.ts";
import { useMay } from "../../app/session/use-session.ts";
import { ProblemNote } from "../problem-note.tsx";
import { customerWords } from "./customer-words.ts";

const OUTCOMES = [
  ...(["renewed", "reached", "declined", "not-reached"] as const),
  ...(["wrong-number", "do-not-call"] as const),
] as const;
type Outcome = (typeof OUTCOMES)[number];

/** Whose call it was, and which open call it answers, if any. */
export interface NoteCallProps {
  readonly customerId: string;
  readonly commandId?: string;
  readonly done?: () => void;
}

const newId = () => `console-${crypto.randomUUID()}`;

/** Notes how a call ended; sent twice by a nervous finger, it is noted once. */
export function NoteCall({ customerId, commandId, done }: NoteCallProps) {
  const t = useWords(customerWords);
  const may = useMay("agent");
  const [outcome, setOutcome] = useState<Outcome>();
  const [note, setNote] = useState("");
  const [id, setId] = useState(newId);
  const noting = useDo("noteCall", {
    refresh: ["getCustomerCard", "listHistory", "listCalls", "listConsents", "findCustomers"],
  });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (outcome === undefined) return;
    const body = {
      ...{ outcome, id },
      ...(note.trim() !== "" && { note: note.trim() }),
      ...(commandId !== undefined && { commandId }),
    };
    await noting.mutateAsync({ params: { id: customerId }, body });
    setId(newId());
    setOutcome(undefined);
    setNote("");
    done?.();
  };
  if (!may) {
    return (
      <Text size="sm" c="dark.4">
        {t("agentOnly")}
      </Text>
    );
  }
  return (
    <form onSubmit={(event) => void submit(event).catch(() => undefined)}>
      <Stack gap="sm">
        <Radio.Group
          label={t("outcome")}
          value={outcome ?? ""}
          onChange={(next) => setOutcome(OUTCOMES.find((each) => each === next))}
        >
          <Group gap="sm" mt={6}>
            {OUTCOMES.map((each) => (
              <Radio key={each} value={each} label={t(each)} />
            ))}
          </Group>
        </Radio.Group>
        <Textarea
          label={t("note")}
          placeholder={t("noteHint")}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          error={messageAt(noting.error, "note")}
          autosize
          minRows={2}
        />
        <ProblemNote error={noting.error} told={["note"]} />
        <Group>
          <Button type="submit" disabled={outcome === undefined} loading={noting.isPending}>
            {t("save")}
          </Button>
          {noting.isSuccess && (
            <Text size="sm" role="status">
              {t("noted")}
            </Text>
          )}
        </Group>
      </Stack>
    </form>
  );
}
