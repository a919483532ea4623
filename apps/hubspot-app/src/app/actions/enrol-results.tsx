import {
  ProgressBar,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  Text,
} from "@hubspot/ui-extensions";
import { type Language, problemWords } from "perennial-hubspot-shared";
import { useState } from "react";
import type { Outcome } from "./enrol-book.ts";
import { ENROL_WORDS } from "./enrol-words.ts";

interface EnrolResultsProps {
  readonly outcomes: ReadonlyMap<string, Outcome>;
  readonly contacts: readonly string[];
  readonly isUnderWay: boolean;
  readonly language: Language;
}

/** Rows on a page of results. */
const ROWS = 25;

/** How far it has come, and each contact that was not let in with the reason. */
export function EnrolResults({ outcomes, contacts, isUnderWay, language }: EnrolResultsProps) {
  const words = ENROL_WORDS[language];
  const [page, setPage] = useState(1);
  const all = [...outcomes];
  const entered = all.filter(([, { result }]) => result === "entered");
  const others = all.filter(([, { result }]) => result !== "entered");
  const pageCount = Math.max(1, Math.ceil(others.length / ROWS));
  const shown = others.slice((page - 1) * ROWS, page * ROWS);
  return (
    <>
      <ProgressBar
        title={isUnderWay ? words.underWay : words.finished(entered.length)}
        value={outcomes.size}
        maxValue={contacts.length}
        valueDescription={words.progress(outcomes.size, contacts.length)}
      />
      {isUnderWay && <Text>{words.finished(entered.length)}</Text>}
      {others.length > 0 && (
        <Table density="condensed" paginated {...{ pageCount, page, onPageChange: setPage }}>
          <TableHead>
            <TableRow>
              <TableHeader>{words.contact}</TableHeader>
              <TableHeader>{words.result}</TableHeader>
              <TableHeader>{words.reason}</TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {shown.map(([contact, outcome]) => (
              <TableRow key={contact}>
                <TableCell>{contact}</TableCell>
                <TableCell>{words[outcome.result]}</TableCell>
                <TableCell>{reasonOf(outcome, language)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </>
  );
}

function reasonOf(outcome: Outcome, language: Language): string {
  if (outcome.result === "failed") return problemWords(outcome.error, language);
  if (outcome.result === "entered") return "";
  return outcome.reason ?? ENROL_WORDS[language].noAgreement;
}
