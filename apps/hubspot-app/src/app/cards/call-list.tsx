import {
  Button,
  DescriptionList,
  DescriptionListItem,
  Heading,
  Text,
  Tile,
} from "@hubspot/ui-extensions";
import { formatMoment } from "perennial-hubspot-shared";
import { CallForm } from "./call-form.tsx";
import type { CardContent } from "./card-content.ts";

/** Calls that wait to be made to the customer, with what to say (L-17). */
export function CallList({ content }: { readonly content: CardContent }) {
  const { card, words, surroundings, open, setOpen } = content;
  const { language, zone } = surroundings;
  if (card.calls.length === 0) return null;
  return (
    <>
      <Heading>{words.calls}</Heading>
      {card.calls.map(({ commandId, reason, phone, offer, script, expiresAt }) => (
        <Tile key={commandId} compact>
          <Text format={{ fontWeight: "bold" }}>{phone}</Text>
          <Text>{reason}</Text>
          <DescriptionList direction="column">
            {offer !== null && (
              <DescriptionListItem label={words.offer}>{offer}</DescriptionListItem>
            )}
            {script !== null && (
              <DescriptionListItem label={words.say}>{script}</DescriptionListItem>
            )}
          </DescriptionList>
          {expiresAt !== null && (
            <Text variant="microcopy">
              {words.expires(formatMoment(expiresAt, language, zone))}
            </Text>
          )}
          {open?.kind === "call" && open.commandId === commandId ? (
            <CallForm {...{ content, commandId, noteId: open.noteId }} />
          ) : (
            <Button size="xs" onClick={() => setOpen(callForm(commandId))}>
              {words.noteCall}
            </Button>
          )}
        </Tile>
      ))}
    </>
  );
}

/** HubSpot may send a request again, and a user press again after a failure: the note has one id for all of it. */
function callForm(commandId: string) {
  return { kind: "call", commandId, noteId: `card-${crypto.randomUUID()}` } as const;
}
