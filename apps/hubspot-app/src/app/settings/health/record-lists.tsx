import {
  Accordion,
  Heading,
  Statistics,
  StatisticsItem,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  Text,
} from "@hubspot/ui-extensions";
import { formatMoment } from "perennial-hubspot-shared";
import type { HealthContent } from "./health-content.ts";
import { kindWord } from "./health-words.ts";

/** Every record is in one of three lists: in sync, excluded with a reason, failing with a reason. */
export function RecordLists({ content }: { readonly content: HealthContent }) {
  const { health, words } = content;
  const { inSync, excluded, failing } = health.lists;
  return (
    <>
      <Heading>{words.lists}</Heading>
      <Statistics>
        <StatisticsItem label={words.inSync} number={inSync} />
        <StatisticsItem label={words.excluded} number={excluded.count} />
        <StatisticsItem label={words.failing} number={failing.count} />
      </Statistics>
      <Reasons {...{ content, title: words.excluded, reasons: excluded.reasons }} />
      <Exclusions content={content} />
      <Reasons {...{ content, title: words.failing, reasons: failing.reasons }} />
      <Failures content={content} />
    </>
  );
}

interface ReasonsProps {
  readonly content: HealthContent;
  readonly title: string;
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
}

function Reasons({ content: { words }, title, reasons }: ReasonsProps) {
  if (reasons.length === 0) return null;
  return (
    <Accordion title={title} defaultOpen>
      <Table density="condensed">
        <TableHead>
          <TableRow>
            <TableHeader>{words.reason}</TableHeader>
            <TableHeader>{words.count}</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {reasons.map(({ reason, count }) => (
            <TableRow key={reason}>
              <TableCell>{reason}</TableCell>
              <TableCell>{count}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Accordion>
  );
}

interface ListProps {
  readonly content: HealthContent;
}

function Exclusions({ content: { health, words, surroundings } }: ListProps) {
  const { language, zone } = surroundings;
  if (health.latestExcluded.length === 0) return null;
  return (
    <Accordion title={words.exclusions}>
      {health.latestExcluded.map(({ record, at, reason }) => (
        <Text key={`${record} ${at} ${reason}`}>
          {formatMoment(at, language, zone)}, {record}: {reason}
        </Text>
      ))}
    </Accordion>
  );
}

function Failures({ content: { health, words, surroundings } }: ListProps) {
  const { language, zone } = surroundings;
  if (health.latestFailures.length === 0) return null;
  return (
    <Accordion title={words.failures}>
      {health.latestFailures.map(({ kind, record, customerId, at, reason }) => (
        <Text key={`${kind} ${record} ${customerId} ${at}`}>
          {formatMoment(at, language, zone)}, {kindWord(kind, language)}{" "}
          {record ?? customerId ?? ""}: {reason}
        </Text>
      ))}
    </Accordion>
  );
}
