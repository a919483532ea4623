import { Button, Kbd, SimpleGrid } from "@mantine/core";
import { useWords } from "../../app/language/words.ts";
import { callWords } from "./call-words.ts";
import type { Outcome } from "./use-call.ts";

/** What a call comes to, in the order of the keys that say it. */
export const OUTCOMES = [
  ...(["renewed", "reached", "declined"] as const),
  ...(["not-reached", "wrong-number", "do-not-call"] as const),
] as const;

/** What is done with the outcome that is pressed. */
export interface OutcomeButtonsProps {
  readonly choose: (outcome: Outcome) => void;
  readonly isDisabled: boolean;
}

/** A button for each outcome, with the digit that says the same together with Alt. */
export function OutcomeButtons({ choose, isDisabled }: OutcomeButtonsProps) {
  const t = useWords(callWords);
  return (
    <SimpleGrid cols={2} spacing={6}>
      {OUTCOMES.map((each, at) => (
        <Button
          key={each}
          size="xs"
          variant={each === "renewed" ? "filled" : "default"}
          px={8}
          justify="space-between"
          rightSection={<Kbd size="xs">{at + 1}</Kbd>}
          disabled={isDisabled}
          onClick={() => choose(each)}
          aria-keyshortcuts={`Alt+${at + 1}`}
        >
          {t(each === "declined" ? "outcome-declined" : each)}
        </Button>
      ))}
    </SimpleGrid>
  );
}
