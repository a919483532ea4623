import { Group, Stack, Text } from "@mantine/core";
import type { ProgramAbout, ProgramView } from "@perennial/api";
import { useAsk } from "../../app/api/use-ask.ts";
import { useDo } from "../../app/api/use-do.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { useMay } from "../../app/session/use-session.ts";
import { ConfirmButton } from "../../parts/confirm-button.tsx";
import type { ProgramStateName } from "../programs/program-state.tsx";
import { words } from "./words.ts";

const LABELS = {
  active: { label: "toActive", question: "askActive" },
  paused: { label: "toPaused", question: "askPaused" },
  finishing: { label: "toFinishing", question: "askFinishing" },
  archived: { label: "toArchived", question: "askArchived" },
  draft: { label: "toDraft", question: "askDraft" },
  approved: { label: "toApproved", question: "askApproved" },
} as const;

/** What a program can become, each with what that does to whom, before it is done. */
export function StateControls({ program }: { readonly program: ProgramView }) {
  const t = useWords(words);
  const { locale } = useLanguage();
  const isMarketer = useMay("marketer");
  const about = useAsk("getProgramAbout", { params: { id: program.id }, query: { locale } });
  if (!isMarketer) {
    return (
      <Text size="sm" c="dark.4">
        {t("onlyMarketer")}
      </Text>
    );
  }
  const next = (about.data?.nextStates ?? []).filter((each) =>
    isOffered(each, about.data, program),
  );
  const waits = about.data?.approvalNeeded === true && program.state === "draft";
  return (
    <Stack gap={4}>
      <Group gap="xs">
        {next.map((state) => (
          <StateButton key={state} program={program} state={state} />
        ))}
      </Group>
      {waits && (
        <Text size="sm" c="dark.4">
          {t("approvalFirst")}
        </Text>
      )}
    </Stack>
  );
}

/** Approval is a step of its own only where the company wants one. */
function isOffered(
  state: ProgramStateName,
  about: ProgramAbout | undefined,
  program: ProgramView,
): boolean {
  if (about?.approvalNeeded) return !(program.state === "draft" && state === "active");
  return state !== "approved";
}

function StateButton({
  program,
  state,
}: {
  readonly program: ProgramView;
  readonly state: ProgramStateName;
}) {
  const t = useWords(words);
  const change = useDo("setProgram", {
    refresh: ["listPrograms", "getProgramAbout", "getProgramActivity", "listDrafts"],
  });
  const { label, question } = LABELS[state];
  const act = () => change.mutateAsync({ params: { id: program.id }, body: { state } });
  return (
    <ConfirmButton
      label={t(label)}
      question={t(question)}
      act={act}
      isActing={change.isPending}
      error={change.error}
      variant={state === "active" ? "filled" : "default"}
    >
      <Impact program={program} state={state} />
    </ConfirmButton>
  );
}

/** What becomes of whom. */
function Impact({
  program,
  state,
}: {
  readonly program: ProgramView;
  readonly state: ProgramStateName;
}) {
  const t = useWords(words);
  const count = program.running;
  if (state === "active") return <Starting id={program.id} />;
  const said = {
    paused: t("pausedRunning", { count }),
    finishing: t("finishingRunning", { count }),
    archived: t("archivedRunning", { count }),
    draft: t("draftMeans"),
    approved: t("approvedMeans"),
  }[state];
  return (
    <Stack gap="xs">
      <Text>{said}</Text>
      {(state === "paused" || state === "archived") && <Text>{t("statutoryStays")}</Text>}
    </Stack>
  );
}

function Starting({ id }: { readonly id: string }) {
  const t = useWords(words);
  const { locale } = useLanguage();
  const query = useAsk("getAudience", { params: { id }, query: { locale } });
  return (
    <Stack gap="xs">
      <Text>{query.data ? t("activeToday", { count: query.data.today }) : t("counting")}</Text>
      <Text>{t("activeLater")}</Text>
    </Stack>
  );
}
