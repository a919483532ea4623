import { Anchor, Box, Group, Text } from "@mantine/core";
import type { MessageTemplateView } from "@perennial/api";
import { IconChecklist, IconDeviceMobileMessage, IconMail, IconPhone } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { StateBadge } from "../../parts/state-badge.tsx";
import { words } from "./words.ts";

const ICONS = {
  sms: IconDeviceMobileMessage,
  email: IconMail,
  call: IconPhone,
  task: IconChecklist,
} as const;

/** One text in the list: how it begins, what it is for, and what needs somebody. */
export function TextRow({ text }: { readonly text: MessageTemplateView }) {
  const t = useWords(words);
  const { locale } = useLanguage();
  const { program, template, channel, begins, steps, missing, broken, sms } = text;
  const Icon = ICONS[channel];
  const other = locale === "sv" ? "en" : "sv";
  const title = begins[locale] ?? begins[other] ?? template;
  const languages = (of: readonly ("sv" | "en")[]) => of.map((each) => t(each)).join(", ");
  const length = sms?.[locale] ?? sms?.[other];
  return (
    <Box py={8} style={{ borderTop: "1px solid var(--mantine-color-gray-2)" }}>
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <Icon size={20} stroke={1.5} aria-hidden style={{ flex: "none", marginTop: 2 }} />
        <Box flex={1} miw={0}>
          <Anchor
            fw={500}
            renderRoot={(props) => (
              <Link
                to="/messages/$program/$template"
                params={{ program, template }}
                search={{ channel } as never}
                {...props}
              />
            )}
          >
            {title}
          </Anchor>
          <Text size="sm" c="dark.4">
            {[
              t(channel),
              ...(text.class === null ? [] : [t(text.class)]),
              steps.length === 0 ? t("unused") : t("steps", { count: steps.length }),
              ...(length ? [t("segments", { count: length.segments })] : []),
            ].join(" · ")}
          </Text>
        </Box>
        <Group gap={6} justify="flex-end">
          {text.source === "draft" && <StateBadge tone="calm">{t("inDraftOnly")}</StateBadge>}
          {text.source === "published" && text.changed && (
            <StateBadge tone="wait">{t("changed")}</StateBadge>
          )}
          {missing.length > 0 && (
            <StateBadge tone="warn">{t("missing", { languages: languages(missing) })}</StateBadge>
          )}
          {broken.length > 0 && (
            <StateBadge tone="bad">{t("broken", { languages: languages(broken) })}</StateBadge>
          )}
        </Group>
      </Group>
    </Box>
  );
}
