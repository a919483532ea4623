import { Select, TextArea } from "@hubspot/ui-extensions";
import { useAction } from "perennial-hubspot-shared";
import { useState } from "react";
import { AskForm } from "./ask-form.tsx";
import type { CardContent } from "./card-content.ts";
import { OUTCOMES, type Outcome } from "./value-words.ts";

/** Which call is noted, and under which id. */
interface CallFormProps {
  readonly content: CardContent;
  readonly commandId: string;
  readonly noteId: string;
}

/** Asks how a call ended and notes it. */
export function CallForm({ content, commandId, noteId }: CallFormProps) {
  const { card, surroundings, words, setOpen, reload } = content;
  const { busy, run } = useAction(surroundings);
  const [outcome, setOutcome] = useState<Outcome>();
  const [note, setNote] = useState("");
  const [isWrong, setWrong] = useState(false);
  const outcomes = OUTCOMES[surroundings.language];

  async function send() {
    if (outcome === undefined) return setWrong(true);
    const isDone = await run(async () => {
      const text = note.trim();
      await surroundings.ask("noteCall", {
        params: { id: card.customer.id },
        body: { id: noteId, commandId, outcome, ...(text !== "" && { note: text }) },
      });
      return { message: words.noteDone };
    });
    if (!isDone) return;
    setOpen(undefined);
    await reload();
  }

  return (
    <AskForm
      {...{ content, busy, title: words.noteTitle, help: "", submit: words.noteCall }}
      onSubmit={() => void send()}
    >
      <Select
        {...{ name: "outcome", label: words.outcome, required: true }}
        {...(outcome !== undefined && { value: outcome })}
        error={isWrong}
        validationMessage={isWrong ? words.chooseOutcome : ""}
        options={outcomes.map(([value, label]) => ({ value, label }))}
        onChange={(value) => {
          setWrong(false);
          setOutcome(outcomes.find(([name]) => name === value)?.[0]);
        }}
      />
      <TextArea
        {...{ name: "note", label: words.note, value: note, maxLength: 10_000 }}
        onChange={setNote}
      />
    </AskForm>
  );
}
