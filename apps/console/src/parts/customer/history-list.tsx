import { Box, Button, Group, SegmentedControl, Spoiler, Stack, Text } from "@mantine/core";
import type { HistoryLineView } from "@perennial/api";
import { useState } from "react";
import { usePages } from "../../app/api/use-pages.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Loading } from "../loading.tsx";
import { Nothing } from "../nothing.tsx";
import { ProblemNote } from "../problem-note.tsx";
import { StateBadge, type Tone } from "../state-badge.tsx";
import { When } from "../when.tsx";
import { customerWords } from "./customer-words.ts";

type Line = HistoryLineView;

const TONES = {
  in: { tone: "good", word: "toneIn" },
  out: { tone: "wait", word: "toneOut" },
  waiting: { tone: "warn", word: "toneWaiting" },
  stopped: { tone: "calm", word: "toneStopped" },
  failed: { tone: "bad", word: "toneFailed" },
  neutral: { tone: "calm", word: "toneNeutral" },
} as const satisfies Record<Line["tone"], { readonly tone: Tone; readonly word: string }>;

const SHOWN = {
  showMain: ({ isInner }: Line) => !isInner,
  showAll: () => true,
  showContacts: ({ kind }: Line) => kind === "contact",
  showNotSent: ({ tone }: Line) => tone === "stopped" || tone === "waiting" || tone === "failed",
} as const;
type Shown = keyof typeof SHOWN;
const CHOICES = ["showMain", "showContacts", "showNotSent", "showAll"] as const;

/** Everything that happened with a customer, newest first, each with its why. */
export function HistoryList({ customerId }: { readonly customerId: string }) {
  const t = useWords(customerWords);
  const { locale } = useLanguage();
  const { zone } = useFormat();
  const [shown, setShown] = useState<Shown>("showMain");
  const input = { params: { id: customerId }, query: { locale, limit: 50 } };
  const pages = usePages("listHistory", input);
  const lines = pages.items.filter(SHOWN[shown]);
  if (pages.isPending && pages.error === null) return <Loading rows={6} />;
  return (
    <Stack gap="sm">
      <SegmentedControl
        aria-label={t("show")}
        size="xs"
        value={shown}
        onChange={(next) => setShown(CHOICES.find((each) => each === next) ?? "showMain")}
        data={CHOICES.map((value) => ({ value, label: t(value) }))}
        style={{ alignSelf: "flex-start" }}
      />
      <ProblemNote error={pages.error} again={pages.again} />
      {lines.length === 0 && !pages.hasMore && (
        <Nothing title={t("noHistory")}>{t("noHistoryMeans")}</Nothing>
      )}
      <Box component="ol" m={0} p={0} style={{ listStyle: "none" }} aria-label={t("history")}>
        {lines.map((line) => (
          <HistoryLine key={line.id + line.at} line={line} />
        ))}
      </Box>
      <Group justify="space-between">
        <Text size="xs" c="dark.4">
          {zone}
        </Text>
        {pages.hasMore && (
          <Button size="xs" variant="light" onClick={pages.more} loading={pages.isFetching}>
            {t("more")}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function HistoryLine({ line }: { readonly line: Line }) {
  const t = useWords(customerWords);
  const { money } = useFormat();
  const { at, tone, sentence, text, why, program, amount, currency } = line;
  const { tone: colour, word } = TONES[tone];
  return (
    <Box component="li" py="xs" style={{ borderBottom: "1px solid var(--mantine-color-gray-2)" }}>
      <Group gap="xs" align="baseline">
        <Text size="sm" c="dark.4" w={150}>
          <When at={at} />
        </Text>
        <StateBadge tone={colour}>{t(word)}</StateBadge>
        {program !== null && (
          <Text size="sm" c="dark.4">
            {program.name}
          </Text>
        )}
      </Group>
      <Text size="sm" mt={2}>
        {sentence}
        {amount !== null && ` ${money(amount, currency ?? undefined)}`}
      </Text>
      {text !== null && (
        <Spoiler
          maxHeight={84}
          showLabel={t("showText")}
          hideLabel={t("hideText")}
          mt={2}
          pl="sm"
          style={{ borderLeft: "3px solid var(--mantine-color-gray-3)" }}
        >
          <Text size="sm" style={{ whiteSpace: "pre-line" }}>
            {text.replaceAll(/\n{2,}/g, "\n")}
          </Text>
        </Spoiler>
      )}
      {why !== null && (
        <Text size="xs" c="dark.4" mt={2}>
          {t("why", { why })}
        </Text>
      )}
    </Box>
  );
}
