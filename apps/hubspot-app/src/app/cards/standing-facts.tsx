import {
  Alert,
  DescriptionList,
  DescriptionListItem,
  Flex,
  Heading,
  ProgressBar,
  Text,
} from "@hubspot/ui-extensions";
import { formatDate } from "perennial-hubspot-shared";
import type { CardContent } from "./card-content.ts";

type Standing = NonNullable<CardContent["card"]["standing"]>;
type Tier = NonNullable<Standing["tier"]>;

/** What the customer has by its tier, what the next one takes, its points, and why it may leave (V-02, V-03, M-17). */
export function StandingFacts({
  content,
  short,
}: {
  readonly content: CardContent;
  readonly short: boolean;
}) {
  const { standing } = content.card;
  if (standing === null) return null;
  const { tier, risk } = standing;
  return (
    <Flex direction="column" gap="sm">
      {tier !== null && <TierProgress content={content} tier={tier} short={short} />}
      <DescriptionList direction="column">
        <PointsItem content={content} standing={standing} />
        {risk !== null && risk.level !== "low" && risk.factors.length > 0 && (
          <DescriptionListItem label={content.words.churnReasons}>
            {risk.factors.join(", ")}
          </DescriptionListItem>
        )}
        {!short && standing.groups.length > 0 && (
          <DescriptionListItem label={content.words.groups}>
            {standing.groups.map(({ name }) => name).join(", ")}
          </DescriptionListItem>
        )}
      </DescriptionList>
    </Flex>
  );
}

interface TierProgressProps {
  readonly content: CardContent;
  readonly tier: Tier;
  readonly short: boolean;
}

function TierProgress({ content: { words, surroundings }, tier, short }: TierProgressProps) {
  const { name, next, remainingWords, keepingWords, benefits, override, graceUntil } = tier;
  return (
    <>
      <Heading>{words.tierTitle(name)}</Heading>
      {graceUntil !== null && (
        <Alert
          variant="warning"
          title={words.grace(formatDate(graceUntil, surroundings.language))}
        />
      )}
      {next !== null && (
        <ProgressBar
          title={words.toNext(next.name)}
          value={Math.floor(next.share * 100)}
          maxValue={100}
          showPercentage
          valueDescription={remainingWords ?? ""}
        />
      )}
      {keepingWords !== null && <Text>{keepingWords}</Text>}
      {override?.isInForce === true && (
        <Text variant="microcopy">{words.override(override.by, override.reason)}</Text>
      )}
      {benefits.length > 0 && (
        <DescriptionList direction="column">
          <DescriptionListItem label={words.benefits}>
            {benefits.map((benefit) => benefitText(benefit, short)).join(", ")}
          </DescriptionListItem>
        </DescriptionList>
      )}
    </>
  );
}

/** In the tab with what staff should do or say about it. */
function benefitText({ name, note }: Tier["benefits"][number], short: boolean): string {
  return short || note === null ? name : `${name} (${note})`;
}

function PointsItem({
  content: { words, surroundings },
  standing: { points },
}: {
  readonly content: CardContent;
  readonly standing: Standing;
}) {
  if (points === null) return null;
  const [first] = points.expiring;
  const expires =
    first && ` ${words.expiring(first.points, formatDate(first.on, surroundings.language))}`;
  return (
    <DescriptionListItem label={words.points}>
      {`${points.sentence}${expires ?? ""}`}
    </DescriptionListItem>
  );
}
