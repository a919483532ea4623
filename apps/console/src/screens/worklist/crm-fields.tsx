import { Checkbox, Stack, TextInput } from "@mantine/core";
import { messageAt } from "../../app/api/api-problem.ts";
import { useWords } from "../../app/language/words.ts";
import { words } from "./words.ts";

/** Whose plan is taken from the CRM, and what counts as a visit. */
export interface CrmPlan {
  readonly rep: string;
  readonly countsTasks: boolean;
}

/** What the fields show. */
export interface CrmFieldsProps {
  /** What the CRM is called. */
  readonly crm: string;
  readonly plan: CrmPlan;
  readonly error: Error | null;
  readonly onChange: (plan: CrmPlan) => void;
}

/** Asks whose plan is taken from the CRM; a rep whom it does not know is told here. */
export function CrmFields({ crm, plan, error, onChange }: CrmFieldsProps) {
  const t = useWords(words);
  return (
    <Stack gap="xs">
      <TextInput
        label={t("rep")}
        description={t("repHelp", { crm })}
        value={plan.rep}
        error={messageAt(error, "rep")}
        onChange={(event) => onChange({ ...plan, rep: event.currentTarget.value })}
      />
      <Checkbox
        label={t("countTasks")}
        checked={plan.countsTasks}
        onChange={(event) => onChange({ ...plan, countsTasks: event.currentTarget.checked })}
      />
    </Stack>
  );
}
