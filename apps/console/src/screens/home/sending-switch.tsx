import { Alert, Button, Text } from "@mantine/core";
import { IconPlayerPause } from "@tabler/icons-react";
import { useAsk } from "../../app/api/use-ask.ts";
import { useDo } from "../../app/api/use-do.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { useMay } from "../../app/session/use-session.ts";
import { ConfirmButton } from "../../parts/confirm-button.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { words } from "./words.ts";

const REFRESH = ["getSending", "getOverview"] as const;

/** Stops everything that is sent with one click; what becomes due waits. */
export function PauseSending() {
  const t = useWords(words);
  const may = useMay("marketer");
  const sending = useAsk("getSending");
  const pause = useDo("setSending", { refresh: REFRESH });
  if (!may || sending.data?.paused !== false) return null;
  return (
    <ConfirmButton
      label={t("pauseAll")}
      question={t("pauseQuestion")}
      variant="default"
      leftSection={<IconPlayerPause size={16} />}
      act={() => pause.mutateAsync({ body: { paused: true } })}
      isActing={pause.isPending}
      error={pause.error}
    >
      {t("pauseMeans")}
    </ConfirmButton>
  );
}

/** Says that nothing is sent, since when and by whom, until somebody lets it go on. */
export function SendingPaused() {
  const t = useWords(words);
  const { moment } = useFormat();
  const may = useMay("marketer");
  const { data } = useAsk("getSending");
  const resume = useDo("setSending", { refresh: REFRESH });
  if (!data?.paused) return null;
  return (
    <Alert color="yellow" title={t("paused")} icon={<IconPlayerPause size={18} />}>
      <Text size="sm">
        {t("pausedMeans", {
          since: data.since === null ? "" : moment(data.since),
          by: data.by ?? "",
          count: data.waiting,
        })}
      </Text>
      <ProblemNote error={resume.error} />
      {may && (
        <Button
          mt="sm"
          size="xs"
          loading={resume.isPending}
          onClick={() => resume.mutate({ body: { paused: false } })}
        >
          {t("resume")}
        </Button>
      )}
    </Alert>
  );
}
