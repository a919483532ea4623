import { ActionIcon, Group, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useWords } from "../../../app/language/words.ts";
import type { TenantSettings } from "../shared/tenant-form.tsx";
import { words } from "./words.ts";

type Day = TenantSettings["holidays"]["add"][number];

/** A day of the company's own. */
export interface OwnDayProps {
  readonly number: number;
  readonly day: Day;
  readonly change: (day: Day) => void;
  readonly remove: () => void;
  readonly wrong: (field: string) => string | undefined;
}

/** A day on which the company is closed. */
export function OwnDay({ number, day, change, remove, wrong }: OwnDayProps) {
  const t = useWords(words);
  return (
    <Group role="group" aria-label={t("dayName", { number })} gap="xs" align="flex-start">
      <TextInput
        type="date"
        label={t("date")}
        value={day.date}
        onChange={(event) => change({ ...day, date: event.currentTarget.value })}
        error={wrong("date") && t("wrongDate")}
      />
      {(["sv", "en"] as const).map((locale) => (
        <TextInput
          key={locale}
          label={t(locale === "sv" ? "nameSv" : "nameEn")}
          value={day.name[locale]}
          onChange={(event) =>
            change({ ...day, name: { ...day.name, [locale]: event.currentTarget.value } })
          }
          error={(wrong(`name.${locale}`) ?? wrong("name")) && t("wrongDayName")}
        />
      ))}
      <ActionIcon
        variant="subtle"
        color="dark"
        size="lg"
        mt={24}
        onClick={remove}
        aria-label={t("removeDay", { day: day.name.sv || day.date || String(number) })}
      >
        <IconX size={16} />
      </ActionIcon>
    </Group>
  );
}
