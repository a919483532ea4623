import { ActionIcon, Group, Paper, SimpleGrid, Text, TextInput } from "@mantine/core";
import type { LocalizedText } from "@perennial/contract";
import { IconArrowDown, IconArrowUp, IconTrash } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { PlaceError } from "./place-error.tsx";
import type { PlanForm } from "./plan-form.ts";
import { planScreenWords } from "./plan-screen-words.ts";
import { errorAt } from "./use-plan-draft.ts";

/** A segment or a group. */
export interface NamedRuleProps {
  readonly form: PlanForm;
  readonly name: LocalizedText;
  /** Its place in its list, from 1. */
  readonly number: number;
  /** Where it stands in the plan, such as `segments.0`. */
  readonly place: string;
  readonly rename: (name: LocalizedText) => void;
  readonly remove: () => void;
  /** Moves it; missing where it cannot be, or where order means nothing. */
  readonly up?: () => void;
  readonly down?: () => void;
  /** How many are in it today. */
  readonly note: ReactNode;
  readonly children: ReactNode;
}

/** The card of one segment or group: its names, its place in the list, and what decides who is in it. */
export function NamedRule(props: NamedRuleProps) {
  const { form, name, number, place, rename, note, children } = props;
  const { locale } = useLanguage();
  const t = useWords(planScreenWords);
  return (
    <Paper withBorder p="sm" component="section" aria-label={name[locale] || String(number)}>
      <Group justify="space-between" wrap="nowrap" mb="xs">
        <Text size="sm" c="dark.4">
          {number}. {note}
        </Text>
        <Moves {...props} />
      </Group>
      <SimpleGrid cols={{ base: 1, sm: 2 }} mb="sm">
        {(["sv", "en"] as const).map((each) => (
          <TextInput
            key={each}
            label={t(each === "sv" ? "nameSv" : "nameEn")}
            value={name[each]}
            disabled={form.disabled}
            error={errorAt(form.problems, `${place}.name.${each}`)}
            onChange={(event) => rename({ ...name, [each]: event.currentTarget.value })}
          />
        ))}
      </SimpleGrid>
      {children}
      <PlaceError form={form} place={place} />
      <PlaceError form={form} place={`${place}.id`} />
    </Paper>
  );
}

function Moves({ form, name, up, down, remove }: NamedRuleProps) {
  const { locale } = useLanguage();
  const t = useWords(planScreenWords);
  const look = { variant: "subtle", disabled: form.disabled } as const;
  const of = { name: name[locale] };
  return (
    <Group gap={4} wrap="nowrap">
      {up && (
        <ActionIcon {...look} color="dark" aria-label={t("moveUp", of)} onClick={up}>
          <IconArrowUp size={17} stroke={1.6} />
        </ActionIcon>
      )}
      {down && (
        <ActionIcon {...look} color="dark" aria-label={t("moveDown", of)} onClick={down}>
          <IconArrowDown size={17} stroke={1.6} />
        </ActionIcon>
      )}
      <ActionIcon {...look} color="red.9" aria-label={t("removeNamed", of)} onClick={remove}>
        <IconTrash size={17} stroke={1.6} />
      </ActionIcon>
    </Group>
  );
}
