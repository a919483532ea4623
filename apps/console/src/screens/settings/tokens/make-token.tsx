import { Button, Group, Modal, Select, Stack, TextInput } from "@mantine/core";
import type { TokenRole } from "@perennial/api";
import { type FormEvent, useState } from "react";
import { messageAt } from "../../../app/api/api-problem.ts";
import { useDo } from "../../../app/api/use-do.ts";
import { useWords } from "../../../app/language/words.ts";
import { ProblemNote } from "../../../parts/problem-note.tsx";
import { sharedWords } from "../shared/shared-words.ts";
import { TOKEN_ROLES } from "./token-roles.ts";
import { words } from "./words.ts";

/** Where a key is asked for. */
export interface MakeTokenProps {
  readonly isOpen: boolean;
  readonly close: () => void;
  readonly made: (label: string, token: string) => void;
}

/** Asks what a key is for and what it may do. */
export function MakeToken({ isOpen, close, made }: MakeTokenProps) {
  const t = useWords(words);
  const shared = useWords(sharedWords);
  const create = useDo("createToken", { refresh: ["listTokens"] });
  const [label, setLabel] = useState("");
  const [role, setRole] = useState<TokenRole>("viewer");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate(
      { body: { label, role } },
      {
        onSuccess: ({ token }) => {
          made(label, token);
          setLabel("");
        },
      },
    );
  };
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={t("makeTitle")}
      centered
      closeButtonProps={{ "aria-label": shared("close") }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <TextInput
            label={t("label")}
            description={t("labelHint")}
            value={label}
            onChange={(event) => setLabel(event.currentTarget.value)}
            error={messageAt(create.error, "label") && t("wrongLabel")}
            data-autofocus
          />
          <Select
            label={t("role")}
            description={t("roleHint")}
            value={role}
            onChange={(next) => setRole(TOKEN_ROLES.find((each) => each === next) ?? role)}
            data={TOKEN_ROLES.map((each) => ({ value: each, label: t(each) }))}
            allowDeselect={false}
          />
          <ProblemNote error={messageAt(create.error, "label") ? null : create.error} />
          <Group justify="flex-end">
            <Button type="submit" loading={create.isPending}>
              {t("create")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
