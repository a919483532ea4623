import { NumberInput, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useWords } from "../../../app/language/words.ts";
import { Section } from "../../../parts/section.tsx";
import { useField } from "../../editor/form/use-field.ts";
import { DurationField } from "../../plan/duration-field.tsx";
import { words } from "./words.ts";

/** How far back agents see (L-04, L-05), and how numbers are dialled where the company is. */
export function PictureForms() {
  const t = useWords(words);
  return (
    <Stack gap="md">
      <Section title={t("seen")}>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <LookBack />
          <Contacts />
        </SimpleGrid>
      </Section>
      <Section title={t("calling")} lead={t("callingLead")}>
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          <Digits name="code" usual="46" />
          <Digits name="trunk" usual="0" />
          <Digits name="international" usual="00" />
        </SimpleGrid>
      </Section>
    </Stack>
  );
}

function LookBack() {
  const t = useWords(words);
  const { value, set, error, isDisabled } = useField(["lookBack"]);
  return (
    <DurationField
      {...{ label: t("lookBack"), description: t("lookBackHelp"), error, disabled: isDisabled }}
      value={typeof value === "string" ? value : "P90D"}
      onChange={set}
    />
  );
}

function Contacts() {
  const t = useWords(words);
  const { value, set, error, isDisabled } = useField(["contacts"]);
  return (
    <NumberInput
      {...{ label: t("contacts"), error, disabled: isDisabled, min: 1, max: 50 }}
      allowDecimal={false}
      value={typeof value === "number" ? value : 10}
      onChange={(next) => set(next === "" ? undefined : Number(next))}
    />
  );
}

interface DigitsProps {
  readonly name: "code" | "trunk" | "international";
  /** As in Sweden. */
  readonly usual: string;
}

function Digits({ name, usual }: DigitsProps) {
  const t = useWords(words);
  const { value, set, error, isDisabled } = useField(["calling", name]);
  const shown = typeof value === "string" || typeof value === "number" ? String(value) : usual;
  return (
    <TextInput
      {...{ label: t(name), description: t(`${name}Help`), error, disabled: isDisabled }}
      value={shown}
      inputMode="numeric"
      onChange={(event) => set(event.currentTarget.value)}
    />
  );
}
