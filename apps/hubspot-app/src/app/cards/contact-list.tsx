import { Heading, StatusTag, Text, Tile } from "@hubspot/ui-extensions";
import { formatMoment } from "perennial-hubspot-shared";
import type { CardContent } from "./card-content.ts";
import { valueWord } from "./value-words.ts";

/** The latest contacts with the customer, newest first, each with what decided it. */
export function ContactList({
  content: { card, words, surroundings },
  most,
}: {
  readonly content: CardContent;
  readonly most: number;
}) {
  const { language, zone } = surroundings;
  return (
    <>
      <Heading>{words.contacts}</Heading>
      {card.contacts.length === 0 && <Text>{words.noContacts}</Text>}
      {card.contacts.slice(0, most).map((each) => (
        <Tile key={`${each.at} ${each.channel} ${each.direction} ${each.text}`} compact>
          <StatusTag variant={each.direction === "in" ? "success" : "info"}>
            {valueWord(each.channel, language)}
          </StatusTag>
          <Text variant="microcopy">{formatMoment(each.at, language, zone)}</Text>
          <Text>{each.sentence}</Text>
          {each.text !== "" && <Text format={{ italic: true }}>{each.text}</Text>}
          {each.why !== null && <Text variant="microcopy">{words.why(each.why)}</Text>}
        </Tile>
      ))}
    </>
  );
}
