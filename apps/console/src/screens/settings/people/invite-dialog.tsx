import { Button, Checkbox, Group, Modal, Select, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { ApiProblem, messageAt } from "../../../app/api/api-problem.ts";
import type { Answer } from "../../../app/api/call.ts";
import { useDo } from "../../../app/api/use-do.ts";
import { useWords } from "../../../app/language/words.ts";
import { ProblemNote } from "../../../parts/problem-note.tsx";
import { sharedWords } from "../shared/shared-words.ts";
import { ROLES, roleOf } from "./roles.ts";
import { words } from "./words.ts";

/** Who is to be let in. */
export interface InviteDialogProps {
  readonly isOpen: boolean;
  readonly mailBy: string | null;
  readonly close: () => void;
  readonly invited: (answer: Answer<"invitePerson">, mail: boolean) => void;
}

const EMPTY = { name: "", email: "", role: "marketer" as const, mail: true };

/** Asks who is to be let in, and in what role. */
export function InviteDialog({ isOpen, mailBy, close, invited }: InviteDialogProps) {
  const t = useWords(words);
  const shared = useWords(sharedWords);
  const invite = useDo("invitePerson", { refresh: ["listPeople"] });
  const [form, setForm] = useState<Parameters<typeof invite.mutate>[0]["body"]>(EMPTY);
  const { name = "", email = "", role = "marketer", mail = false } = form ?? EMPTY;
  const change = (part: Partial<typeof EMPTY> | object) => setForm({ ...(form ?? EMPTY), ...part });
  const isKnown = invite.error instanceof ApiProblem && invite.error.status === 409;
  const wrongEmail = messageAt(invite.error, "email") && t(isKnown ? "knownEmail" : "wrongEmail");
  const isAtField = ["name", "email", "role"].some((each) => messageAt(invite.error, each));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const asked = { name, email: email.trim(), role, mail: mail && mailBy !== null };
    invite.mutate(
      { body: asked },
      {
        onSuccess: (answer) => {
          setForm(EMPTY);
          invited(answer, asked.mail);
        },
      },
    );
  };
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={t("inviteTitle")}
      centered
      closeButtonProps={{ "aria-label": shared("close") }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <TextInput
            label={t("name")}
            value={name}
            onChange={(event) => change({ name: event.currentTarget.value })}
            error={messageAt(invite.error, "name") && t("wrongName")}
            data-autofocus
          />
          <TextInput
            label={t("email")}
            type="email"
            value={email}
            onChange={(event) => change({ email: event.currentTarget.value })}
            error={wrongEmail}
          />
          <Select
            label={t("role")}
            value={role}
            onChange={(next) => change({ role: roleOf(next) ?? role })}
            description={t(`${role}Means`)}
            data={ROLES.map((each) => ({ value: each, label: t(each) }))}
            allowDeselect={false}
          />
          {mailBy === null ? (
            <Text size="sm" c="dark.4">
              {t("mailNone")}
            </Text>
          ) : (
            <Checkbox
              label={t("mail")}
              checked={mail}
              onChange={(event) => change({ mail: event.currentTarget.checked })}
            />
          )}
          <ProblemNote error={isAtField ? null : invite.error} />
          <Group justify="flex-end">
            <Button type="submit" loading={invite.isPending}>
              {t("send")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
