import { Button, Group, NumberInput, Stack, Text, TextInput } from "@mantine/core";
import type { ProgramAbout, ProgramView } from "@perennial/api";
import { type FormEvent, useState } from "react";
import { messageAt } from "../../app/api/api-problem.ts";
import { useAsk } from "../../app/api/use-ask.ts";
import { useDo } from "../../app/api/use-do.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { useMay } from "../../app/session/use-session.ts";
import { Answered } from "../../parts/answered.tsx";
import { Nothing } from "../../parts/nothing.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Section } from "../../parts/section.tsx";
import { DurationField } from "../plan/duration-field.tsx";
import { words } from "./words.ts";

type Setting = ProgramAbout["settings"][number];
type Values = Readonly<Record<string, string | number>>;

/** What the company can set of a program without changing it. */
export function SettingsForm({ program }: { readonly program: ProgramView }) {
  const t = useWords(words);
  const { locale } = useLanguage();
  const query = useAsk("getProgramAbout", { params: { id: program.id }, query: { locale } });
  return (
    <Section title={t("settings")} lead={t("settingsLead")}>
      <Answered query={query} rows={6}>
        {({ settings }) =>
          settings.length === 0 ? (
            <Nothing title={t("noSettings")}>{t("settingsLead")}</Nothing>
          ) : (
            <Form id={program.id} settings={settings} />
          )
        }
      </Answered>
    </Section>
  );
}

function Form({ id, settings }: { readonly id: string; readonly settings: readonly Setting[] }) {
  const t = useWords(words);
  const isMarketer = useMay("marketer");
  const [changes, setChanges] = useState<Values>({});
  const save = useDo("setProgram", { refresh: ["getProgramAbout", "listPrograms"] });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(
      { params: { id }, body: { settings: changes } },
      { onSuccess: () => setChanges({}) },
    );
  };
  const names = settings.map(({ name }) => `settings.${name}`);
  const isDirty = Object.keys(changes).length > 0;
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md" maw={560}>
        {settings.map((setting) => (
          <SettingField
            key={setting.name}
            setting={setting}
            value={changes[setting.name] ?? setting.value}
            isLocked={!isMarketer}
            error={messageAt(save.error, `settings.${setting.name}`)}
            change={(value) => setChanges({ ...changes, [setting.name]: value })}
          />
        ))}
        <ProblemNote error={save.error} told={names} />
        <Group>
          <Button type="submit" disabled={!isDirty || !isMarketer} loading={save.isPending}>
            {t("save")}
          </Button>
          <Text size="sm" role="status">
            {save.isSuccess && !isDirty ? t("saved") : ""}
          </Text>
          {!isMarketer && (
            <Text size="sm" c="dark.4">
              {t("onlyMarketer")}
            </Text>
          )}
        </Group>
      </Stack>
    </form>
  );
}

interface SettingFieldProps {
  readonly setting: Setting;
  readonly value: string | number;
  readonly isLocked: boolean;
  readonly error: string | undefined;
  readonly change: (value: string | number) => void;
}

function SettingField({ setting, value, isLocked, error, change }: SettingFieldProps) {
  const t = useWords(words);
  const { locale } = useLanguage();
  const label = setting.label[locale];
  if (setting.type === "duration") {
    return (
      <DurationField
        label={label}
        value={String(value)}
        error={error}
        disabled={isLocked}
        onChange={change}
      />
    );
  }
  const description = t("usual", { value: setting.usual });
  if (setting.type === "number") {
    return (
      <NumberInput
        {...{ label, description, error }}
        value={value}
        min={0}
        allowDecimal={false}
        disabled={isLocked}
        onChange={(next) => change(Number(next))}
      />
    );
  }
  return (
    <TextInput
      {...{ label, description, error }}
      type="time"
      value={String(value)}
      disabled={isLocked}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}
