import { Alert, Group, Text } from "@mantine/core";
import { useAsk } from "../../../app/api/use-ask.ts";
import { useDo } from "../../../app/api/use-do.ts";
import { useFormat } from "../../../app/format/use-format.ts";
import { useWords } from "../../../app/language/words.ts";
import { Answered } from "../../../parts/answered.tsx";
import { ConfirmButton } from "../../../parts/confirm-button.tsx";
import { Section } from "../../../parts/section.tsx";
import { words } from "./words.ts";

/** Stops all sending with one click, and lets it go on. */
export function SendingSwitch() {
  const t = useWords(words);
  const format = useFormat();
  const sending = useAsk("getSending");
  const change = useDo("setSending", { refresh: ["getSending", "getOverview"] });
  return (
    <Section title={t("stop")} lead={t("stopLead")}>
      <Answered query={sending} rows={1}>
        {({ paused, since, by, waiting }) =>
          paused ? (
            <Alert color="yellow" title={t("paused")} role="status">
              <Text size="sm">
                {t("pausedMeans", { since: since ? format.moment(since) : "", by: by ?? "" })}{" "}
                {t("waiting", { count: waiting })}
              </Text>
              <ConfirmButton
                mt="sm"
                label={t("resume")}
                question={t("resumeAsk")}
                act={() => change.mutateAsync({ body: { paused: false } })}
                isActing={change.isPending}
                error={change.error}
              >
                <Text size="sm">{t("resumeMeans")}</Text>
              </ConfirmButton>
            </Alert>
          ) : (
            <Group justify="space-between">
              <Text size="sm" role="status">
                {t("running")}
              </Text>
              <ConfirmButton
                color="red.9"
                label={t("pause")}
                question={t("pauseAsk")}
                act={() => change.mutateAsync({ body: { paused: true } })}
                isActing={change.isPending}
                error={change.error}
              >
                <Text size="sm">{t("pauseMeans")}</Text>
              </ConfirmButton>
            </Group>
          )
        }
      </Answered>
    </Section>
  );
}
