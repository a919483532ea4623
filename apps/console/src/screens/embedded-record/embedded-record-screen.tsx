import { Box, Button, Group, SimpleGrid, Stack, Title } from "@mantine/core";
import type { CustomerCardView } from "@perennial/api";
import { useParams } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { useAsk } from "../../app/api/use-ask.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { useMay } from "../../app/session/use-session.ts";
import { AgreementList } from "../../parts/customer/agreement-list.tsx";
import { ConsentList } from "../../parts/customer/consent-list.tsx";
import { customerWords } from "../../parts/customer/customer-words.ts";
import { HistoryList } from "../../parts/customer/history-list.tsx";
import { NoteCall } from "../../parts/customer/note-call.tsx";
import { OpenCall } from "../../parts/customer/open-call.tsx";
import { PauseControl } from "../../parts/customer/pause-control.tsx";
import { ProgramList } from "../../parts/customer/program-list.tsx";
import { StandingHead } from "../../parts/customer/standing-head.tsx";
import { Loading } from "../../parts/loading.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Section } from "../../parts/section.tsx";
import { words } from "./words.ts";

/** Loaded once somebody takes a call: a frame loads no more than it shows. */
const CallSupport = lazy(async () => {
  const { CallSupport } = await import("../../parts/call/call-support.tsx");
  return { default: CallSupport };
});

/** One customer inside a CRM's frame: what whoever talks to the customer needs, and nothing else loaded. */
export function EmbeddedRecordScreen() {
  const t = useWords(words);
  const { id = "" } = useParams({ strict: false });
  const { locale } = useLanguage();
  const query = useAsk("getCustomerCard", { params: { id }, query: { locale } });
  const name = query.data?.customer.name ?? t("title");
  useEffect(() => {
    document.title = `${name} · Perennial`;
  }, [name]);
  return (
    <Box component="main" p="sm" maw={1200} mx="auto">
      <Stack gap="sm">
        <Group gap="xs" align="baseline">
          <Title order={1} size="h3">
            {name}
          </Title>
        </Group>
        {query.data === undefined && query.error === null && <Loading rows={8} />}
        <ProblemNote error={query.error} again={() => void query.refetch()} />
        {query.data && <Record card={query.data} />}
      </Stack>
    </Box>
  );
}

function Record({ card }: { readonly card: CustomerCardView }) {
  const t = useWords(words);
  const part = useWords(customerWords);
  const { id } = card.customer;
  return (
    <Stack gap="sm">
      <Section title={t("standing")}>
        <StandingHead card={card} />
      </Section>
      <CallPart id={id} />
      {card.calls.map((each) => (
        <Section key={each.commandId} title={part("calls")} lead={part("callsLead")}>
          <OpenCall call={each} />
        </Section>
      ))}
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="sm">
        <Section title={part("programs")}>
          <ProgramList customerId={id} programs={card.programs} />
        </Section>
        <Section title={part("agreements")}>
          <AgreementList agreements={card.agreements} />
        </Section>
        <Section title={part("pause")} lead={part("pauseLead")}>
          <PauseControl customer={card.customer} />
        </Section>
        {card.calls.length === 0 && (
          <Section title={part("noteCall")}>
            <NoteCall customerId={id} />
          </Section>
        )}
      </SimpleGrid>
      <Section title={part("history")}>
        <HistoryList customerId={id} />
      </Section>
      <Section title={part("consents")} lead={part("consentsLead")}>
        <ConsentList customerId={id} />
      </Section>
    </Stack>
  );
}

/** What helps in a call with the customer, for whoever takes calls. */
function CallPart({ id }: { readonly id: string }) {
  const t = useWords(words);
  const may = useMay("agent");
  const [isOpen, setOpen] = useState(false);
  if (!may) return null;
  if (!isOpen) {
    return (
      <Button style={{ alignSelf: "flex-start" }} onClick={() => setOpen(true)}>
        {t("call")}
      </Button>
    );
  }
  return (
    <Section title={t("inCall")}>
      <Suspense fallback={<Loading />}>
        <CallSupport customerId={id} />
      </Suspense>
    </Section>
  );
}
