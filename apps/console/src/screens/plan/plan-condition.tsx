import { Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import type { Condition } from "@perennial/lifecycle";
import { useMemo } from "react";
import { useAsk } from "../../app/api/use-ask.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { useSession } from "../../app/session/use-session.ts";
import { type EditorContext, EditorProvider } from "../editor/editor-context.ts";
import { ConditionField } from "../editor/form/condition-field.tsx";
import { loneCondition } from "../editor/lone-condition.ts";
import type { PlacedProblem } from "../editor/model/analyse.ts";
import { saidCondition } from "../editor/model/said-condition.ts";
import { CustomersLink } from "./customers-link.tsx";
import { planFields } from "./plan-fields.ts";
import type { PlanForm } from "./plan-form.ts";
import { planScreenWords } from "./plan-screen-words.ts";
import { problemsAt } from "./use-plan-draft.ts";

/** One condition of the plan. */
export interface PlanConditionProps {
  readonly form: PlanForm;
  readonly label: string;
  readonly description?: string;
  /** Where it stands in the plan, such as `groups.0.when`. */
  readonly place: string;
  readonly value: Condition | undefined;
  /** Gives the condition as it is now; none where it was taken away. */
  readonly change: (next: Condition | undefined) => void;
  /** @default false */
  readonly isOptional?: boolean;
}

/** A condition of the plan in words and as a form, the programs' own, with how many customers it holds for today. */
export function PlanCondition(props: PlanConditionProps) {
  const { label, description, value, isOptional = false } = props;
  const editor = useConditionEditor(props);
  const catalogue = editor.catalogue();
  const isSaid = value !== undefined && saidCondition(value, "en", catalogue) !== undefined;
  return (
    <EditorProvider value={editor}>
      <Stack gap={4}>
        <ConditionField
          {...{ label, isOptional, path: ["when"] }}
          {...(description !== undefined && { description })}
        />
        {isSaid && <HoldsFor condition={value} />}
      </Stack>
    </EditorProvider>
  );
}

/** The editor's surroundings around one condition alone. */
function useConditionEditor(props: PlanConditionProps): EditorContext {
  const { form, place, value, change } = props;
  const { locale } = useLanguage();
  const { tenant } = useSession();
  const currency = "currency" in tenant ? String(tenant.currency) : "SEK";
  const { plan } = form;
  const catalogue = useMemo(() => planFields(plan, currency), [plan, currency]);
  const problems = problemsAt(form.problems, place).map((problem): PlacedProblem => {
    const below = (problem.path ?? place).slice(place.length).split(".").slice(1);
    return { ...problem, file: "", path: ["when", ...below] };
  });
  return loneCondition({ value, change, problems, catalogue, locale, canEdit: !form.disabled });
}

const WAIT = 400;

function HoldsFor({ condition }: { readonly condition: Condition }) {
  const { count } = useFormat();
  const t = useWords(planScreenWords);
  const [asked] = useDebouncedValue(condition, WAIT);
  const filter = { condition: { ...asked } };
  // What asks about a field that is not published yet is not counted.
  const { data } = useAsk("countCustomers", { body: { filter } }, { keep: true });
  if (data === undefined) return null;
  const customers = data.isMore ? t("atLeast", { count: count(data.count) }) : count(data.count);
  return (
    <Text size="xs" c="dark.4">
      <CustomersLink filter={filter}>{t("holdsFor", { customers })}</CustomersLink>
    </Text>
  );
}
