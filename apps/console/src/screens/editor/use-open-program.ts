import type { DraftView } from "@perennial/api";
import { ApiProblem } from "../../app/api/api-problem.ts";
import type { Answer } from "../../app/api/call.ts";
import { useAsk } from "../../app/api/use-ask.ts";
import { useLanguage } from "../../app/language/language.ts";
import type { Files } from "./model/edit-history.ts";

/** A program as it is opened: its draft, or what runs where nobody has begun one. */
export interface OpenProgram {
  readonly files: Files;
  /** 0 where there is no draft yet. */
  readonly revision: number;
  readonly draft: DraftView | undefined;
  readonly problems: Answer<"checkProgram">["problems"] | undefined;
}

/** What opening came to so far. */
export interface Opening {
  readonly program: OpenProgram | undefined;
  readonly error: Error | null;
  readonly again: () => void;
}

/** Opens a program to be changed. */
export function useOpenProgram(id: string): Opening {
  const { locale } = useLanguage();
  const draft = useAsk("getDraft", { params: { id }, query: { locale } });
  const isNone = draft.error instanceof ApiProblem && draft.error.status === 404;
  const published = useAsk("getProgram", { params: { id }, query: { locale } }, { when: isNone });
  const again = () => void (isNone ? published.refetch() : draft.refetch());
  if (draft.data) {
    const { files, checked, draft: view } = draft.data;
    const program = { files, revision: view.revision, draft: view, problems: checked.problems };
    return { program, error: null, again };
  }
  if (published.data) {
    const { files } = published.data;
    return {
      program: { files, revision: 0, draft: undefined, problems: undefined },
      error: null,
      again,
    };
  }
  return { program: undefined, error: isNone ? published.error : draft.error, again };
}
