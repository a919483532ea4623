import { Accordion, Alert, Flex, Form } from "@hubspot/ui-extensions";
import { type Answer, type Surroundings, useAction } from "perennial-hubspot-shared";
import { CONNECTION } from "../connection-name.ts";
import { Field } from "../form/field.tsx";
import { type FieldSchema, kindOf } from "../form/field-schema.ts";
import { type Path, valueAt } from "../form/form-changes.ts";
import { FormContext } from "../form/form-context.ts";
import { FormFooter } from "../form/form-footer.tsx";
import { useForm } from "../form/use-form.ts";
import { SETTINGS_WORDS } from "../settings-words.ts";
import { MappingTrial } from "./mapping-trial.tsx";
import { MAPPING_WORDS } from "./mapping-words.ts";
import { propertyChoices } from "./property-choices.ts";

type Samples = Answer<"tryConnectionMapping">["samples"];

interface MappingFormProps {
  readonly loaded: Answer<"getConnectionForm">;
  readonly put: (form: Answer<"getConnectionForm">) => void;
  readonly surroundings: Surroundings;
  /** The portal's kinds of record; undefined until they are known. */
  readonly objects: Answer<"describeConnection">["objects"] | undefined;
  readonly isUndescribed: boolean;
  readonly samples: Samples | undefined;
}

/** The connector's settings as its own schema has them, each section under its name. */
export function MappingForm(props: MappingFormProps) {
  const { loaded, put, surroundings, objects = [], isUndescribed, samples = [] } = props;
  const { ask, language } = surroundings;
  const words = MAPPING_WORDS[language];
  const { busy, run } = useAction(surroundings);
  const schema: FieldSchema = loaded.schema;
  const form = useForm({
    ...{ schema, kept: loaded.values, surroundings, root: "settings" },
    choices: (path, field) =>
      propertyChoices({ objects, values: form.values, language }, path, field),
    hint: (path, value) => examplesOf(samples, path, value, words.examples),
    // Installing fills it in, and another account is another connection.
    isFixed: (path) => path[0] === "portalId",
  });

  async function save() {
    const settingsWords = SETTINGS_WORDS[language];
    const { changes } = form;
    await run(async () => {
      if (Object.keys(changes).length === 0) return { message: settingsWords.nothingChanged };
      const body = { settings: changes };
      const saved = await ask("saveConnectionSettings", { params: CONNECTION, body }).catch(
        form.refuse,
      );
      form.reset();
      put(saved);
      return { message: settingsWords.saved };
    });
  }

  return (
    <Flex direction="column" gap="md">
      {isUndescribed && <Alert variant="warning" title={words.noFields} />}
      <Form preventDefault onSubmit={() => void save()}>
        <FormContext.Provider value={form.content}>
          <Sections {...{ schema, values: form.values, general: words.general, language }} />
        </FormContext.Provider>
        <FormFooter {...{ form, language, busy }} />
      </Form>
      {objects.length > 0 && <MappingTrial {...{ surroundings, objects, form }} />}
    </Flex>
  );
}

interface SectionsProps {
  readonly schema: FieldSchema;
  readonly values: Readonly<Record<string, unknown>>;
  readonly general: string;
  readonly language: Surroundings["language"];
}

/** Plain fields come first and together; each of the others is a section of its own. */
function Sections({ schema, values, general, language }: SectionsProps) {
  const { required = [], properties = {} } = schema;
  const isLarge = ([, field]: readonly [string, FieldSchema]) => {
    const { kind } = kindOf(field);
    return kind === "object" || kind === "list" || kind === "record";
  };
  const all = Object.entries(properties);
  const fieldOf = ([name, field]: readonly [string, FieldSchema]) => (
    <Field
      key={name}
      {...{ schema: field, path: [name], value: valueAt(values, [name]) }}
      isRequired={required.includes(name)}
    />
  );
  return (
    <>
      <Accordion title={general} defaultOpen>
        {all.filter((each) => !isLarge(each)).map(fieldOf)}
      </Accordion>
      {all.filter(isLarge).map((each) => (
        <Accordion key={each[0]} title={each[1].label?.[language] ?? each[0]}>
          {fieldOf(each)}
        </Accordion>
      ))}
    </>
  );
}

/** Values that contacts have in a property that was chosen, so that one sees whether it is the right one. */
function examplesOf(
  samples: Samples,
  path: Path,
  value: unknown,
  say: (values: string) => string,
): string | undefined {
  if (path[0] !== "customers" || typeof value !== "string") return undefined;
  const found = samples.flatMap(({ values }) => values[value] || []);
  return found.length === 0 ? undefined : say([...new Set(found)].join(", "));
}
