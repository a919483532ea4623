import { Accordion, EmptyState, Flex, Form, Text } from "@hubspot/ui-extensions";
import {
  type Answer,
  formatDuration,
  type Surroundings,
  useAction,
  useLoad,
} from "perennial-hubspot-shared";
import { useMemo } from "react";
import { Field } from "../form/field.tsx";
import { isValues, type Values } from "../form/field-schema.ts";
import { valueAt } from "../form/form-changes.ts";
import { FormContext } from "../form/form-context.ts";
import { FormFooter } from "../form/form-footer.tsx";
import { useForm } from "../form/use-form.ts";
import { PageStates } from "../page-tools.ts";
import { SETTINGS_WORDS } from "../settings-words.ts";
import { messagesSchema } from "./messages-schema.ts";
import { MESSAGES_WORDS } from "./messages-words.ts";

type Settings = Answer<"getTenantSettings">;

/** Who messages are from, when they may be sent, and how many. */
export function MessagesTab({ surroundings }: { readonly surroundings: Surroundings }) {
  const load = useLoad(() => surroundings.ask("getTenantSettings"), "settings");
  return (
    <PageStates of={load} surroundings={surroundings}>
      {(settings) => <MessagesForm {...{ settings, put: load.put, surroundings }} />}
    </PageStates>
  );
}

interface MessagesFormProps {
  readonly settings: Settings;
  readonly put: (settings: Settings) => void;
  readonly surroundings: Surroundings;
}

function MessagesForm({ settings, put, surroundings }: MessagesFormProps) {
  const { ask, language } = surroundings;
  const words = MESSAGES_WORDS[language];
  const { busy, run } = useAction(surroundings);
  const schema = useMemo(() => messagesSchema(settings.senders), [settings.senders]);
  const kept = useMemo(() => formValues(settings), [settings]);
  const form = useForm({
    ...{ schema, kept, surroundings, root: "body" },
    choices: () => undefined,
    hint: (path, value) =>
      path.at(-1) === "rolling" && typeof value === "string"
        ? `(${formatDuration(value, language)})`
        : undefined,
    isFixed: () => false,
  });

  async function save() {
    const settingsWords = SETTINGS_WORDS[language];
    const body = changedSettings(settings, form.values, Object.keys(form.changes));
    await run(async () => {
      if (Object.keys(body).length === 0) return { message: settingsWords.nothingChanged };
      const saved = await ask("saveTenantSettings", { body }).catch(form.refuse);
      form.reset();
      put(saved);
      return { message: settingsWords.saved };
    });
  }

  return (
    <Form preventDefault onSubmit={() => void save()}>
      <Flex direction="column" gap="md">
        {settings.senders.length === 0 && (
          <EmptyState title={words.noChannelTitle} layout="vertical">
            <Text>{words.noChannel}</Text>
          </EmptyState>
        )}
        <FormContext.Provider value={form.content}>
          {Object.entries(schema.properties ?? {}).map(([name, field]) => (
            <Accordion key={name} title={field.label?.[language] ?? name}>
              <Field
                {...{ schema: field, path: [name], value: valueAt(form.values, [name]) }}
                isRequired
              />
            </Accordion>
          ))}
        </FormContext.Provider>
        <FormFooter {...{ form, language, busy }} />
      </Flex>
    </Form>
  );
}

/** Senders are a list at the server, and sections by their names in the form. */
function formValues({ senders, ...settings }: Settings): Values {
  const named = senders.map(({ connection, values }) => [
    connection,
    Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)),
  ]);
  const { quietHours, caps, budget, holidays } = settings;
  return { senders: Object.fromEntries(named), quietHours, caps, budget, holidays };
}

/** What is changed goes as a whole, for the server replaces it so; what a sender leaves out is taken away. */
function changedSettings(
  { senders }: Settings,
  values: Values,
  changed: readonly string[],
): Partial<Settings> {
  const named = isValues(values.senders) ? values.senders : {};
  const whole = changed.filter((name) => name !== "senders").map((name) => [name, values[name]]);
  if (!changed.includes("senders")) return Object.fromEntries(whole);
  const written = senders.map(({ connection, values: before }) => {
    const after = named[connection];
    const fields = Object.keys(before).map((name) => {
      const value = isValues(after) ? after[name] : undefined;
      return [name, typeof value === "string" ? value : null];
    });
    return { connection, values: Object.fromEntries(fields) };
  });
  return { ...Object.fromEntries(whole), senders: written };
}
