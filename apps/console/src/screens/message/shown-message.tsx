import { Alert, Box, List, Stack, Text } from "@mantine/core";
import type { MessagePreviewView } from "@perennial/api";
import { useWords } from "../../app/language/words.ts";
import { words } from "./words.ts";

/** A message as it is filled in. */
export interface ShownMessageProps {
  readonly preview: MessagePreviewView;
  readonly locale: "sv" | "en";
}

/** A message as somebody would get it, and what is missing in it. */
export function ShownMessage({ preview, locale }: ShownMessageProps) {
  const t = useWords(words);
  const { subject, text, html, fault, problems } = preview;
  return (
    <Stack gap="md">
      {fault !== null && (
        <Alert color="red" title={t("noText")}>
          {problems.length === 0 && fault}
          <List size="sm">
            {problems.map(({ line, column, message, remedy }) => (
              <List.Item key={`${line}:${column} ${message}`}>
                {t("row", { line })}: {message} {remedy}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      {text !== null && html === null && subject === null && <Bubble text={text} locale={locale} />}
      {subject !== null && (
        <Text>
          <b>{t("subject")}:</b> <span lang={locale}>{subject}</span>
        </Text>
      )}
      {html !== null && (
        <Box style={{ border: "1px solid var(--mantine-color-gray-3)", borderRadius: 8 }}>
          <iframe
            title={t("mailFrame")}
            // Nothing in it runs, opens or sends anything.
            sandbox=""
            srcDoc={html}
            style={{ width: "100%", height: 420, border: 0, borderRadius: 8, background: "#fff" }}
          />
        </Box>
      )}
      {subject !== null && html === null && text !== null && (
        <Text lang={locale} style={{ whiteSpace: "pre-wrap" }}>
          {text}
        </Text>
      )}
      {html !== null && text !== null && (
        <details>
          <summary style={{ cursor: "pointer" }}>{t("plain")}</summary>
          <Text size="sm" c="dark.4">
            {t("plainLead")}
          </Text>
          <Text size="sm" lang={locale} style={{ whiteSpace: "pre-wrap" }}>
            {text}
          </Text>
        </details>
      )}
      <SmsLength preview={preview} />
      <Gaps preview={preview} />
    </Stack>
  );
}

function Bubble({ text, locale }: { readonly text: string; readonly locale: string }) {
  return (
    <Box
      p="sm"
      maw={380}
      style={{ background: "#e8f0ec", borderRadius: 14, whiteSpace: "pre-wrap" }}
      lang={locale}
    >
      {text}
    </Box>
  );
}

function SmsLength({ preview: { sms } }: Pick<ShownMessageProps, "preview">) {
  const t = useWords(words);
  if (sms === null) return null;
  return (
    <Text size="sm">
      <b>{t("segments", { count: sms.segments })}</b> · {t("units", { count: sms.units })}.{" "}
      {sms.encoding === "gsm-7" ? t("gsm") : t("ucs", { foreign: sms.foreign.join(" ") })}
    </Text>
  );
}

function Gaps({ preview: { missing, fallbacks } }: Pick<ShownMessageProps, "preview">) {
  const t = useWords(words);
  return (
    <>
      {missing.length > 0 && (
        <Alert color="yellow" title={t("empty")}>
          <List size="sm">
            {missing.map(({ field, line, column }) => (
              <List.Item key={`${line}:${column}`}>
                {t("emptyMeans", { field, line, example: `{{ ${field} | default: "…" }}` })}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      {fallbacks.length > 0 && (
        <div>
          <Text size="sm" fw={600}>
            {t("fallbacks")}
          </Text>
          <List size="sm">
            {fallbacks.map(({ field, shows, line, column }) => (
              <List.Item key={`${line}:${column}`}>
                {t("fallback", { field, shows, line })}
              </List.Item>
            ))}
          </List>
        </div>
      )}
    </>
  );
}
