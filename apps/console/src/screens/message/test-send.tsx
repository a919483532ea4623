import { Alert, Anchor, Button, Group, SegmentedControl, Select, Stack, Text } from "@mantine/core";
import type { DirectOutcomeView } from "@perennial/api";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useAsk } from "../../app/api/use-ask.ts";
import { useDo } from "../../app/api/use-do.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { useMay } from "../../app/session/use-session.ts";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Section } from "../../parts/section.tsx";
import type { OpenText } from "./preview.tsx";
import type { TextDraft } from "./use-text-draft.ts";
import { words } from "./words.ts";

/** Sends a text to one of the company's own, marked as a test. */
export function TestSend({ open, draft }: OpenText & { readonly draft: TextDraft }) {
  const t = useWords(words);
  const may = useMay("marketer");
  const { locale: shown } = useLanguage();
  const { program, template, channel } = open.template;
  const [locale, setLocale] = useState<"sv" | "en">(shown);
  const [chosen, setChosen] = useState<string | null>(null);
  const query = useAsk("listTestRecipients", {}, { when: may });
  const test = useDo("testSend");
  if (!may) return null;
  const verified = (query.data?.items ?? []).filter(
    (each) => each.channel === channel && each.verifiedAt !== null,
  );
  const recipient = verified.find(({ id }) => id === chosen) ?? verified[0];
  const text = draft.textOf(locale);
  const send = () => {
    if (recipient === undefined || text === null) return;
    const source = open.revision > 0 ? "draft" : "published";
    const body = {
      program,
      template,
      channel,
      locale,
      source,
      text,
      recipient: recipient.id,
    } as const;
    test.mutate({ body });
  };
  return (
    <Section title={t("test")} lead={t("testLead")}>
      {query.data !== undefined && recipient === undefined ? (
        <Text size="sm">
          {t("noneVerified")}{" "}
          <Anchor
            renderRoot={(props) => (
              <Link to="/messages" search={{ tab: "recipients" } as never} {...props} />
            )}
          >
            {t("toRecipients")}
          </Anchor>
        </Text>
      ) : (
        <Stack gap="sm">
          <Group align="flex-end" gap="sm">
            <Select
              label={t("to")}
              value={recipient?.id ?? null}
              onChange={setChosen}
              data={verified.map(({ id, name, address }) => ({
                value: id,
                label: name === address ? name : `${name} (${address})`,
              }))}
              allowDeselect={false}
              w={240}
            />
            <SegmentedControl
              aria-label={t("language")}
              value={locale}
              onChange={(next) => setLocale(next === "en" ? "en" : "sv")}
              data={[
                { value: "sv", label: t("sv") },
                { value: "en", label: t("en") },
              ]}
            />
            <Button
              onClick={send}
              loading={test.isPending}
              disabled={text === null || recipient === undefined}
            >
              {t("send")}
            </Button>
          </Group>
          {test.data && <Outcome outcome={test.data} />}
          <ProblemNote error={test.error} />
        </Stack>
      )}
    </Section>
  );
}

const TOLD = {
  accepted: { key: "accepted", color: "green" },
  refused: { key: "refused", color: "red" },
  "not-done": { key: "notDone", color: "yellow" },
  unknown: { key: "unknown", color: "yellow" },
  "no-connection": { key: "noConnection", color: "red" },
} as const;

function Outcome({ outcome }: { readonly outcome: DirectOutcomeView }) {
  const t = useWords(words);
  const { key, color } = TOLD[outcome.outcome];
  const values = { connection: outcome.connection ?? "", message: outcome.message ?? "" };
  return (
    <Alert color={color} role="status">
      {t(key, values)}
    </Alert>
  );
}
