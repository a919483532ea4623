import { Button, Group, Stack, Text } from "@mantine/core";
import type { ConnectionHealthView } from "@perennial/api";
import { useDo } from "../../app/api/use-do.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { useMay } from "../../app/session/use-session.ts";
import { ConfirmButton } from "../../parts/confirm-button.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { ProgressLine } from "../../parts/progress-line.tsx";
import { Section } from "../../parts/section.tsx";
import { HeardSince } from "./heard-since.tsx";
import { words } from "./words.ts";

const KINDS = ["customer", "agreement", "purchase", "consent"] as const;

/** How far the reading of a connection is, of each kind of record, and ways to read it anew. */
export function SyncProgress({ health }: { readonly health: ConnectionHealthView }) {
  const t = useWords(words);
  const may = useMay("admin");
  const { connection, load, waiting } = health;
  const resync = useDo("resyncConnection", { refresh: ["getConnection"] });
  const params = { id: connection.id };
  if (load.state === "none") {
    return (
      <Section title={t("sync")}>
        <Text size="sm">{t("syncNone")}</Text>
      </Section>
    );
  }
  return (
    <Section
      title={t("sync")}
      actions={
        may &&
        connection.state === "active" && (
          <>
            <Button
              variant="default"
              size="xs"
              onClick={() => resync.mutate({ params, body: {} })}
              loading={resync.isPending}
            >
              {t("readNow")}
            </Button>
            <ConfirmButton
              label={t("readAll")}
              question={t("readAllQuestion")}
              variant="default"
              size="xs"
              act={() => resync.mutateAsync({ params, body: { everything: true } })}
              isActing={resync.isPending}
              error={resync.error}
            >
              {t("readAllMeans")}
            </ConfirmButton>
          </>
        )
      }
    >
      <Stack gap="sm">
        <Stand health={health} />
        <HeardSince health={health} />
        <Kinds health={health} />
        {waiting > 0 && <Text size="sm">{t("waitingRecords", { count: waiting })}</Text>}
        {resync.isSuccess && (
          <Text size="sm" role="status">
            {t("reading")}
          </Text>
        )}
        <ProblemNote error={resync.error} />
      </Stack>
    </Section>
  );
}

function Stand({ health: { load, connection } }: { readonly health: ConnectionHealthView }) {
  const t = useWords(words);
  const { moment } = useFormat();
  if (load.state === "waiting") return <Text size="sm">{t("syncWaiting")}</Text>;
  if (load.state === "loading") {
    const { read, total } = load.records;
    return <ProgressLine what={t("syncLoading")} done={read} total={total} />;
  }
  const at = connection.syncedAt;
  return <Text size="sm">{at === null ? t("syncDone") : t("syncDoneAt", { at: moment(at) })}</Text>;
}

function Kinds({ health: { load } }: { readonly health: ConnectionHealthView }) {
  const t = useWords(words);
  const { count } = useFormat();
  return (
    <Group gap="lg">
      {load.read.map(({ kind, count: read }) => {
        const known = KINDS.find((each) => each === kind);
        return (
          <Text key={kind} size="sm">
            {t("readOf", { kind: known ? t(known) : kind, count: count(read) })}
          </Text>
        );
      })}
    </Group>
  );
}
