import { Button, Group, Stack, Text } from "@mantine/core";
import type { ConnectionFormView } from "@perennial/api";
import { type FormEvent, useState } from "react";
import { ApiProblem } from "../../app/api/api-problem.ts";
import { useAsk } from "../../app/api/use-ask.ts";
import { useDo } from "../../app/api/use-do.ts";
import { useWords } from "../../app/language/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { LeaveGuard } from "../../parts/leave-guard.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Section } from "../../parts/section.tsx";
import { isSchema, isValues, type Values } from "../connections/form/schema.ts";
import { SchemaForm } from "../connections/form/schema-form.tsx";
import { words } from "./words.ts";

/** A connection's settings, as a form made of its connector's schema. */
export function SettingsTab({ id }: { readonly id: string }) {
  const t = useWords(words);
  const query = useAsk("getConnectionForm", { params: { id } });
  return (
    <Section title={t("settings")} lead={t("settingsLead")}>
      <Answered query={query}>{(form) => <Fields key={form.connection} form={form} />}</Answered>
    </Section>
  );
}

/** Has a tab of its own, with a delivery to try it on. */
const ELSEWHERE = new Set(["mapping"]);

function Fields({ form }: { readonly form: ConnectionFormView }) {
  const t = useWords(words);
  const schema = isSchema(form.schema) ? form.schema : {};
  const [values, setValues] = useState<Values>(form.values);
  const save = useDo("saveConnectionSettings", {
    refresh: ["getConnectionForm", "getConnection", "listConnections", "getOnboarding"],
  });
  const changes = changesBetween(form.values, values);
  const isDirty = Object.keys(changes).length > 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(
      { params: { id: form.connection }, body: { settings: changes } },
      { onSuccess: (saved) => setValues(saved.values) },
    );
  };
  const problems = save.error instanceof ApiProblem ? save.error.problem.problems : undefined;
  return (
    <form onSubmit={submit} noValidate>
      <LeaveGuard isDirty={isDirty && !save.isPending} />
      <Stack gap="md" maw={720}>
        <SchemaForm
          schema={schema}
          values={values}
          change={setValues}
          problems={problems ?? []}
          secrets={new Set(form.secrets.flatMap(({ path, set }) => (set ? [path] : [])))}
          without={ELSEWHERE}
        />
        <ProblemNote error={save.error} />
        <Group>
          <Button type="submit" loading={save.isPending} disabled={!isDirty}>
            {t("save")}
          </Button>
          {save.isSuccess && !isDirty && (
            <Text size="sm" role="status">
              {t("saved")}
            </Text>
          )}
        </Group>
      </Stack>
    </form>
  );
}

/** What differs: what was emptied is taken away with null, as the server wants it. */
function changesBetween(before: Values, after: Values): Record<string, unknown> {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const changed = [...names].filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
  return Object.fromEntries(
    changed.map((name) => {
      const [was, is] = [before[name], after[name]];
      if (isValues(was) && isValues(is)) return [name, changesBetween(was, is)];
      return [name, is ?? null];
    }),
  );
}
