import { Button, Stack } from "@mantine/core";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useAsk } from "../../app/api/use-ask.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { Nothing } from "../../parts/nothing.tsx";
import { Screen } from "../../parts/screen.tsx";
import { type Trial, trialOf } from "./model/trial.ts";
import { TrialForm } from "./trial-form.tsx";
import { TrialResult } from "./trial-result.tsx";
import { useProgramName } from "./use-program-name.ts";
import { words } from "./words.ts";

/** What a program would do to one customer, day by day, with nothing sent (ux.md, screen 8). */
export function TryProgramScreen() {
  const { id = "" } = useParams({ strict: false });
  const t = useWords(words);
  const name = useProgramName(id);
  const navigate = useNavigate();
  const trial = trialOf(useSearch({ strict: false }));
  const change = (next: Partial<Trial>) => {
    const merge = (before: object) => ({ ...before, ...next });
    void navigate({ to: ".", search: merge as never, replace: true });
  };
  return (
    <Screen
      title={t("title", { name })}
      lead={t("lead")}
      actions={
        <Button
          variant="default"
          renderRoot={(props) => <Link to="/programs/$id/edit" params={{ id }} {...props} />}
        >
          {t("toEditor")}
        </Button>
      }
    >
      <Stack gap="md">
        <TrialForm trial={trial} change={change} />
        {trial.customer === "" ? (
          <Nothing title={t("chooseFirst")}>{t("chooseMeans")}</Nothing>
        ) : (
          <Tried id={id} trial={trial} />
        )}
      </Stack>
    </Screen>
  );
}

function Tried({ id, trial }: { readonly id: string; readonly trial: Trial }) {
  const { locale } = useLanguage();
  const { customer, from, days, letIn, behaves, source } = trial;
  const body = {
    ...{ customerId: customer, days, letIn, behaves, source },
    ...(from !== "" && { from }),
  };
  const query = useAsk(
    "tryOnCustomer",
    { params: { id }, query: { locale }, body },
    { keep: true },
  );
  return (
    <Answered query={query} rows={8}>
      {(found) => <TrialResult trial={found} />}
    </Answered>
  );
}
