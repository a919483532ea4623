import { type Misunderstanding, Signal, type Understanding } from "@perennial/contract";
import { issueWords } from "./issue-words.ts";

/** A signal as a connector mapped it, not yet checked, and where in the request it comes from. */
export interface Candidate {
  readonly place: string;
  /** Which thing of the other side's it is, put before what is wrong with it. */
  readonly about?: string;
  readonly signal: unknown;
}

/** Checks what a connector mapped: good signals are kept, each bad one becomes a problem of its own. */
export function understand(parts: readonly (Candidate | Misunderstanding)[]): Understanding {
  const signals: Signal[] = [];
  const problems: Misunderstanding[] = [];
  for (const part of parts) {
    if ("message" in part) {
      problems.push(part);
      continue;
    }
    const result = Signal.safeParse(part.signal);
    if (result.success) signals.push(result.data);
    else problems.push(problemOf(part, issueWords(result.error)));
  }
  return { signals, problems };
}

function problemOf({ place, about }: Candidate, words: string): Misunderstanding {
  return { place, message: about === undefined ? words : `${about}: ${words}` };
}
