import { Alert, Button, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { messageAt } from "../../../app/api/api-problem.ts";
import { useDo } from "../../../app/api/use-do.ts";
import { useWords } from "../../../app/language/words.ts";
import { ProblemNote } from "../../../parts/problem-note.tsx";
import { Section } from "../../../parts/section.tsx";
import { words } from "./words.ts";

/** Whom to erase, and who is told of it. */
export interface ErasePersonProps {
  readonly id: string;
  readonly erased: (pseudonym: string) => void;
}

/** Erases a person once their number is written out. */
export function ErasePerson({ id, erased }: ErasePersonProps) {
  const t = useWords(words);
  const erase = useDo("eraseCustomer", { refresh: ["listCustomers", "listAudit"] });
  const [confirm, setConfirm] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    erase.mutate(
      { params: { id }, body: { confirm: confirm.trim() } },
      { onSuccess: ({ pseudonym }) => erased(pseudonym) },
    );
  };
  const isWrong = messageAt(erase.error, "confirm") !== undefined;
  return (
    <Section title={t("erase")} lead={t("eraseLead")}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm" align="flex-start">
          <Alert color="yellow">
            <Text size="sm">{t("eraseAlso")}</Text>
          </Alert>
          <TextInput
            label={t("confirm", { id })}
            value={confirm}
            onChange={(event) => setConfirm(event.currentTarget.value)}
            autoComplete="off"
            maw={420}
            w="100%"
            error={isWrong && t("notConfirmed")}
          />
          <ProblemNote error={isWrong ? null : erase.error} />
          <Button type="submit" color="red.9" loading={erase.isPending}>
            {t("eraseDo")}
          </Button>
        </Stack>
      </form>
    </Section>
  );
}
