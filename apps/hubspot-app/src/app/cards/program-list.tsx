import { Button, Heading, Text, Tile } from "@hubspot/ui-extensions";
import type { CardContent } from "./card-content.ts";
import { StopForm } from "./stop-form.tsx";

/** The programs that the customer is in: where, and what comes next. */
export function ProgramList({ content }: { readonly content: CardContent }) {
  const { card, words, open, setOpen } = content;
  return (
    <>
      <Heading>{words.programs}</Heading>
      {card.programs.length === 0 && <Text>{words.noPrograms}</Text>}
      {card.programs.map((each) => {
        const { enrolmentId, name, summary, next } = each;
        const isAsked = open?.kind === "stop" && open.enrolmentId === enrolmentId;
        return (
          <Tile key={enrolmentId} compact>
            <Text format={{ fontWeight: "bold" }}>{name}</Text>
            <Text>{summary}</Text>
            {next !== null && <Text>{next.sentence}</Text>}
            {isAsked && <StopForm content={content} enrolment={each} />}
            {!isAsked && (
              <Button size="xs" onClick={() => setOpen({ kind: "stop", enrolmentId })}>
                {words.stop}
              </Button>
            )}
          </Tile>
        );
      })}
    </>
  );
}
