import { DateInput } from "@hubspot/ui-extensions";
import { formatMoment, startOfDay, useAction } from "perennial-hubspot-shared";
import { useState } from "react";
import { AskForm } from "./ask-form.tsx";
import type { CardContent } from "./card-content.ts";

/** Asks until when, then holds all marketing to the customer (V-08). */
export function PauseForm({ content }: { readonly content: CardContent }) {
  const { card, surroundings, words, setOpen, reload } = content;
  const { ask, language, zone } = surroundings;
  const { busy, run } = useAction(surroundings);
  const [until, setUntil] = useState<string>();
  const [isWrong, setWrong] = useState(false);

  async function pause() {
    if (until === undefined || Date.parse(until) <= Date.now()) return setWrong(true);
    const isDone = await run(async () => {
      const { told } = await ask("pauseCustomer", {
        params: { id: card.customer.id },
        body: { until },
      });
      const message = words.pauseDone(formatMoment(until, language, zone));
      return { message: told ? message : `${message}${words.untold}` };
    });
    if (!isDone) return;
    setOpen(undefined);
    await reload();
  }

  return (
    <AskForm
      {...{ content, busy, title: words.pauseTitle, help: words.pauseHelp, submit: words.pause }}
      onSubmit={() => void pause()}
    >
      <DateInput
        name="until"
        label={words.pauseUntil}
        timezone="portalTz"
        required
        error={isWrong}
        validationMessage={isWrong ? words.pauseNeedsDay : ""}
        onChange={(day) => {
          setWrong(false);
          setUntil(startOfDay(day, zone));
        }}
      />
    </AskForm>
  );
}
