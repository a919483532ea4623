import { Button, Group, Paper, Progress, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useAsk } from "../../app/api/use-ask.ts";
import { useWords } from "../../app/language/words.ts";
import { useSession } from "../../app/session/use-session.ts";
import { words } from "./words.ts";

/** Leads whoever has no active program yet to the next step of setting up. */
export function GettingStarted() {
  const t = useWords(words);
  const { setUp } = useSession();
  const { data } = useAsk("getOnboarding", {}, { when: !setUp });
  if (!data || data.isComplete) return null;
  const { done, total } = data;
  return (
    <Paper component="section" withBorder p="md" aria-label={t("getStarted")}>
      <Group justify="space-between" gap="md">
        <div>
          <Title order={2} size="h4">
            {t("getStarted")}
          </Title>
          <Text size="sm">{t("getStartedMeans", { done, total })}</Text>
        </div>
        <Button renderRoot={(props) => <Link to="/start" {...props} />}>
          {t(done === 0 ? "begin" : "goOn")}
        </Button>
      </Group>
      <Progress mt="sm" value={(100 * done) / total} aria-label={t("getStarted")} />
    </Paper>
  );
}
