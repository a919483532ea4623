import type { DraftView } from "@perennial/api";
import { useCallback, useEffect, useRef, useState } from "react";
import { ApiProblem } from "../../app/api/api-problem.ts";
import type { Answer } from "../../app/api/call.ts";
import { useDo } from "../../app/api/use-do.ts";
import { useLanguage } from "../../app/language/language.ts";
import { type Files, isSame } from "./model/edit-history.ts";
import type { OpenProgram } from "./use-open-program.ts";

/** Writing is saved after this pause. */
const PAUSE_MS = 1_200;

/** Where what was written is. */
export type SaveState =
  | { readonly kind: "unchanged" }
  | { readonly kind: "unsaved" }
  | { readonly kind: "saving" }
  | { readonly kind: "saved"; readonly at: string }
  | { readonly kind: "conflict"; readonly words: string }
  | { readonly kind: "failed"; readonly error: Error };

/** What was saved last, and what the server said of it. */
export interface Saved {
  readonly files: Files;
  readonly revision: number;
  readonly draft: DraftView | undefined;
  readonly problems: Answer<"putDraft">["checked"]["problems"] | undefined;
}

/** The saving of a draft. */
export interface Autosave {
  readonly state: SaveState;
  readonly saved: Saved;
  /** Saves what is not saved yet; the revision that holds then. Throws what the server refuses with. */
  readonly saveNow: () => Promise<number>;
  /** Saves over what somebody else has saved. */
  readonly overwrite: (revision: number) => void;
}

/** Saves a draft after each pause in writing; a draft that somebody else has saved is never written over unasked. */
export function useAutosave(id: string, files: Files, opened: OpenProgram): Autosave {
  const { locale } = useLanguage();
  const put = useDo("putDraft", { refresh: ["listDrafts", "listPrograms"] });
  const [saved, setSaved] = useState<Saved>(opened);
  const [state, setState] = useState<SaveState>({ kind: "unchanged" });
  const now = useRef({ files, saved, state, running: undefined as Promise<number> | undefined });
  now.current = { ...now.current, files, saved, state };
  const { mutateAsync } = put;

  const save = useCallback(
    async (revision: number): Promise<number> => {
      const sent = now.current.files;
      setState({ kind: "saving" });
      try {
        const input = { params: { id }, query: { locale }, body: { files: { ...sent }, revision } };
        const { draft, checked } = await mutateAsync(input);
        setSaved({ files: sent, revision: draft.revision, draft, problems: checked.problems });
        setState({ kind: "saved", at: draft.edited.at });
        return draft.revision;
      } catch (error) {
        const told = error instanceof Error ? error : new Error(String(error));
        const isConflict = error instanceof ApiProblem && error.status === 409;
        setState(
          isConflict ? { kind: "conflict", words: told.message } : { kind: "failed", error: told },
        );
        throw told;
      }
    },
    [id, locale, mutateAsync],
  );
  const begin = useCallback(
    (revision: number): Promise<number> => {
      const running = (now.current.running ?? Promise.resolve(revision))
        .catch(() => revision)
        .then((latest) => save(Math.max(latest, revision)))
        .finally(() => {
          now.current.running = undefined;
        });
      now.current.running = running;
      return running;
    },
    [save],
  );
  const isDirty = !isSame(files, saved.files);
  const isStuck = state.kind === "conflict" || state.kind === "saving";
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of the files begins the pause anew
  useEffect(() => {
    if (!isDirty || isStuck) return;
    const timer = setTimeout(() => {
      // A refusal is told by the state.
      begin(now.current.saved.revision).catch(() => undefined);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [files, isDirty, isStuck, begin]);
  useLeaving(isDirty && state.kind !== "conflict", () => begin(now.current.saved.revision));
  const saveNow = () =>
    isDirty ? begin(saved.revision) : (now.current.running ?? Promise.resolve(saved.revision));
  const shown = isDirty && (state.kind === "saved" || state.kind === "unchanged");
  return {
    state: shown ? { kind: "unsaved" } : state,
    saved,
    saveNow,
    overwrite: (revision) => void begin(revision).catch(() => undefined),
  };
}

/** Saves when the screen is left, and asks before the page is closed with something unsaved. */
function useLeaving(isDirty: boolean, save: () => Promise<number>): void {
  const latest = useRef({ isDirty, save });
  latest.current = { isDirty, save };
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (latest.current.isDirty) event.preventDefault();
    };
    window.addEventListener("beforeunload", ask);
    return () => {
      window.removeEventListener("beforeunload", ask);
      if (latest.current.isDirty) latest.current.save().catch(() => undefined);
    };
  }, []);
}
