import {
  Button,
  EmptyState,
  Flex,
  Form,
  LoadingButton,
  Select,
  Text,
  useExtensionContext,
} from "@hubspot/ui-extensions";
import { type Answer, type Surroundings, useLoad } from "perennial-hubspot-shared";
import { useState, useSyncExternalStore } from "react";
import { EnrolBook } from "./enrol-book.ts";
import { EnrolResults } from "./enrol-results.tsx";
import { ENROL_WORDS } from "./enrol-words.ts";
import { PageStates, useSurroundings } from "./page-tools.ts";

const SHARED_BOOK = new EnrolBook();

/** Where it is kept what was asked about whom. */
interface EnrolPanelProps {
  /** @default one for as long as HubSpot keeps the page */
  readonly book?: EnrolBook;
}

/** Lets the contacts that are ticked in a list into a program. */
export function EnrolPanel({ book = SHARED_BOOK }: EnrolPanelProps) {
  const surroundings = useSurroundings();
  const words = ENROL_WORDS[surroundings.language];
  const { crm } = useExtensionContext<"crm.bulkActions">();
  const contacts = [...new Set(crm.objectIds.map(String))];
  const programs = useLoad(() => surroundings.ask("listPrograms"), "programs");
  if (contacts.length === 0) {
    return (
      <EmptyState title={words.noneTitle} layout="vertical">
        <Text>{words.none}</Text>
      </EmptyState>
    );
  }
  return (
    <PageStates of={programs} surroundings={surroundings}>
      {({ items }) => {
        const open = items.filter(
          // Who is invited to what, the selection does not say.
          ({ state, subject }) =>
            state === "active" && subject !== "invitation" && subject !== "program",
        );
        if (open.length > 0) return <Enrol {...{ book, surroundings, contacts, open }} />;
        return (
          <EmptyState title={words.noProgramsTitle} layout="vertical">
            <Text>{words.noPrograms}</Text>
          </EmptyState>
        );
      }}
    </PageStates>
  );
}

interface EnrolProps {
  readonly book: EnrolBook;
  readonly surroundings: Surroundings;
  readonly contacts: readonly string[];
  readonly open: Answer<"listPrograms">["items"];
}

function Enrol({ book, surroundings, contacts, open }: EnrolProps) {
  const { ask, language } = surroundings;
  const words = ENROL_WORDS[language];
  useSyncExternalStore(book.subscribe, book.version);
  const [program, setProgram] = useState(book.latestFor(contacts) ?? "");
  const [isWrong, setWrong] = useState(false);
  const outcomes = book.outcomes(program, contacts);
  const isUnderWay = book.isUnderWay(program, contacts);
  const isBegun = isUnderWay || outcomes.size > 0;
  const hasFailed = [...outcomes.values()].some(({ result }) => result === "failed");

  function enrol() {
    const found = open.find(({ id }) => id === program);
    if (!found) return setWrong(true);
    void book.enrol({ ask, program, subject: found.subject, contacts });
  }

  return (
    <Form preventDefault onSubmit={enrol}>
      <Flex direction="column" gap="md">
        <Text>{words.selected(contacts.length)}</Text>
        <Select
          {...{ name: "program", label: words.program, required: true, value: program }}
          {...{ description: words.help, readOnly: isBegun, error: isWrong }}
          validationMessage={isWrong ? words.chooseProgram : ""}
          options={open.map(({ id, name }) => ({ value: id, label: name[language] }))}
          onChange={(chosen) => {
            setWrong(false);
            setProgram(String(chosen));
          }}
        />
        {isBegun && <EnrolResults {...{ outcomes, contacts, isUnderWay, language }} />}
        {(!isBegun || isUnderWay || hasFailed) && (
          <LoadingButton type="submit" variant="primary" loading={isUnderWay}>
            {isBegun ? words.retry : words.enrol(contacts.length)}
          </LoadingButton>
        )}
        {isBegun && !isUnderWay && <Button onClick={() => setProgram("")}>{words.another}</Button>}
      </Flex>
    </Form>
  );
}
