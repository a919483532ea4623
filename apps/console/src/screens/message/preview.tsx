import { Group, SegmentedControl, Select, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import type { OpenTemplateView } from "@perennial/api";
import { useState } from "react";
import { useAsk } from "../../app/api/use-ask.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { Section } from "../../parts/section.tsx";
import { CustomerSelect } from "./customer-select.tsx";
import { ShownMessage } from "./shown-message.tsx";
import type { TextDraft } from "./use-text-draft.ts";
import { words } from "./words.ts";

/** A text with everything that is known of it. */
export interface OpenText {
  readonly open: OpenTemplateView;
}

/** How long somebody has to stop writing before what they wrote is shown, in milliseconds. */
const PAUSE = 400;

/** What a text looks like, for a customer or with usual values, as it is being written. */
export function Preview({ open, draft }: OpenText & { readonly draft: TextDraft }) {
  const t = useWords(words);
  const { locale: shown } = useLanguage();
  const [locale, setLocale] = useState<"sv" | "en">(shown);
  const [customer, setCustomer] = useState<string | null>(null);
  const [offer, setOffer] = useState<string | null>(null);
  const [text] = useDebouncedValue(draft.textOf(locale), PAUSE);
  const { program, template, channel } = open.template;
  const source = open.revision > 0 ? "draft" : "published";
  const body = {
    ...({ program, template, channel, locale, source } as const),
    ...(text !== null && { text }),
    ...(customer !== null && { customer }),
    ...(offer !== null && { offer }),
  };
  const query = useAsk("previewMessage", { body }, { keep: true });
  return (
    <Section title={t("preview")} lead={`${t("previewLead")} ${draft.isDirty ? t("unsaved") : ""}`}>
      <Stack gap="md">
        <Group align="flex-end" gap="sm">
          <SegmentedControl
            aria-label={t("language")}
            value={locale}
            onChange={(next) => setLocale(next === "en" ? "en" : "sv")}
            data={[
              { value: "sv", label: t("sv") },
              { value: "en", label: t("en") },
            ]}
          />
          <CustomerSelect value={customer} change={setCustomer} />
          {open.offers.length > 1 && (
            <Select
              label={t("offer")}
              value={offer ?? open.offers[0]?.id ?? null}
              onChange={setOffer}
              data={open.offers.map(({ id, name }) => ({ value: id, label: name[locale] }))}
              allowDeselect={false}
              w={220}
            />
          )}
        </Group>
        {text === null ? (
          <Text size="sm">{t("notThere")}</Text>
        ) : (
          <Answered query={query}>
            {(preview) => <ShownMessage preview={preview} locale={locale} />}
          </Answered>
        )}
      </Stack>
    </Section>
  );
}
