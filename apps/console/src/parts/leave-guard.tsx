import { Button, Group, Modal, Text } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import { useWords } from "../app/language/words.ts";
import { partWords } from "./part-words.ts";

/** Asks before a page, or a tab of one, is left on which something is changed and not saved. */
export function LeaveGuard({ isDirty }: { readonly isDirty: boolean }) {
  const t = useWords(partWords);
  const blocker = useBlocker({
    shouldBlockFn: () => isDirty,
    enableBeforeUnload: isDirty,
    withResolver: true,
  });
  const isAsking = blocker.status === "blocked";
  return (
    <Modal
      opened={isAsking}
      onClose={() => blocker.reset?.()}
      title={t("leaveTitle")}
      centered
      withCloseButton={false}
    >
      <Text size="sm">{t("leaveMeans")}</Text>
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
