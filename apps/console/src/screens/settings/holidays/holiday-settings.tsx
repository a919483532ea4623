import { Button, Checkbox, Group, Select, SimpleGrid, Stack, Text } from "@mantine/core";
import { useWords } from "../../../app/language/words.ts";
import { Section } from "../../../parts/section.tsx";
import { type Draft, TenantForm } from "../shared/tenant-form.tsx";
import { OwnDay } from "./own-day.tsx";
import { words } from "./words.ts";

const NAMES = ["holidays"] as const;
type Holidays = Draft<(typeof NAMES)[number]>;

/** The holidays of Sweden by the names that the API has. */
const DAYS = [
  ...(["new-years-day", "epiphany", "good-friday", "easter-sunday", "easter-monday"] as const),
  ...(["may-day", "ascension-day", "whit-sunday", "national-day", "midsummer-eve"] as const),
  ...(["midsummer-day", "all-saints-day", "christmas-eve", "christmas-day"] as const),
  ...(["boxing-day", "new-years-eve"] as const),
];

/** Which days are holidays. */
export function HolidaySettings() {
  return (
    <TenantForm names={NAMES}>
      {(draft) => (
        <>
          <Calendar draft={draft} />
          <OwnDays draft={draft} />
        </>
      )}
    </TenantForm>
  );
}

function Calendar({ draft: { value, set } }: { readonly draft: Holidays }) {
  const t = useWords(words);
  const { holidays } = value;
  const toggle = (day: string, isKept: boolean) => {
    const remove = holidays.remove.filter((each) => each !== day);
    set("holidays", { ...holidays, remove: isKept ? remove : [...remove, day] });
  };
  const single = holidays.remove.filter((each) => /^\d/.test(each));
  return (
    <Section title={t("calendar")}>
      <Stack gap="md">
        <Select
          label={t("country")}
          description={t("countryHint")}
          maw={360}
          value={holidays.country}
          onChange={(next) =>
            set("holidays", { ...holidays, country: next === "SE" ? "SE" : "none" })
          }
          data={[
            { value: "SE", label: t("SE") },
            { value: "none", label: t("none") },
          ]}
          allowDeselect={false}
        />
        {holidays.country === "SE" && (
          <Checkbox.Group
            label={t("kept")}
            description={t("keptLead")}
            value={kept(holidays.remove)}
          >
            <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} mt="xs">
              {DAYS.map((day) => (
                <Checkbox
                  key={day}
                  value={day}
                  label={t(day)}
                  onChange={(event) => toggle(day, event.currentTarget.checked)}
                />
              ))}
            </SimpleGrid>
          </Checkbox.Group>
        )}
        {single.length > 0 && <Text size="sm">{t("single", { days: single.join(", ") })}</Text>}
      </Stack>
    </Section>
  );
}

function kept(removed: readonly string[]): string[] {
  return DAYS.filter((day) => !removed.includes(day));
}

function OwnDays({ draft: { value, set, wrong } }: { readonly draft: Holidays }) {
  const t = useWords(words);
  const { holidays } = value;
  const change = (add: typeof holidays.add) => set("holidays", { ...holidays, add });
  const fresh = { date: "", name: { sv: "", en: "" }, kind: "public" as const };
  return (
    <Section title={t("own")} lead={t("ownLead")}>
      <Stack gap="sm">
        {holidays.add.length === 0 && <Text size="sm">{t("noOwn")}</Text>}
        {holidays.add.map((day, at) => (
          <OwnDay
            // biome-ignore lint/suspicious/noArrayIndexKey: a day has no name of its own until it is given one
            key={at}
            number={at + 1}
            day={day}
            change={(next) => change(holidays.add.with(at, next))}
            remove={() => change(holidays.add.filter((_, index) => index !== at))}
            wrong={(field) => wrong(`holidays.add.${at}.${field}`)}
          />
        ))}
        {wrong("holidays.add") && (
          <Text size="sm" c="red.9" role="alert">
            {t("tooMany")}
          </Text>
        )}
        <Group>
          <Button variant="light" size="xs" onClick={() => change([...holidays.add, fresh])}>
            {t("addDay")}
          </Button>
        </Group>
      </Stack>
    </Section>
  );
}
