import { useAction } from "perennial-hubspot-shared";
import { AskForm } from "./ask-form.tsx";
import type { CardContent } from "./card-content.ts";

/** Whose program is to be stopped. */
interface StopFormProps {
  readonly content: CardContent;
  readonly enrolment: CardContent["card"]["programs"][number];
}

/** Asks whether the customer is to be taken out of a program, then does it. */
export function StopForm({ content, enrolment: { program, name } }: StopFormProps) {
  const { card, surroundings, words, setOpen, reload } = content;
  const { busy, run } = useAction(surroundings);

  async function stop() {
    const isDone = await run(async () => {
      const { stopped, reason } = await surroundings.ask("stopProgram", {
        params: { id: card.customer.id },
        body: { program },
      });
      if (stopped) return { message: words.stopDone(name) };
      return { refused: true, message: words.stopRefused(reason ?? "") };
    });
    if (!isDone) return;
    setOpen(undefined);
    await reload();
  }

  return (
    <AskForm
      {...{ content, busy, title: words.stopTitle(name), help: words.stopHelp }}
      submit={words.stop}
      onSubmit={() => void stop()}
    />
  );
}
