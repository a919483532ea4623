import { Anchor, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useWords } from "../language/words.ts";
import { shellWords } from "./shell-words.ts";

/** What an address that leads nowhere says. */
export function NotFound() {
  const t = useWords(shellWords);
  return (
    <Stack p="xl" align="flex-start">
      <Title order={1} size="h2">
        {t("notFound")}
      </Title>
      <Text>{t("notFoundMeans")}</Text>
      <Anchor renderRoot={(props) => <Link to="/" {...props} />}>{t("toHome")}</Anchor>
    </Stack>
  );
}
