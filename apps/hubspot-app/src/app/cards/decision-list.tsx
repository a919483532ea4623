import { Accordion, Text } from "@hubspot/ui-extensions";
import { formatMoment } from "perennial-hubspot-shared";
import type { CardContent } from "./card-content.ts";

/** The latest decisions about the customer, also those by which nothing was sent. */
export function DecisionList({
  content: { card, words, surroundings },
}: {
  readonly content: CardContent;
}) {
  const { language, zone } = surroundings;
  return (
    <Accordion title={words.decisions}>
      {card.decisions.length === 0 && <Text>{words.noDecisions}</Text>}
      {card.decisions.map(({ at, program, sentence }) => (
        <Text key={`${at} ${program} ${sentence}`}>
          {formatMoment(at, language, zone)}, {program}: {sentence}
        </Text>
      ))}
    </Accordion>
  );
}
