import { Alert, Button, Code, CopyButton, Group, Modal, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../../../app/language/words.ts";
import { sharedWords } from "./shared-words.ts";

/** Something that is shown once, such as a key. */
export interface ShownOnceProps {
  readonly title: string;
  /** Nothing where there is nothing to show. */
  readonly text: string | undefined;
  /** What to do with it. */
  readonly children: ReactNode;
  readonly close: () => void;
}

/** Shows something once, with a button that copies it. */
export function ShownOnce({ title, text, children, close }: ShownOnceProps) {
  const t = useWords(sharedWords);
  return (
    <Modal
      opened={text !== undefined}
      onClose={close}
      title={title}
      centered
      size="lg"
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <Stack gap="md">
        <Text size="sm" component="div">
          {children}
        </Text>
        <Code block style={{ wordBreak: "break-all", whiteSpace: "pre-wrap" }} tabIndex={0}>
          {text}
        </Code>
        <Alert color="yellow" title={t("onceTitle")}>
          {t("onceMeans")}
        </Alert>
        <Group justify="flex-end">
          <CopyButton value={text ?? ""}>
            {({ copied, copy }) => (
              <Button onClick={copy} variant={copied ? "light" : "filled"}>
                {t(copied ? "copied" : "copy")}
              </Button>
            )}
          </CopyButton>
          <Button variant="default" onClick={close}>
            {t("close")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
