import { Button, Code, Stack, Title } from "@mantine/core";
import { useWords } from "../language/words.ts";
import { shellWords } from "./shell-words.ts";

/** What stands where a screen failed: the menu still leads elsewhere. */
export function Broken({ error }: { readonly error: unknown }) {
  const t = useWords(shellWords);
  return (
    <Stack p="xl" align="flex-start" role="alert">
      <Title order={1} size="h2">
        {t("brokenTitle")}
      </Title>
      <Code block>{error instanceof Error ? error.message : String(error)}</Code>
      <Button onClick={() => window.location.reload()}>{t("reload")}</Button>
    </Stack>
  );
}
