import { Button } from "@mantine/core";
import type { Answer } from "../../app/api/call.ts";
import { useAsk } from "../../app/api/use-ask.ts";
import { useWords } from "../../app/language/words.ts";
import { useMay } from "../../app/session/use-session.ts";
import { Answered } from "../../parts/answered.tsx";
import { Nothing } from "../../parts/nothing.tsx";
import { Screen } from "../../parts/screen.tsx";
import { Section } from "../../parts/section.tsx";
import { FIRST_MATRIX } from "../plan/plan-doc.ts";
import { PublishBar } from "../plan/publish-bar.tsx";
import { usePlanDraft } from "../plan/use-plan-draft.ts";
import { MatrixGrid } from "./matrix-grid.tsx";
import { words } from "./words.ts";

/** The customer matrix: who is in each cell and what it gets, changed over the lifecycle plan (M-07 to M-15). */
export function MatrixScreen() {
  const t = useWords(words);
  const plan = useAsk("getPlan");
  return (
    <Screen title={t("title")} lead={t("lead")}>
      <Answered query={plan}>{(stored) => <Designer stored={stored} />}</Answered>
    </Screen>
  );
}

function Designer({ stored }: { readonly stored: Answer<"getPlan"> }) {
  const t = useWords(words);
  const draft = usePlanDraft(stored);
  const mayChange = useMay("marketer");
  const { matrix } = draft.plan;
  if (matrix === undefined) {
    const begin = () => draft.change((plan) => ({ ...plan, matrix: FIRST_MATRIX }));
    return (
      <Section title={t("title")}>
        <Nothing
          title={t("noMatrix")}
          action={
            <Button onClick={begin} disabled={!mayChange}>
              {t("begin")}
            </Button>
          }
        >
          {t("noMatrixMeans")}
        </Nothing>
      </Section>
    );
  }
  return (
    <>
      <PublishBar draft={draft} />
      <MatrixGrid
        {...{ matrix, disabled: !mayChange, problems: draft.problems }}
        segments={draft.plan.segments ?? []}
        change={(next) => draft.change((plan) => ({ ...plan, matrix: { ...matrix, ...next } }))}
      />
    </>
  );
}
