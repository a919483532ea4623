import { useAction } from "perennial-hubspot-shared";
import { AskForm } from "./ask-form.tsx";
import type { CardContent } from "./card-content.ts";

/** Asks whether marketing to the customer is to go on, then lets it. */
export function ResumeForm({ content }: { readonly content: CardContent }) {
  const { card, surroundings, words, setOpen, reload } = content;
  const { busy, run } = useAction(surroundings);

  async function resume() {
    const isDone = await run(async () => {
      const { told } = await surroundings.ask("pauseCustomer", {
        params: { id: card.customer.id },
        body: { until: null },
      });
      return { message: told ? words.resumeDone : `${words.resumeDone}${words.untold}` };
    });
    if (!isDone) return;
    setOpen(undefined);
    await reload();
  }

  return (
    <AskForm
      {...{ content, busy, title: words.resumeTitle, help: words.resumeHelp }}
      submit={words.resume}
      onSubmit={() => void resume()}
    />
  );
}
