import { useCallback, useRef, useState } from "react";
import { problemWords } from "./perennial-error.ts";
import { SHARED_WORDS } from "./shared-words.ts";
import type { Surroundings } from "./surroundings.ts";

/** Something that a user sets going, one thing at a time. */
export interface Action {
  readonly busy: boolean;
  /** Does it unless something is under way; says what came of it, and gives whether it was done. */
  readonly run: (work: () => Promise<Outcome | undefined>) => Promise<boolean>;
}

/** What to tell a user of what was done; a refusal is no success. */
export interface Outcome {
  readonly refused?: boolean;
  readonly message: string;
}

/** For a button that changes something: it cannot be pressed twice, and whatever comes of it is told. */
export function useAction({ addAlert, language }: Surroundings): Action {
  const [busy, setBusy] = useState(false);
  const underWay = useRef(false);
  const run = useCallback(
    async (work: () => Promise<Outcome | undefined>) => {
      if (underWay.current) return false;
      underWay.current = true;
      setBusy(true);
      const words = SHARED_WORDS[language];
      try {
        const outcome = await work();
        const refused = outcome?.refused === true;
        if (outcome !== undefined) {
          addAlert({
            type: refused ? "warning" : "success",
            title: refused ? words.failed : words.done,
            message: outcome.message,
          });
        }
        return !refused;
      } catch (error) {
        addAlert({ type: "danger", title: words.failed, message: problemWords(error, language) });
        return false;
      } finally {
        underWay.current = false;
        setBusy(false);
      }
    },
    [addAlert, language],
  );
  return { busy, run };
}
