import { Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { type Condition, planCatalogue, type Scope, VISIT_FIELDS } from "@perennial/lifecycle";
import { useMemo } from "react";
import { ApiProblem } from "../../app/api/api-problem.ts";
import { useAsk } from "../../app/api/use-ask.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { useSession } from "../../app/session/use-session.ts";
import { type EditorContext, EditorProvider } from "../editor/editor-context.ts";
import { ConditionField } from "../editor/form/condition-field.tsx";
import { loneCondition } from "../editor/lone-condition.ts";
import { saidCondition } from "../editor/model/said-condition.ts";
import { words } from "./words.ts";

/** The condition of one criterion. */
export interface CriterionConditionProps {
  readonly value: Condition | undefined;
  readonly change: (next: Condition | undefined) => void;
  readonly canEdit: boolean;
  /** What the criteria were refused with. */
  readonly error: Error | null;
  /** Where the condition stands in them, such as `criteria.2.when`. */
  readonly place: string;
}

/** What a criterion has nothing of: it is about a company, whatever happens to be going on. */
const UNAVAILABLE: readonly Scope[] = ["invitation", "enrolment", "signal"];
type Attributes = Parameters<typeof planCatalogue>[0]["attributes"];
const WAIT = 400;

/** What has to hold of a company, in words and as the form that programs have, with how many it holds for today. */
export function CriterionCondition(props: CriterionConditionProps) {
  const t = useWords(words);
  const editor = useConditionEditor(props);
  const { value } = props;
  const isSaid = value !== undefined && saidCondition(value, "en", editor.catalogue());
  return (
    <EditorProvider value={editor}>
      <Stack gap={4}>
        <ConditionField label={t("condition")} path={["when"]} />
        {isSaid && <HoldsFor condition={value} />}
      </Stack>
    </EditorProvider>
  );
}

/** What a criterion may ask about: the company's own attributes too, and what the ready ones ask for. */
function useVisitCatalogue() {
  const { tenant } = useSession();
  const currency = "currency" in tenant ? String(tenant.currency) : "SEK";
  const plan = useAsk("getPlan").data?.inForce?.plan;
  return useMemo(() => {
    const attributes = (plan?.attributes ?? {}) as Attributes;
    const catalogue = planCatalogue({ attributes }, { currency, declared: VISIT_FIELDS });
    const fields = [...catalogue.fields].filter(
      ([path]) => !UNAVAILABLE.includes(path.slice(0, path.indexOf(".")) as Scope),
    );
    return { ...catalogue, fields: new Map(fields) };
  }, [plan, currency]);
}

function useConditionEditor(props: CriterionConditionProps): EditorContext {
  const { value, change, canEdit, error, place } = props;
  const { locale } = useLanguage();
  const catalogue = useVisitCatalogue();
  const told = error instanceof ApiProblem ? (error.problem.problems ?? []) : [];
  const problems = told.flatMap(({ place: at, message }) => {
    const found = at.indexOf(place);
    const below = found < 0 ? undefined : at.slice(found + place.length).split(".");
    if (below?.[0] !== "") return [];
    return [
      {
        ...({ code: "condition", severity: "error", file: "", line: 1, column: 1 } as const),
        ...{ message, remedy: "", path: ["when", ...below.slice(1)] },
      },
    ];
  });
  return loneCondition({ value, change, problems, catalogue, locale, canEdit });
}

function HoldsFor({ condition }: { readonly condition: Condition }) {
  const t = useWords(words);
  const { count } = useFormat();
  const [asked] = useDebouncedValue(condition, WAIT);
  const filter = { condition: { ...asked } };
  // What asks about a single agreement is judged in the worklist alone, and not counted here.
  const { data } = useAsk("countCustomers", { body: { filter } }, { keep: true });
  if (data === undefined) return null;
  const customers = data.isMore ? t("atLeast", { number: count(data.count) }) : count(data.count);
  return (
    <Text size="xs" c="dark.4">
      {t("holdsFor", { customers })}
    </Text>
  );
}
