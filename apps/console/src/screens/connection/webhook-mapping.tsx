import { Alert, Button, Group, JsonInput, List, Stack, Text, Textarea } from "@mantine/core";
import type { ConnectionFormView } from "@perennial/api";
import { useState } from "react";
import { ApiProblem } from "../../app/api/api-problem.ts";
import { useAsk } from "../../app/api/use-ask.ts";
import { useDo } from "../../app/api/use-do.ts";
import { useWords } from "../../app/language/words.ts";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Section } from "../../parts/section.tsx";
import { MappingTrial } from "./mapping-trial.tsx";
import { Unmapped } from "./unmapped.tsx";
import { words } from "./words.ts";

/** What deliveries mean: rules, tried on a delivery as it came, and what they leave out. */
export function WebhookMapping({ form }: { readonly form: ConnectionFormView }) {
  const t = useWords(words);
  const params = { id: form.connection };
  const [text, setText] = useState(() => JSON.stringify(form.values.mapping, null, 2));
  const latest = useAsk("listInbox", { params, query: { only: "all", limit: 1 } });
  const [written, setWritten] = useState<string | undefined>();
  const sample = written ?? latest.data?.items[0]?.body ?? "";
  const trial = useDo("tryWebhookMapping");
  const save = useDo("saveConnectionSettings", {
    refresh: ["getConnectionForm", "getConnection", "listUnmapped"],
  });
  const mapping = jsonOf(text);
  const problems = save.error instanceof ApiProblem ? save.error.problem.problems : undefined;
  return (
    <Stack gap="md">
      <Unmapped id={form.connection} rename={(from, to) => setText(renamed(text, from, to))} />
      <Section title={t("mapping")} lead={t("mappingLead")}>
        <Stack gap="sm">
          <JsonInput
            label={t("rules")}
            value={text}
            onChange={setText}
            autosize
            minRows={8}
            maxRows={28}
            error={mapping === undefined}
            styles={{ input: { fontFamily: "monospace", fontSize: 13 } }}
          />
          <Textarea
            label={t("sample")}
            description={sample === "" ? t("noSample") : undefined}
            value={sample}
            onChange={(event) => setWritten(event.currentTarget.value)}
            autosize
            minRows={3}
            maxRows={14}
            styles={{ input: { fontFamily: "monospace", fontSize: 13 } }}
          />
          <Group>
            <Button
              variant="default"
              onClick={() => trial.mutate({ body: { mapping, sample } })}
              loading={trial.isPending}
              disabled={mapping === undefined || sample === ""}
            >
              {t("tryIt")}
            </Button>
            <Button
              onClick={() => save.mutate({ params, body: { settings: { mapping } } })}
              loading={save.isPending}
              disabled={mapping === undefined}
            >
              {t("saveMapping")}
            </Button>
            {save.isSuccess && (
              <Text size="sm" role="status">
                {t("saved")}
              </Text>
            )}
          </Group>
          {problems ? (
            <Alert color="red" role="alert">
              <List size="sm">
                {problems.map(({ place, message }) => (
                  <List.Item key={`${place} ${message}`}>
                    {place.replace(/^settings\.mapping\.?/, "")}: {message}
                  </List.Item>
                ))}
              </List>
            </Alert>
          ) : (
            <ProblemNote error={save.error} />
          )}
          <ProblemNote error={trial.error} />
          {trial.data && <MappingTrial trial={trial.data} />}
        </Stack>
      </Section>
    </Stack>
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The rules with a path that does not come replaced by what it may be called now. */
function renamed(text: string, from: string, to: string): string {
  const name = to.split(".").at(-1) ?? to;
  const path = from.replace(/[^.[\]]+(?=\]?$)/, name);
  return text.replaceAll(JSON.stringify(from), JSON.stringify(path));
}
