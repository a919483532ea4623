import { Skeleton, Stack } from "@mantine/core";
import { useWords } from "../language/words.ts";
import { shellWords } from "./shell-words.ts";

/** What stands where a screen will be. */
export function Opening() {
  const t = useWords(shellWords);
  return (
    <Stack gap="md" role="status" aria-label={t("opening")}>
      <Skeleton h={32} w={260} />
      <Skeleton h={140} />
      <Skeleton h={240} />
    </Stack>
  );
}
