import {
  Anchor,
  NumberInput,
  Select,
  SimpleGrid,
  Stack,
  Switch,
  TagsInput,
  Text,
  TextInput,
} from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useWords } from "../../../app/language/words.ts";
import { Section } from "../../../parts/section.tsx";
import { type Draft, TenantForm } from "../shared/tenant-form.tsx";
import { SendingSwitch } from "./sending-switch.tsx";
import { words } from "./words.ts";

const NAMES = [
  ...(["name", "locale", "timeZone", "country", "currency"] as const),
  ...(["notify", "notifyBy", "keepDays", "requireApproval"] as const),
];
type General = Draft<(typeof NAMES)[number]>;

const ZONES = Intl.supportedValuesOf("timeZone");

/** The company itself: what it is called, where it is, who is told, and the stop button. */
export function GeneralSettings() {
  return (
    <Stack gap="lg">
      <SendingSwitch />
      <TenantForm names={NAMES}>
        {(draft) => (
          <>
            <Company draft={draft} />
            <Approval draft={draft} />
            <Told draft={draft} />
            <Kept draft={draft} />
          </>
        )}
      </TenantForm>
    </Stack>
  );
}

function Company({ draft: { value, set, wrong } }: { readonly draft: General }) {
  const t = useWords(words);
  return (
    <Section title={t("company")}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          label={t("name")}
          value={value.name}
          onChange={(event) => set("name", event.currentTarget.value)}
          error={wrong("name") && t("wrongName")}
          maxLength={200}
        />
        <Select
          label={t("locale")}
          description={t("localeHint")}
          value={value.locale}
          onChange={(next) => set("locale", next === "en" ? "en" : "sv")}
          data={[
            { value: "sv", label: "Svenska" },
            { value: "en", label: "English" },
          ]}
          allowDeselect={false}
        />
        <Select
          label={t("timeZone")}
          description={t("timeZoneHint")}
          value={value.timeZone}
          onChange={(next) => next !== null && set("timeZone", next)}
          data={ZONES.includes(value.timeZone) ? ZONES : [value.timeZone, ...ZONES]}
          searchable
          limit={50}
          allowDeselect={false}
          error={wrong("timeZone") && t("wrongTimeZone")}
        />
        <SimpleGrid cols={2}>
          <TextInput
            label={t("country")}
            description={t("countryHint")}
            value={value.country}
            onChange={(event) => set("country", event.currentTarget.value.toUpperCase())}
            maxLength={2}
            error={wrong("country") && t("wrongCountry")}
          />
          <TextInput
            label={t("currency")}
            description={t("currencyHint")}
            value={value.currency}
            onChange={(event) => set("currency", event.currentTarget.value.toUpperCase())}
            maxLength={3}
            error={wrong("currency") && t("wrongCurrency")}
          />
        </SimpleGrid>
      </SimpleGrid>
    </Section>
  );
}

function Approval({ draft: { value, set } }: { readonly draft: General }) {
  const t = useWords(words);
  return (
    <Section title={t("approval")}>
      <Switch
        label={t("requireApproval")}
        description={t("requireApprovalHint")}
        checked={value.requireApproval}
        onChange={(event) => set("requireApproval", event.currentTarget.checked)}
      />
    </Section>
  );
}

function Told({ draft: { value, set, wrong } }: { readonly draft: General }) {
  const t = useWords(words);
  const isWrong = value.notify.some((_each, at) => wrong(`notify.${at}`)) || wrong("notify");
  return (
    <Section title={t("told")} lead={t("toldLead")}>
      <TagsInput
        label={t("notify")}
        description={t("notifyHint")}
        value={value.notify}
        onChange={(next) => set("notify", next)}
        splitChars={[",", ";", " "]}
        acceptValueOnBlur
        maxTags={20}
        error={isWrong && t("wrongNotify")}
      />
      <Text size="sm" c="dark.4" mt="xs">
        {value.notifyBy === null
          ? t("notifyByNone")
          : t("notifyBy", { connection: value.notifyBy })}{" "}
        {value.notifyBy === null && (
          <Anchor component={Link} to="/connections" size="sm" underline="always">
            {t("toConnections")}
          </Anchor>
        )}
      </Text>
    </Section>
  );
}

function Kept({ draft: { value, set, wrong } }: { readonly draft: General }) {
  const t = useWords(words);
  return (
    <Section title={t("kept")}>
      <NumberInput
        label={t("keepDays")}
        description={t("keepDaysHint")}
        value={value.keepDays}
        onChange={(next) => set("keepDays", Number(next))}
        maw={360}
        allowDecimal={false}
        hideControls
        error={wrong("keepDays") && t("wrongKeepDays")}
      />
    </Section>
  );
}
