import { Select, Text } from "@hubspot/ui-extensions";
import { type Answer, formatDate, renewsFirst, useAction, useLoad } from "perennial-hubspot-shared";
import { useState } from "react";
import { AskForm } from "./ask-form.tsx";
import type { CardContent } from "./card-content.ts";
import { PageStates } from "./page-tools.ts";

type Program = Answer<"listPrograms">["items"][number];

/** Asks which program, and for which agreement where it is about agreements, then lets the customer in. */
export function EnrolForm({ content }: { readonly content: CardContent }) {
  const { card, surroundings, words, setOpen, reload } = content;
  const { ask, language } = surroundings;
  const { busy, run } = useAction(surroundings);
  const [program, setProgram] = useState("");
  const [isWrong, setWrong] = useState(false);
  const [chosen, setChosen] = useState(renewsFirst(card.agreements)?.id);
  const programs = useLoad(() => ask("listPrograms"), "programs");
  // Sent again after a failure, it is the same request.
  const [requestId] = useState(() => `card-${crypto.randomUUID()}`);

  async function enrol(open: readonly Program[]) {
    const found = open.find(({ id }) => id === program);
    if (!found) return setWrong(true);
    const needsAgreement = found.subject === "agreement";
    if (needsAgreement && chosen === undefined) return;
    const isDone = await run(async () => {
      const { entered, reason } = await ask("startEnrolment", {
        body: {
          id: requestId,
          program,
          customerId: card.customer.id,
          ...(needsAgreement && chosen !== undefined && { agreementId: chosen }),
        },
      });
      if (entered) return { message: words.enrolDone(found.name[language]) };
      return { refused: true, message: words.enrolRefused(reason ?? "") };
    });
    if (!isDone) return;
    setOpen(undefined);
    await reload();
  }

  return (
    <PageStates of={programs} surroundings={surroundings}>
      {({ items }) => {
        const open = items.filter(({ id, state }) => state === "active" && isNew(content, id));
        const subject = open.find(({ id }) => id === program)?.subject;
        return (
          <AskForm
            {...{ content, busy, title: words.enrolTitle, submit: words.enrol }}
            help={open.length === 0 ? words.noOpenPrograms : words.enrolHelp}
            onSubmit={() => void enrol(open)}
          >
            <Select
              {...{ name: "program", label: words.program, required: true, value: program }}
              error={isWrong}
              validationMessage={isWrong ? words.chooseProgram : ""}
              options={open.map((each) => ({ label: each.name[language], value: each.id }))}
              onChange={(value) => {
                setWrong(false);
                setProgram(String(value));
              }}
            />
            {subject === "agreement" && (
              <AgreementChoice content={content} value={chosen} choose={setChosen} />
            )}
          </AskForm>
        );
      }}
    </PageStates>
  );
}

interface AgreementChoiceProps {
  readonly content: CardContent;
  readonly value: string | undefined;
  readonly choose: (id: string) => void;
}

function AgreementChoice({ content, value, choose }: AgreementChoiceProps) {
  const { card, words, surroundings } = content;
  const open = card.agreements.filter(
    ({ party, status }) => party === "own" && status === "active",
  );
  if (open.length === 0 || value === undefined) return <Text>{words.noAgreement}</Text>;
  const label = ({ product, end }: (typeof open)[number]) =>
    `${product}, ${end === null ? words.openEnded : formatDate(end, surroundings.language)}`;
  return (
    <Select
      {...{ name: "agreement", label: words.agreement, required: true, value }}
      description={words.chooseAgreement}
      options={open.map((each) => ({ label: label(each), value: each.id }))}
      onChange={(id) => choose(String(id))}
    />
  );
}

/** A customer is in a program about itself once; in one about agreements, once for each. */
function isNew({ card }: CardContent, program: string): boolean {
  return !card.programs.some((each) => each.program === program && each.agreementId === null);
}
