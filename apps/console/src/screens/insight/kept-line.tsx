import { Button, Group, Text } from "@mantine/core";
import type { Answer } from "../../app/api/call.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { useMay } from "../../app/session/use-session.ts";
import { Nothing } from "../../parts/nothing.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { ProgressLine } from "../../parts/progress-line.tsx";
import { Section } from "../../parts/section.tsx";
import { When } from "../../parts/when.tsx";
import type { Refresh } from "./refresh.ts";
import { words } from "./words.ts";

/** When a kept report was made. */
export type KeptAt = Answer<"getRfm">["kept"];

/** When a report was made and how to make it anew, with progress and a way to stop; without one, how to get it. */
export function KeptLine({ kept, refresh }: { readonly kept: KeptAt; readonly refresh: Refresh }) {
  const { day } = useFormat();
  const t = useWords(words);
  const begin = <BeginButton refresh={refresh} isFirst={kept === null} />;
  if (kept === null) {
    return (
      <Section title={t("none")}>
        {refresh.isRunning ? (
          <RefreshProgress refresh={refresh} />
        ) : (
          <Nothing title={t("none")} action={begin}>
            {t("noneMeans")}
          </Nothing>
        )}
        <ProblemNote error={refresh.error} />
      </Section>
    );
  }
  return (
    <div>
      <Group justify="space-between" gap="xs">
        <Text size="sm" c="dark.4">
          {t("asOf", { day: day(kept.asOf) })} <When at={kept.madeAt} />. {t("nightly")}
        </Text>
        {!refresh.isRunning && begin}
      </Group>
      {refresh.isRunning && <RefreshProgress refresh={refresh} />}
      <ProblemNote error={refresh.error} />
    </div>
  );
}

function BeginButton(props: { readonly refresh: Refresh; readonly isFirst: boolean }) {
  const { refresh, isFirst } = props;
  const t = useWords(words);
  const may = useMay("agent");
  return (
    <Button
      {...(!isFirst && { variant: "default", size: "compact-sm" })}
      onClick={() => refresh.start({ body: {} })}
      disabled={!may}
      title={may ? undefined : t("mayNot")}
    >
      {t(isFirst ? "compute" : "refresh")}
    </Button>
  );
}

function RefreshProgress({ refresh }: { readonly refresh: Refresh }) {
  const t = useWords(words);
  const last = refresh.lines.findLast((line) => "progress" in line);
  const { phase, done, total } =
    last && "progress" in last
      ? last.progress
      : { phase: "reading" as const, done: 0, total: null };
  return <ProgressLine what={t(phase)} done={done} total={total} cancel={refresh.cancel} />;
}
