import { Alert, Flex, Form, Text } from "@hubspot/ui-extensions";
import { type Answer, type Surroundings, useAction, useLoad } from "perennial-hubspot-shared";
import { useMemo } from "react";
import { CONNECTION } from "../connection-name.ts";
import { FormContext } from "../form/form-context.ts";
import { FormFooter } from "../form/form-footer.tsx";
import { ObjectFields } from "../form/object-field.tsx";
import { useForm } from "../form/use-form.ts";
import { PageStates } from "../page-tools.ts";
import { SETTINGS_WORDS } from "../settings-words.ts";
import { GENERAL_SCHEMA } from "./general-schema.ts";
import { GENERAL_WORDS } from "./general-words.ts";

/** What the tab is about, from two places at the server. */
interface General {
  readonly administrators: readonly string[];
  readonly settings: Answer<"getTenantSettings">;
}

/** Who may change settings, who is told of trouble, and how long things are kept. */
export function GeneralTab({ surroundings }: { readonly surroundings: Surroundings }) {
  const { ask } = surroundings;
  const load = useLoad<General>(async () => {
    const [{ administrators }, settings] = await Promise.all([
      ask("getAdministrators", { params: CONNECTION }),
      ask("getTenantSettings"),
    ]);
    return { administrators, settings };
  }, "general");
  return (
    <PageStates of={load} surroundings={surroundings}>
      {(general) => <GeneralForm {...{ general, put: load.put, surroundings }} />}
    </PageStates>
  );
}

interface GeneralFormProps {
  readonly general: General;
  readonly put: (general: General) => void;
  readonly surroundings: Surroundings;
}

function GeneralForm({ general, put, surroundings }: GeneralFormProps) {
  const { ask, language } = surroundings;
  const words = GENERAL_WORDS[language];
  const { busy, run } = useAction(surroundings);
  const { notifyBy } = general.settings;
  const kept = useMemo(() => {
    const { administrators, settings } = general;
    return { administrators, notify: settings.notify, keepDays: settings.keepDays };
  }, [general]);
  const form = useForm({
    ...{ schema: GENERAL_SCHEMA, kept, surroundings, root: "body" },
    ...{ choices: () => undefined, hint: () => undefined, isFixed: () => false },
  });

  async function save() {
    const settingsWords = SETTINGS_WORDS[language];
    const { administrators: isListChanged, ...others } = form.changes;
    await run(async () => {
      if (Object.keys(form.changes).length === 0) return { message: settingsWords.nothingChanged };
      let saved = general;
      if (Object.keys(others).length > 0) {
        const settings = await ask("saveTenantSettings", { body: others }).catch(form.refuse);
        saved = { ...saved, settings };
        put(saved);
      }
      // Last, for whoever takes themselves off the list can save nothing after it.
      if (isListChanged !== undefined) {
        const body = { administrators: addressesOf(form.values.administrators) };
        const { administrators } = await ask("saveAdministrators", {
          ...{ params: CONNECTION, body },
        }).catch(form.refuse);
        put({ ...saved, administrators });
      }
      form.reset();
      return { message: settingsWords.saved };
    });
  }

  return (
    <Form preventDefault onSubmit={() => void save()}>
      <Flex direction="column" gap="md">
        <FormContext.Provider value={form.content}>
          <ObjectFields schema={GENERAL_SCHEMA} path={[]} value={form.values} />
        </FormContext.Provider>
        {notifyBy === null ? (
          <Alert variant="warning" title={words.nobodyTold}>
            <Text>{words.nobodyToldHelp}</Text>
          </Alert>
        ) : (
          <Text variant="microcopy">{words.notifyBy(notifyBy)}</Text>
        )}
        <FormFooter {...{ form, language, busy }} />
      </Flex>
    </Form>
  );
}

function addressesOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
