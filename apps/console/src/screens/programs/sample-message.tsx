import { Paper, Text } from "@mantine/core";
import type { LibraryProgramView } from "@perennial/api";
import { useWords } from "../../app/language/words.ts";
import { words } from "./words.ts";

/** A message as a customer may get it. */
export function SampleMessage({
  message,
}: {
  readonly message: LibraryProgramView["sample"]["sv"];
}) {
  const t = useWords(words);
  if (!message) return <Text size="sm">{t("noSample")}</Text>;
  return (
    <Paper bg="gray.0" p="sm" radius="md" withBorder>
      <Text size="xs" c="dark.4">
        {t(message.channel)} · {t("sampleNote")}
      </Text>
      {message.subject !== null && <Text fw={600}>{message.subject}</Text>}
      <Text size="sm" style={{ whiteSpace: "pre-wrap" }}>
        {message.text}
      </Text>
    </Paper>
  );
}
