import { useCallback, useEffect, useRef, useState } from "react";

/** Where the loading of something stands. */
export type LoadState<Value> =
  | { readonly status: "loading" }
  | { readonly status: "failed"; readonly error: unknown }
  | { readonly status: "ready"; readonly value: Value };

/** Something that is loaded, and how it is loaded anew or replaced by what a change gave back. */
export interface Loading<Value> {
  readonly state: LoadState<Value>;
  readonly reload: () => Promise<void>;
  readonly put: (value: Value) => void;
}

/** How loading goes on. */
interface LoadOptions<Value> {
  /** Milliseconds until a value is renewed by itself; undefined for never. @default never */
  readonly renewAfter?: (value: Value) => number | undefined;
}

/**
 * Loads something when a page opens and again when `key` changes. What is shown stays while it is loaded anew, and an
 * answer that comes too late is left.
 */
export function useLoad<Value>(
  load: () => Promise<Value>,
  key: string,
  { renewAfter }: LoadOptions<Value> = {},
): Loading<Value> {
  const [state, setState] = useState<LoadState<Value>>({ status: "loading" });
  const latest = useRef({ load, turn: 0 });
  latest.current.load = load;

  const take = useCallback(async () => {
    latest.current.turn += 1;
    const { turn } = latest.current;
    const next = await settled(latest.current.load);
    if (turn === latest.current.turn) setState(next);
  }, []);
  const reload = useCallback(async () => {
    setState((before) => (before.status === "failed" ? { status: "loading" } : before));
    await take();
  }, [take]);
  const put = useCallback((value: Value) => {
    latest.current.turn += 1;
    setState({ status: "ready", value });
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says when to load anew
  useEffect(() => {
    setState({ status: "loading" });
    void take();
    return () => {
      latest.current.turn += 1;
    };
  }, [key, take]);
  useEffect(() => {
    const wait = state.status === "ready" ? renewAfter?.(state.value) : undefined;
    if (wait === undefined) return;
    const timer = setTimeout(() => void take(), wait);
    return () => clearTimeout(timer);
  }, [state, renewAfter, take]);

  return { state, reload, put };
}

async function settled<Value>(load: () => Promise<Value>): Promise<LoadState<Value>> {
  try {
    return { status: "ready", value: await load() };
  } catch (error) {
    return { status: "failed", error };
  }
}
