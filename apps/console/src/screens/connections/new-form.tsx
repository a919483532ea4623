import { Button, Group, Stack, TextInput } from "@mantine/core";
import type { ConnectorView } from "@perennial/api";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { ApiProblem, messageAt } from "../../app/api/api-problem.ts";
import { useDo } from "../../app/api/use-do.ts";
import { useWords } from "../../app/language/words.ts";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { emptyOf, isSchema, type Values } from "./form/schema.ts";
import { SchemaForm } from "./form/schema-form.tsx";
import { words } from "./words.ts";

/** A system's settings, filled in for the first time; they are tried before they are kept. */
export function NewForm({ connector }: { readonly connector: ConnectorView }) {
  const t = useWords(words);
  const schema = isSchema(connector.schema) ? connector.schema : {};
  const [settings, setSettings] = useState<Values>(() => emptyOf(schema));
  const [name, setName] = useState(
    connector.connections.length === 0
      ? connector.id
      : `${connector.id}-${connector.connections.length + 1}`,
  );
  const navigate = useNavigate();
  const create = useDo("createConnection", {
    refresh: ["listConnections", "listConnectors", "getOnboarding"],
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate(
      { body: { connector: connector.id, id: name, settings } },
      {
        onSuccess: ({ id }) => void navigate({ to: "/connections/$id", params: { id } }),
      },
    );
  };
  const places = create.error instanceof ApiProblem ? create.error.problem.problems : undefined;
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md" maw={720}>
        <TextInput
          label={t("name")}
          description={t("nameHelp")}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={messageAt(create.error, "id")}
          required
        />
        <SchemaForm
          schema={schema}
          values={settings}
          change={setSettings}
          problems={places ?? []}
        />
        <ProblemNote error={create.error} />
        <Group>
          <Button type="submit" loading={create.isPending}>
            {t("connect")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
