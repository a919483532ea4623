import { NumberInput, SimpleGrid, Stack, Switch, Text } from "@mantine/core";
import { useWords } from "../../../app/language/words.ts";
import { Section } from "../../../parts/section.tsx";
import type { Capacity, CapacityDraft } from "./capacity-settings.tsx";
import { words } from "./words.ts";

const DAYS = [
  ...(["monday", "tuesday", "wednesday", "thursday", "friday"] as const),
  ...(["saturday", "sunday"] as const),
];

/** What a company's capacity is until it is changed. */
const NEW_CAPACITY: NonNullable<Capacity> = {
  perDay: {
    ...{ monday: 60, tuesday: 60, wednesday: 60, thursday: 60, friday: 60 },
    ...{ saturday: 0, sunday: 0 },
  },
  days: [],
  reserve: 0,
};

/** Whether calls are paced, and to what. */
export interface CallsPerDayProps extends Pick<CapacityDraft, "wrong"> {
  readonly capacity: Capacity;
  readonly change: (capacity: Capacity) => void;
}

/** How many calls there is time for on each day of the week. */
export function CallsPerDay({ capacity, change, wrong }: CallsPerDayProps) {
  const t = useWords(words);
  return (
    <Section title={t("calls")} lead={t("callsLead")}>
      <Stack gap="sm">
        <Switch
          label={t("isPaced")}
          checked={capacity !== null}
          onChange={(event) => change(event.currentTarget.checked ? NEW_CAPACITY : null)}
        />
        {capacity === null ? (
          <Text size="sm">{t("notPaced")}</Text>
        ) : (
          <Week {...{ capacity, change, wrong }} />
        )}
      </Stack>
    </Section>
  );
}

function Week({ capacity, change, wrong }: CapacityDraft) {
  const t = useWords(words);
  const { perDay, reserve } = capacity;
  return (
    <>
      <SimpleGrid cols={{ base: 2, sm: 4, lg: 7 }} style={{ alignItems: "end" }}>
        {DAYS.map((day) => (
          <NumberInput
            key={day}
            label={t(day)}
            min={0}
            allowDecimal={false}
            value={perDay[day]}
            onChange={(next) => change({ ...capacity, perDay: { ...perDay, [day]: Number(next) } })}
            error={wrong(`perDay.${day}`) && t("wrongNumber")}
          />
        ))}
      </SimpleGrid>
      <NumberInput
        label={t("reserve")}
        description={t("reserveHelp")}
        maw={360}
        min={0}
        max={100}
        allowDecimal={false}
        value={Math.round(reserve * 100)}
        onChange={(next) => change({ ...capacity, reserve: Number(next) / 100 })}
        error={wrong("reserve") && t("wrongNumber")}
      />
    </>
  );
}
