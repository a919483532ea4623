import { Anchor, Grid, Stack } from "@mantine/core";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { useAsk } from "../../app/api/use-ask.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { LeaveGuard } from "../../parts/leave-guard.tsx";
import { Screen } from "../../parts/screen.tsx";
import { FieldTable } from "./field-table.tsx";
import { type OpenText, Preview } from "./preview.tsx";
import { SaveBar } from "./save-bar.tsx";
import { TestSend } from "./test-send.tsx";
import { TextEditor } from "./text-editor.tsx";
import { useTextDraft } from "./use-text-draft.ts";
import { UsedIn } from "./used-in.tsx";
import { words } from "./words.ts";

const CHANNELS = ["sms", "email", "call", "task"] as const;

/** One text: both languages side by side, what it looks like for a customer, and a test of it. */
export function MessageScreen() {
  const t = useWords(words);
  const { program = "", template = "" } = useParams({ strict: false });
  const search = useSearch({ strict: false }) as { readonly channel?: unknown };
  const channel = CHANNELS.find((each) => each === search.channel) ?? "sms";
  const query = useAsk("getTemplate", { params: { program, template }, query: { channel } });
  const { locale } = useLanguage();
  const name = query.data?.template.programName?.[locale] ?? program;
  return (
    <Screen
      title={query.data?.template.begins[locale] ?? query.data?.template.begins.sv ?? template}
      lead={t("lead", { channel: t(channel), program: name })}
      above={
        <Anchor size="sm" renderRoot={(props) => <Link to="/messages" {...props} />}>
          {t("back")}
        </Anchor>
      }
    >
      <Answered query={query} rows={10}>
        {(open) => <Parts key={`${program}/${template}.${channel}`} open={open} />}
      </Answered>
    </Screen>
  );
}

function Parts({ open }: OpenText) {
  const draft = useTextDraft(open);
  const isSent = open.template.channel === "sms" || open.template.channel === "email";
  return (
    <Stack gap="md">
      <LeaveGuard isDirty={draft.isDirty} />
      <Grid>
        {(["sv", "en"] as const).map((locale) => (
          <Grid.Col key={locale} span={{ base: 12, md: 6 }}>
            <TextEditor open={open} draft={draft} locale={locale} />
          </Grid.Col>
        ))}
      </Grid>
      <SaveBar open={open} draft={draft} />
      <Grid>
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <Preview open={open} draft={draft} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <Stack gap="md">
            {isSent && <TestSend open={open} draft={draft} />}
            <UsedIn open={open} />
            <FieldTable fields={open.fields} />
          </Stack>
        </Grid.Col>
      </Grid>
    </Stack>
  );
}
