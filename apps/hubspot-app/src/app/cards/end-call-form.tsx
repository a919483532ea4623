import { DateInput, Input, Select, TextArea } from "@hubspot/ui-extensions";
import { formatDate, useAction } from "perennial-hubspot-shared";
import { useState } from "react";
import { AskForm } from "./ask-form.tsx";
import type { CardContent } from "./card-content.ts";
import { OUTCOMES, type Outcome } from "./value-words.ts";

/** Which call is ended. */
interface EndCallFormProps {
  readonly content: CardContent;
  readonly callId: string;
}

/** Asks what came of a call, and whether another was promised; what cannot be kept is told, and nothing is noted. */
export function EndCallForm({ content, callId }: EndCallFormProps) {
  const { card, surroundings, words, setOpen, reload } = content;
  const { language, ask } = surroundings;
  const { busy, run } = useAction(surroundings);
  const [outcome, setOutcome] = useState<Outcome>();
  const [note, setNote] = useState("");
  const [day, setDay] = useState<string>();
  const [about, setAbout] = useState("");
  const [isTried, setTried] = useState(false);
  const outcomes = OUTCOMES[language];
  const lacksAbout = day !== undefined && about.trim() === "";

  async function send() {
    setTried(true);
    if (outcome === undefined || lacksAbout) return;
    const isDone = await run(async () => {
      const text = note.trim();
      const { promise } = await ask("finishCall", {
        params: { callId },
        body: {
          ...{ customerId: card.customer.id, outcome },
          ...(text !== "" && { note: text }),
          ...(day !== undefined && { promise: { date: day, about: about.trim() } }),
        },
      });
      if (promise === null) return { message: words.noteDone };
      const { date, from, to } = promise;
      return { message: words.promiseDone(formatDate(date, language), from, to) };
    });
    if (!isDone) return;
    setOpen(undefined);
    await reload();
  }

  return (
    <AskForm
      {...{ content, busy, title: words.noteTitle, help: "", submit: words.endCall }}
      onSubmit={() => void send()}
    >
      <Select
        {...{ name: "outcome", label: words.outcome, required: true }}
        {...(outcome !== undefined && { value: outcome })}
        error={isTried && outcome === undefined}
        validationMessage={isTried && outcome === undefined ? words.chooseOutcome : ""}
        options={outcomes.map(([value, label]) => ({ value, label }))}
        onChange={(value) => setOutcome(outcomes.find(([name]) => name === value)?.[0])}
      />
      <TextArea
        {...{ name: "note", label: words.note, value: note, maxLength: 10_000 }}
        onChange={setNote}
      />
      <DateInput
        {...{ name: "promise", label: words.promiseDay, timezone: "portalTz" }}
        onChange={(picked) => setDay(picked ? dateOf(picked) : undefined)}
      />
      <Input
        {...{ name: "about", label: words.promiseAbout, value: about }}
        error={isTried && lacksAbout}
        validationMessage={isTried && lacksAbout ? words.promiseNeedsAbout : ""}
        onChange={setAbout}
      />
    </AskForm>
  );
}

interface Picked {
  readonly year: number;
  readonly month: number;
  readonly date: number;
}

/** A day as HubSpot gives it, whose months are counted from 0, as `2026-03-01`. */
function dateOf({ year, month, date }: Picked): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${year}-${two(month + 1)}-${two(date)}`;
}
