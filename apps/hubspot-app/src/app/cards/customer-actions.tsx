import { Button, ButtonRow } from "@hubspot/ui-extensions";
import type { CardContent } from "./card-content.ts";
import { EnrolForm } from "./enrol-form.tsx";
import { PauseForm } from "./pause-form.tsx";
import { ResumeForm } from "./resume-form.tsx";

/** What staff can do about the customer as a whole. */
export function CustomerActions({ content }: { readonly content: CardContent }) {
  const { open, setOpen, words, card } = content;
  if (open?.kind === "pause") return <PauseForm content={content} />;
  if (open?.kind === "resume") return <ResumeForm content={content} />;
  if (open?.kind === "enrol") return <EnrolForm content={content} />;
  const isPaused = card.customer.pausedUntil !== null;
  return (
    <ButtonRow>
      {isPaused && <Button onClick={() => setOpen({ kind: "resume" })}>{words.resume}</Button>}
      {!isPaused && <Button onClick={() => setOpen({ kind: "pause" })}>{words.pause}</Button>}
      <Button onClick={() => setOpen({ kind: "enrol" })}>{words.enrol}</Button>
    </ButtonRow>
  );
}
