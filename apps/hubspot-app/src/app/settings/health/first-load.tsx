import {
  DescriptionList,
  DescriptionListItem,
  Heading,
  LoadingSpinner,
  Text,
} from "@hubspot/ui-extensions";
import { formatMoment } from "perennial-hubspot-shared";
import type { HealthContent } from "./health-content.ts";
import { kindWord } from "./health-words.ts";

/** How far the reading from the beginning has come, kind by kind. */
export function FirstLoad({ content }: { readonly content: HealthContent }) {
  const { health, words, surroundings } = content;
  const { language, zone } = surroundings;
  const { load, waiting } = health;
  const isUnderWay = load.state === "waiting" || load.state === "loading";
  return (
    <>
      <Heading>{words.load}</Heading>
      {isUnderWay ? (
        <LoadingSpinner label={words.loadStates[load.state]} showLabel />
      ) : (
        <Text>{words.loadStates[load.state]}</Text>
      )}
      {load.startedAt !== null && (
        <Text variant="microcopy">
          {words.startedAt(formatMoment(load.startedAt, language, zone))}
        </Text>
      )}
      {load.read.length === 0 && load.state !== "none" && <Text>{words.nothingRead}</Text>}
      <DescriptionList direction="row">
        {load.read.map(({ kind, count, lastAt }) => (
          <DescriptionListItem key={kind} label={kindWord(kind, language)}>
            {words.read(count)}, {words.lastAt(formatMoment(lastAt, language, zone))}
          </DescriptionListItem>
        ))}
      </DescriptionList>
      {waiting > 0 && <Text>{words.waiting(waiting)}</Text>}
    </>
  );
}
