import type { Answer, Surroundings } from "perennial-hubspot-shared";
import type { CardWords } from "./card-words.ts";

/** Which form of the card is open; one at a time, so that there is never more than one primary button. */
export type OpenForm =
  | { readonly kind: "pause" | "resume" | "enrol" }
  /** The id is the call's: pressed again after a failure, it is one call. */
  | { readonly kind: "support"; readonly callId: string }
  | { readonly kind: "stop"; readonly enrolmentId: number }
  | { readonly kind: "call"; readonly commandId: string; readonly noteId: string }
  | undefined;

/** What every part of the card is made of. */
export interface CardContent {
  readonly card: Answer<"getCustomerCard">;
  readonly surroundings: Surroundings;
  readonly words: CardWords;
  readonly open: OpenForm;
  readonly setOpen: (form: OpenForm) => void;
  readonly reload: () => Promise<void>;
}
