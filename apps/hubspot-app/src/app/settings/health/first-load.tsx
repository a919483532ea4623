import {
  DescriptionList,
  DescriptionListItem,
  Heading,
  LoadingSpinner,
  ProgressBar,
  Text,
} from "@hubspot/ui-extensions";
import { formatCount, formatMoment } from "perennial-hubspot-shared";
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
      {isUnderWay && <Progress content={content} />}
      {load.startedAt !== null && (
        <Text variant="microcopy">
          {words.startedAt(formatMoment(load.startedAt, language, zone))}
        </Text>
      )}
      {load.read.length === 0 && load.state !== "none" && <Text>{words.nothingRead}</Text>}
      <DescriptionList direction="row">
        {load.read.map(({ kind, count, lastAt }) => (
          <DescriptionListItem key={kind} label={kindWord(kind, language)}>
            {words.read(formatCount(count, language))},{" "}
            {words.lastAt(formatMoment(lastAt, language, zone))}
          </DescriptionListItem>
        ))}
      </DescriptionList>
      {waiting > 0 && <Text>{words.waiting(waiting)}</Text>}
    </>
  );
}

/** How much is read of what there is, where that is known. */
function Progress({
  content: { health, words, surroundings },
}: {
  readonly content: HealthContent;
}) {
  const { read, total } = health.load.records;
  if (total === null || total === 0) return null;
  const { language } = surroundings;
  // What has changed meanwhile is read twice.
  const value = Math.min(read, total);
  const said = words.readOf(formatCount(value, language), formatCount(total, language));
  return <ProgressBar title={words.load} value={value} maxValue={total} valueDescription={said} />;
}
