import { Button, EmptyState, Flex, Text, useExtensionContext } from "@hubspot/ui-extensions";
import { PerennialError, useLoad } from "perennial-hubspot-shared";
import { useState } from "react";
import { AgreementList } from "./agreement-list.tsx";
import { CallList } from "./call-list.tsx";
import { CallSupport } from "./call-support.tsx";
import type { CardContent, OpenForm } from "./card-content.ts";
import { CARD_WORDS } from "./card-words.ts";
import { ConsentList } from "./consent-list.tsx";
import { ContactList } from "./contact-list.tsx";
import { CustomerActions } from "./customer-actions.tsx";
import { CustomerFacts } from "./customer-facts.tsx";
import { DecisionList } from "./decision-list.tsx";
import { PageStates, useSurroundings } from "./page-tools.ts";
import { ProgramList } from "./program-list.tsx";
import { StandingFacts } from "./standing-facts.tsx";

/** Which of the two places on a contact's record the card is shown at. */
interface CustomerCardProps {
  /** For the sidebar: what is most asked for. @default false */
  readonly short?: boolean;
}

/** A contact as Perennial knows it, and what staff can do about it (architecture.md, 7). */
export function CustomerCard({ short = false }: CustomerCardProps) {
  const surroundings = useSurroundings();
  const { ask, language } = surroundings;
  const { crm } = useExtensionContext<"crm.record.tab">();
  const customerId = String(crm.objectId);
  const [open, setOpen] = useState<OpenForm>();
  const load = useLoad(() => cardOf(), customerId);
  const words = CARD_WORDS[language];

  async function cardOf() {
    try {
      return await ask("getCustomerCard", {
        params: { id: customerId },
        query: { locale: language },
      });
    } catch (error) {
      if (error instanceof PerennialError && error.fault.status === 404) return undefined;
      throw error;
    }
  }

  return (
    <PageStates of={load} surroundings={surroundings}>
      {(card) => {
        if (card === undefined) {
          return (
            <EmptyState title={words.unknownTitle} layout="vertical">
              <Text>{words.unknown}</Text>
              <Button onClick={() => void load.reload()}>{words.reload}</Button>
            </EmptyState>
          );
        }
        const content: CardContent = {
          ...{ card, surroundings, words, open, setOpen, reload: load.reload },
        };
        return <Sections content={content} short={short} />;
      }}
    </PageStates>
  );
}

function Sections({ content, short }: { readonly content: CardContent; readonly short: boolean }) {
  return (
    <Flex direction="column" gap="md">
      <CustomerFacts content={content} short={short} />
      <StandingFacts content={content} short={short} />
      <CustomerActions content={content} />
      <CallSupport content={content} />
      <CallList content={content} />
      <ProgramList content={content} />
      <AgreementList content={content} short={short} />
      <ContactList content={content} most={short ? 3 : 10} />
      {!short && <DecisionList content={content} />}
      {!short && <ConsentList content={content} />}
    </Flex>
  );
}
