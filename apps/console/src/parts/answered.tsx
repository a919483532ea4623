import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Loading } from "./loading.tsx";
import { ProblemNote } from "./problem-note.tsx";

/** A question and how its answer is shown. */
export interface AnsweredProps<T> {
  readonly query: UseQueryResult<T>;
  /** How many lines the outline has. @default 4 */
  readonly rows?: number;
  readonly children: (answer: T) => ReactNode;
}

/** Shows an answer when it is there, its outline before, and what went wrong otherwise. */
export function Answered<T>({ query, rows = 4, children }: AnsweredProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) {
    return <ProblemNote error={query.error} again={() => void query.refetch()} />;
  }
  return <Loading rows={rows} />;
}
