import type { OperationId } from "@perennial/api";
import { useCallback, useEffect, useRef, useState } from "react";
import { session } from "../session/session.ts";
import { type Answer, type Input, lines } from "./call.ts";

/** Long work as it goes on. */
export interface Stream<Id extends OperationId> {
  /** Every line so far. */
  readonly lines: readonly Answer<Id>[];
  readonly isRunning: boolean;
  /** Whether it was left before its end. */
  readonly isCancelled: boolean;
  readonly error: Error | null;
  /** Begins it, anew if it was begun. */
  readonly start: (input: Input<Id>) => void;
  /** Leaves it: the server stops working. */
  readonly cancel: () => void;
}

interface State<Id extends OperationId> {
  readonly lines: readonly Answer<Id>[];
  readonly isRunning: boolean;
  readonly isCancelled: boolean;
  readonly error: Error | null;
}

/** Long work at the server, line by line; leaving the screen leaves it. */
export function useStream<Id extends OperationId>(id: Id): Stream<Id> {
  const idle: State<Id> = { lines: [], isRunning: false, isCancelled: false, error: null };
  const [state, setState] = useState(idle);
  const running = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const start = useCallback(
    (input: Input<Id>) => {
      running.current?.abort();
      const control = new AbortController();
      running.current = control;
      setState({ lines: [], isRunning: true, isCancelled: false, error: null });
      void follow(id, input, control.signal, (change) => {
        if (running.current === control) setState(change);
      });
    },
    [id],
  );
  const cancel = useCallback(() => {
    running.current?.abort();
    running.current = undefined;
    setState((before) => ({ ...before, isRunning: false, isCancelled: before.isRunning }));
  }, []);
  return { ...state, start, cancel };
}

async function follow<Id extends OperationId>(
  id: Id,
  input: Input<Id>,
  signal: AbortSignal,
  change: (next: (before: State<Id>) => State<Id>) => void,
): Promise<void> {
  try {
    const source = await session.asking(async (bearer) => lines(id, input, { bearer, signal }));
    for await (const line of source) {
      change((before) => ({ ...before, lines: [...before.lines, line] }));
    }
    change((before) => ({ ...before, isRunning: false }));
  } catch (error) {
    const told = error instanceof Error ? error : new Error(String(error));
    change((before) => ({ ...before, isRunning: false, error: told }));
  }
}
