import type { OperationId } from "@perennial/api";
import { type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";
import { session } from "../session/session.ts";
import { type Answer, call, type Input } from "./call.ts";

/** What is old once something was done. */
export interface DoOptions {
  /** What is asked for again: operations by id, with whatever input. */
  readonly refresh?: readonly OperationId[];
}

/** Something the server is asked to do; the error it refuses with is `error`. */
export function useDo<Id extends OperationId>(
  id: Id,
  { refresh = [] }: DoOptions = {},
): UseMutationResult<Answer<Id>, Error, Input<Id>> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: Input<Id>) => session.asking((bearer) => call(id, input, { bearer })),
    onSuccess: () =>
      Promise.all(refresh.map((each) => client.invalidateQueries({ queryKey: [each] }))),
  });
}
