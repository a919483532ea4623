import {
  Heading,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  Text,
} from "@hubspot/ui-extensions";
import { formatDate } from "perennial-hubspot-shared";
import type { CardContent } from "./card-content.ts";
import type { CardWords } from "./card-words.ts";
import { valueWord } from "./value-words.ts";

type Agreement = CardContent["card"]["agreements"][number];

/** The customer's agreements with their dates; in the sidebar only those that are not over. */
export function AgreementList({
  content: { card, words, surroundings },
  short,
}: {
  readonly content: CardContent;
  readonly short: boolean;
}) {
  const { language } = surroundings;
  const isOver = ({ status }: Agreement) => status === "ended" || status === "cancelled";
  const shown = card.agreements.filter((each) => !short || !isOver(each));
  if (shown.length === 0) {
    return (
      <>
        <Heading>{words.agreements}</Heading>
        <Text>{words.noAgreements}</Text>
      </>
    );
  }
  return (
    <>
      <Heading>{words.agreements}</Heading>
      <Table density="condensed">
        <TableHead>
          <TableRow>
            <TableHeader>{words.product}</TableHeader>
            <TableHeader>{words.status}</TableHeader>
            {!short && <TableHeader>{words.from}</TableHeader>}
            <TableHeader>{words.to}</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {shown.map((each) => (
            <TableRow key={each.id}>
              <TableCell>{productOf(each, words)}</TableCell>
              <TableCell>{valueWord(each.status, language)}</TableCell>
              {!short && <TableCell>{formatDate(each.start, language)}</TableCell>}
              <TableCell>
                <Text>{each.end === null ? words.openEnded : formatDate(each.end, language)}</Text>
                {each.daysLeft !== null && !isOver(each) && (
                  <Text variant="microcopy">{leftOf(each.daysLeft, words)}</Text>
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </>
  );
}

function productOf({ product, kind, party }: Agreement, words: CardWords): string {
  const what = kind === product ? product : `${product} (${kind})`;
  return party === "competitor" ? `${what}, ${words.competitor}` : what;
}

function leftOf(days: number, words: CardWords): string {
  if (days === 0) return words.lastDay;
  return days > 0 ? words.daysLeft(days) : words.daysAgo(-days);
}
