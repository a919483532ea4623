import { Alert, DescriptionList, DescriptionListItem, Flex } from "@hubspot/ui-extensions";
import { formatDate, formatMoment, type Language } from "perennial-hubspot-shared";
import type { CardContent } from "./card-content.ts";
import { valueWord } from "./value-words.ts";

/** Where the customer is in its life with the company, and what stands in the way of contact. */
export function CustomerFacts({
  content: { card, words, surroundings },
  short,
}: {
  readonly content: CardContent;
  readonly short: boolean;
}) {
  const { language, zone } = surroundings;
  const { customer, standing } = card;
  const word = (value: string | null) =>
    value === null ? words.notKnown : valueWord(value, language);
  return (
    <Flex direction="column" gap="sm">
      {customer.pausedUntil !== null && (
        <Alert
          variant="warning"
          title={words.paused(formatMoment(customer.pausedUntil, language, zone))}
        />
      )}
      {customer.doNotCall && <Alert variant="warning" title={words.doNotCall} />}
      <DescriptionList direction={short ? "column" : "row"}>
        <DescriptionListItem label={words.phase}>{word(customer.phase)}</DescriptionListItem>
        <DescriptionListItem label={words.tier}>
          {standing?.tier?.name ?? word(customer.tier)}
        </DescriptionListItem>
        <DescriptionListItem label={words.valueClass}>
          {word(customer.valueClass)}
        </DescriptionListItem>
        <DescriptionListItem label={words.churnRisk}>
          {riskWord(standing?.risk?.level ?? customer.churnRisk, language) ?? words.notKnown}
        </DescriptionListItem>
        {!short && (
          <>
            <DescriptionListItem label={words.segment}>
              {standing?.segment?.name ?? customer.segment ?? words.notKnown}
            </DescriptionListItem>
            <DescriptionListItem label={words.owner}>
              {customer.owner ?? words.notKnown}
            </DescriptionListItem>
            <DescriptionListItem label={words.customerSince}>
              {customer.customerSince === null
                ? words.notKnown
                : formatDate(customer.customerSince, language)}
            </DescriptionListItem>
          </>
        )}
      </DescriptionList>
    </Flex>
  );
}

/** A risk is a word of the company's, or a share from 0 to 1. */
function riskWord(risk: string | number | null, language: Language): string | undefined {
  if (risk === null) return undefined;
  if (typeof risk === "string") return valueWord(risk, language);
  if (risk < 0 || risk > 1) return String(risk);
  const percent = Math.round(risk * 100);
  return language === "sv" ? `${percent} %` : `${percent}%`;
}
