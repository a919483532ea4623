import { Accordion, Text } from "@hubspot/ui-extensions";
import { formatDate } from "perennial-hubspot-shared";
import type { CardContent } from "./card-content.ts";
import { valueWord } from "./value-words.ts";

/** The consents in force, each with its day and where it came from. */
export function ConsentList({
  content: { card, words, surroundings },
}: {
  readonly content: CardContent;
}) {
  const { language } = surroundings;
  return (
    <Accordion title={words.consents}>
      {card.consents.length === 0 && <Text>{words.noConsents}</Text>}
      {card.consents.map(({ channel, purpose, topic, state, at, source }) => (
        <Text key={`${channel} ${purpose} ${topic}`}>
          {valueWord(channel, language)}, {valueWord(purpose, language)}
          {topic === null ? "" : ` (${topic})`}: {valueWord(state, language)},{" "}
          {formatDate(at, language)} ({source})
        </Text>
      ))}
    </Accordion>
  );
}
