import { Accordion, Stack, Table, Text } from "@mantine/core";
import type { Answer } from "../../app/api/call.ts";
import { useAsk } from "../../app/api/use-ask.ts";
import { useWords } from "../../app/language/words.ts";
import { useMay } from "../../app/session/use-session.ts";
import { Answered } from "../answered.tsx";
import { Nothing } from "../nothing.tsx";
import { StateBadge } from "../state-badge.tsx";
import { When } from "../when.tsx";
import { customerWords } from "./customer-words.ts";
import { NoteConsent } from "./note-consent.tsx";
import { placeWords } from "./place-words.ts";

type Entry = Answer<"listConsents">["items"][number];

/** What a customer said yes and no to, what was said before, and a place to note what is said now. */
export function ConsentList({ customerId }: { readonly customerId: string }) {
  const t = useWords(customerWords);
  const may = useMay("agent");
  const query = useAsk("listConsents", { params: { id: customerId } });
  return (
    <Stack gap="md">
      <Answered query={query} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing title={t("noConsents")}>{t("noConsentsMeans")}</Nothing>
          ) : (
            <Entries items={items} />
          )
        }
      </Answered>
      {may && <NoteConsent customerId={customerId} />}
    </Stack>
  );
}

function Entries({ items }: { readonly items: readonly Entry[] }) {
  const t = useWords(customerWords);
  const before = items.filter(({ isInForce }) => !isInForce);
  return (
    <>
      <EntryTable name={t("inForce")} items={items.filter(({ isInForce }) => isInForce)} />
      {before.length > 0 && (
        <Accordion variant="contained">
          <Accordion.Item value="before">
            <Accordion.Control>{t("consentHistory")}</Accordion.Control>
            <Accordion.Panel>
              <EntryTable name={t("consentHistory")} items={before} />
            </Accordion.Panel>
          </Accordion.Item>
        </Accordion>
      )}
    </>
  );
}

function EntryTable({ name, items }: { readonly name: string; readonly items: readonly Entry[] }) {
  const t = useWords(customerWords);
  const place = useWords(placeWords);
  return (
    <Table.ScrollContainer minWidth={520} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table aria-label={name}>
        <Table.Thead>
          <Table.Tr>
            {[t("channel"), t("purpose"), t("state"), t("at"), t("source")].map((each) => (
              <Table.Th key={each}>{each}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map(({ channel, purpose, topic, state, at, source, proof }) => (
            <Table.Tr key={`${channel} ${purpose} ${topic ?? ""} ${state} ${at}`}>
              <Table.Td>{place(channel)}</Table.Td>
              <Table.Td>
                {t(purpose)}
                {topic !== null && ` (${topic})`}
              </Table.Td>
              <Table.Td>
                <StateBadge tone={state === "given" ? "good" : "warn"}>{t(state)}</StateBadge>
              </Table.Td>
              <Table.Td>
                <When at={at} />
              </Table.Td>
              <Table.Td>
                {source}
                {proof !== null && (
                  <Text size="xs" c="dark.4">
                    {proof}
                  </Text>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
