import { Anchor, Button, Grid, Stack, Text } from "@mantine/core";
import type { CustomerCardView } from "@perennial/api";
import { Link, useParams } from "@tanstack/react-router";
import { useAsk } from "../../app/api/use-ask.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { useMay } from "../../app/session/use-session.ts";
import { Answered } from "../../parts/answered.tsx";
import { AgreementList } from "../../parts/customer/agreement-list.tsx";
import { ConsentList } from "../../parts/customer/consent-list.tsx";
import { ContactabilityList } from "../../parts/customer/contactability-list.tsx";
import { contactabilityWords } from "../../parts/customer/contactability-words.ts";
import { customerWords } from "../../parts/customer/customer-words.ts";
import { HistoryList } from "../../parts/customer/history-list.tsx";
import { NoteCall } from "../../parts/customer/note-call.tsx";
import { OpenCall } from "../../parts/customer/open-call.tsx";
import { PauseControl } from "../../parts/customer/pause-control.tsx";
import { ProgramList } from "../../parts/customer/program-list.tsx";
import { StandingHead } from "../../parts/customer/standing-head.tsx";
import { Screen } from "../../parts/screen.tsx";
import { Section } from "../../parts/section.tsx";
import { OriginSection } from "./origin-section.tsx";
import { PurchaseList } from "./purchase-list.tsx";
import { words } from "./words.ts";

/** One customer in full: where they stand, what happened and why, and what comes next. */
export function CustomerScreen() {
  const t = useWords(words);
  const { id = "" } = useParams({ strict: false });
  const { locale } = useLanguage();
  const may = useMay("agent");
  const query = useAsk("getCustomerCard", { params: { id }, query: { locale } });
  return (
    <Screen
      title={query.data?.customer.name ?? t("title")}
      lead={query.data && id}
      above={
        <Anchor size="sm" renderRoot={(props) => <Link to="/customers" {...props} />}>
          {t("customers")}
        </Anchor>
      }
      actions={
        <>
          {may && (
            <Button
              renderRoot={(props) => (
                <Link to="/agent" search={{ customer: id } as never} {...props} />
              )}
            >
              {t("call")}
            </Button>
          )}
          <Button
            variant="default"
            renderRoot={(props) => (
              <Link to="/activity" search={{ customer: id } as never} {...props} />
            )}
          >
            {t("activity")}
          </Button>
        </>
      }
    >
      <Answered query={query} rows={10}>
        {(card) => <Whole card={card} />}
      </Answered>
    </Screen>
  );
}

function Whole({ card }: { readonly card: CustomerCardView }) {
  const t = useWords(words);
  const part = useWords(customerWords);
  const contact = useWords(contactabilityWords);
  const { id } = card.customer;
  return (
    <Grid gap="md">
      <Grid.Col span={{ base: 12, md: 7 }}>
        <Stack gap="md">
          <Section title={t("standing")}>
            <StandingHead card={card} />
          </Section>
          {card.calls.map((each) => (
            <Section key={each.commandId} title={part("calls")} lead={part("callsLead")}>
              <OpenCall call={each} />
            </Section>
          ))}
          <Section title={part("history")}>
            <HistoryList customerId={id} />
          </Section>
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 5 }}>
        <Stack gap="md">
          <Section title={part("programs")}>
            <ProgramList customerId={id} programs={card.programs} />
          </Section>
          <Section title={contact("title")} lead={contact("lead")}>
            <ContactabilityList customerId={id} />
          </Section>
          <Section title={part("agreements")}>
            <AgreementList agreements={card.agreements} />
          </Section>
          <Section title={part("pause")} lead={part("pauseLead")}>
            <PauseControl customer={card.customer} />
          </Section>
          {card.calls.length === 0 && (
            <Section title={part("noteCall")} lead={part("noteCallLead")}>
              <NoteCall customerId={id} />
            </Section>
          )}
          <Section title={t("purchases")}>
            <PurchaseList customerId={id} />
          </Section>
        </Stack>
      </Grid.Col>
      <Grid.Col span={12}>
        <Stack gap="md">
          <Section title={part("consents")} lead={part("consentsLead")}>
            <ConsentList customerId={id} />
          </Section>
          <OriginSection customerId={id} />
          <RightToData />
        </Stack>
      </Grid.Col>
    </Grid>
  );
}

/** Export and erasure are an administrator's, and stand with the settings. */
function RightToData() {
  const t = useWords(words);
  const may = useMay("admin");
  if (!may) return null;
  return (
    <Section title={t("data")}>
      <Text size="sm" mb="xs">
        {t("dataLead")}
      </Text>
      <Button
        variant="default"
        size="xs"
        renderRoot={(props) => (
          <Link to="/settings/$section" params={{ section: "data" }} {...props} />
        )}
      >
        {t("dataLink")}
      </Button>
    </Section>
  );
}
