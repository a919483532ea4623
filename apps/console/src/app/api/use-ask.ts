import type { OperationId } from "@perennial/api";
import { keepPreviousData, type UseQueryResult, useQuery } from "@tanstack/react-query";
import { session } from "../session/session.ts";
import { type Answer, call, type Input } from "./call.ts";

/** How something is asked for. */
export interface AskOptions {
  /** Whether to ask at all yet. @default true */
  readonly when?: boolean;
  /** Asks again after so many milliseconds, for what goes on by itself. @default never */
  readonly every?: number | false;
  /** Keeps showing what was asked for before while another input is asked for. @default false */
  readonly keep?: boolean;
}

/** What the server says to a question, kept and asked again as needed. */
export function useAsk<Id extends OperationId>(
  id: Id,
  input: Input<Id> = {},
  { when = true, every = false, keep = false }: AskOptions = {},
): UseQueryResult<Answer<Id>> {
  return useQuery({
    queryKey: [id, input],
    queryFn: ({ signal }) => session.asking((bearer) => call(id, input, { bearer, signal })),
    enabled: when,
    refetchInterval: every,
    ...(keep && { placeholderData: keepPreviousData }),
  });
}
