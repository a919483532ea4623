import { SimpleGrid, Stack, Text } from "@mantine/core";
import { useFormat } from "../../../app/format/use-format.ts";
import { useWords } from "../../../app/language/words.ts";
import { Section } from "../../../parts/section.tsx";
import { TenantForm, type TenantSettings } from "../shared/tenant-form.tsx";
import { DayWindows } from "./day-windows.tsx";
import { words } from "./words.ts";

const KINDS = ["marketing", "service", "statutory", "calls"] as const;
const DAYS = ["weekday", "saturday", "holiday"] as const;
const NAMES = ["quietHours"] as const;

type QuietHours = TenantSettings["quietHours"];

/** When customers may be disturbed, by kind of message and kind of day. */
export function QuietHoursSettings() {
  const t = useWords(words);
  const format = useFormat();
  return (
    <TenantForm names={NAMES}>
      {({ value, set, wrong }) => (
        <Stack gap="md">
          <Text size="sm" c="dark.4">
            {t("zone", { zone: format.zone })}
          </Text>
          {KINDS.map((kind) => {
            const week = value.quietHours[kind];
            const change = (next: QuietHours[typeof kind]) =>
              set("quietHours", { ...value.quietHours, [kind]: next });
            const atKind = wrong(`quietHours.${kind}`);
            return (
              <Section key={kind} title={t(kind)} lead={t(`${kind}Means`)}>
                <SimpleGrid cols={{ base: 1, xs: 3 }}>
                  {DAYS.map((day) => (
                    <DayWindows
                      key={day}
                      name={t(day)}
                      of={t(kind)}
                      windows={week[day]}
                      change={(windows) => change({ ...week, [day]: windows })}
                      isWrong={isWrongAt(wrong, `quietHours.${kind}.${day}`, week[day].length)}
                    />
                  ))}
                </SimpleGrid>
                {atKind !== undefined && (
                  <Text size="sm" c="red.9" role="alert">
                    {t("wrongWindow")}
                  </Text>
                )}
              </Section>
            );
          })}
        </Stack>
      )}
    </TenantForm>
  );
}

/** Whether the server says something against a day's times or one of them. */
function isWrongAt(
  wrong: (field: string) => string | undefined,
  place: string,
  count: number,
): boolean {
  const windows = Array.from({ length: count }, (_, at) => `${place}.${at}`);
  const all = [place, ...windows.flatMap((each) => [each, `${each}.from`, `${each}.to`])];
  return all.some((each) => wrong(each) !== undefined);
}
