import { Button, type ButtonProps, Group, Modal, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { ReactNode } from "react";
import { useWords } from "../app/language/words.ts";
import { partWords } from "./part-words.ts";
import { ProblemNote } from "./problem-note.tsx";

/** Something that is asked about before it is done. */
export interface ConfirmButtonProps extends ButtonProps {
  /** What the button says. */
  readonly label: string;
  /** What is asked. */
  readonly question: string;
  /** What will happen, and what will not. */
  readonly children: ReactNode;
  /** Does it; the dialog stays with the error if it throws. */
  readonly act: () => Promise<unknown>;
  readonly isActing?: boolean;
  readonly error?: Error | null;
}

/** A button that says what will happen before it does. */
export function ConfirmButton(props: ConfirmButtonProps) {
  const { label, question, children, act, isActing = false, error = null, ...look } = props;
  const [isOpen, { open, close }] = useDisclosure();
  const t = useWords(partWords);
  const confirm = () => void act().then(close, () => undefined);
  return (
    <>
      <Button {...look} onClick={open}>
        {label}
      </Button>
      <Modal opened={isOpen} onClose={close} title={question} centered>
        <Stack gap="md">
          <div>{children}</div>
          <ProblemNote error={error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t("cancel")}
            </Button>
            <Button {...look} onClick={confirm} loading={isActing}>
              {label}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
