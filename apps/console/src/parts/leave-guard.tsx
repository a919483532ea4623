import { Button, Group, Modal, Text } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import { useWords } from "../app/language/words.ts";
import { partWords } from "./part-words.ts";

/** What is lost when a page is left. */
export interface LeaveGuardProps {
  readonly isDirty: boolean;
  /** @default that it is left without saving */
  readonly title?: string;
  /** @default that what was changed is not saved */
  readonly means?: string;
  /** Whether an address is still the same matter. @default none is */
  readonly isStill?: (next: { readonly pathname: string; readonly search: object }) => boolean;
}

/** Asks before a page, or a tab of one, is left on which something is changed and not saved. */
export function LeaveGuard({ isDirty, title, means, isStill }: LeaveGuardProps) {
  const t = useWords(partWords);
  const blocker = useBlocker({
    shouldBlockFn: ({ next }) => isDirty && isStill?.(next) !== true,
    enableBeforeUnload: isDirty,
    withResolver: true,
  });
  const isAsking = blocker.status === "blocked";
  return (
    <Modal
      opened={isAsking}
      onClose={() => blocker.reset?.()}
      title={title ?? t("leaveTitle")}
      centered
      withCloseButton={false}
    >
      <Text size="sm">{means ?? t("leaveMeans")}</Text>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={() => blocker.reset?.()}>
          {t("stay")}
        </Button>
        <Button color="red.9" onClick={() => blocker.proceed?.()}>
          {t("leave")}
        </Button>
      </Group>
    </Modal>
  );
}
