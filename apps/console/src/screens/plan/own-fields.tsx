import { ActionIcon, Button, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useWords } from "../../app/language/words.ts";
import { Section } from "../../parts/section.tsx";
import type { PlanForm } from "./plan-form.ts";
import { planScreenWords } from "./plan-screen-words.ts";
import { errorAt } from "./use-plan-draft.ts";
import { without } from "./without.ts";

const TYPES = ["text", "number", "boolean", "date"] as const;
type FieldType = (typeof TYPES)[number];
const NAME = /^[a-zA-Z][a-zA-Z0-9_]*$/;

/** What conditions of the plan use of the company's own customer fields, by name and kind. */
export function OwnFields({ form }: { readonly form: PlanForm }) {
  const t = useWords(planScreenWords);
  const attributes = form.plan.attributes ?? {};
  const set = (name: string, type: FieldType) =>
    form.put("attributes", { ...attributes, [name]: type });
  const names = Object.keys(attributes);
  return (
    <Section title={t("ownFields")} lead={t("ownFieldsLead")}>
      {names.length === 0 && <Text c="dark.4">{t("noOwnFields")}</Text>}
      <Stack gap="xs">
        {names.map((name) => (
          <Group key={name} gap="sm">
            <Text size="sm" ff="monospace" miw={180}>
              {name}
            </Text>
            <Select
              aria-label={t("kindOf", { name })}
              value={attributes[name] ?? "text"}
              allowDeselect={false}
              disabled={form.disabled}
              w={150}
              data={TYPES.map((value) => ({ value, label: t(`type_${value}`) }))}
              onChange={(value) => set(name, TYPES.find((each) => each === value) ?? "text")}
            />
            <ActionIcon
              variant="subtle"
              color="red.9"
              aria-label={t("removeNamed", { name })}
              disabled={form.disabled}
              onClick={() => form.put("attributes", without(attributes, name))}
            >
              <IconTrash size={17} stroke={1.6} />
            </ActionIcon>
            {errorAt(form.problems, `attributes.${name}`) !== undefined && (
              <Text size="sm" c="red.9">
                {errorAt(form.problems, `attributes.${name}`)}
              </Text>
            )}
          </Group>
        ))}
        {!form.disabled && <NewField taken={names} add={(name) => set(name, "text")} />}
      </Stack>
    </Section>
  );
}

function NewField(props: {
  readonly taken: readonly string[];
  readonly add: (name: string) => void;
}) {
  const { taken, add } = props;
  const t = useWords(planScreenWords);
  const [name, setName] = useState("");
  const [error, setError] = useState<"fieldName" | "fieldTaken" | undefined>(undefined);
  const send = () => {
    const wrong = taken.includes(name) ? "fieldTaken" : NAME.test(name) ? undefined : "fieldName";
    setError(wrong);
    if (wrong !== undefined) return;
    add(name);
    setName("");
  };
  return (
    <Group gap="sm" align="flex-start" mt="xs">
      <TextInput
        label={t("newField")}
        value={name}
        error={error && t(error)}
        onChange={(event) => setName(event.currentTarget.value)}
        w={260}
      />
      <Button variant="default" onClick={send} mt={25}>
        {t("addField")}
      </Button>
    </Group>
  );
}
