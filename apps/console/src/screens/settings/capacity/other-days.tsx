import { ActionIcon, Button, Group, NumberInput, Stack, Text, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useWords } from "../../../app/language/words.ts";
import { Section } from "../../../parts/section.tsx";
import type { CapacityDraft } from "./capacity-settings.tsx";
import { words } from "./words.ts";

/** Days on which there is time for another number of calls. */
export function OtherDays(draft: CapacityDraft) {
  const t = useWords(words);
  const { capacity, change } = draft;
  const add = () => change({ ...capacity, days: [...capacity.days, { date: "", calls: 0 }] });
  return (
    <Section
      title={t("days")}
      lead={t("daysLead")}
      actions={
        <Button variant="light" size="xs" onClick={add}>
          {t("addDay")}
        </Button>
      }
    >
      <Stack gap="sm">
        {capacity.days.length === 0 && <Text size="sm">{t("noDays")}</Text>}
        {capacity.days.map((_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a day has no date of its own until it is given one
          <OtherDay key={at} at={at} draft={draft} />
        ))}
      </Stack>
    </Section>
  );
}

function OtherDay({
  at,
  draft: { capacity, change, wrong },
}: {
  readonly at: number;
  readonly draft: CapacityDraft;
}) {
  const t = useWords(words);
  const { date = "", calls = 0 } = capacity.days[at] ?? {};
  const set = (day: { readonly date: string; readonly calls: number }) =>
    change({ ...capacity, days: capacity.days.with(at, day) });
  const remove = () =>
    change({ ...capacity, days: capacity.days.filter((_, index) => index !== at) });
  return (
    <Group role="group" aria-label={t("dayName", { number: at + 1 })} gap="xs" align="flex-start">
      <TextInput
        type="date"
        label={t("date")}
        value={date}
        onChange={(event) => set({ date: event.currentTarget.value, calls })}
        error={wrong(`days.${at}.date`) && t("wrongDate")}
      />
      <NumberInput
        label={t("dayCalls")}
        w={110}
        min={0}
        allowDecimal={false}
        value={calls}
        onChange={(next) => set({ date, calls: Number(next) })}
        error={wrong(`days.${at}.calls`) && t("wrongNumber")}
      />
      <ActionIcon
        variant="subtle"
        color="dark"
        size="lg"
        mt={24}
        onClick={remove}
        aria-label={t("removeDay", { day: date || String(at + 1) })}
      >
        <IconX size={16} />
      </ActionIcon>
    </Group>
  );
}
