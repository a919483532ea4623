import { useEffect, useRef, useState } from "react";

/** Writing is put into the file after this pause, so that the diagram does not flicker at every letter. */
const PAUSE_MS = 250;

/** What is being written, and how it is changed. */
export interface LateValue {
  readonly text: string;
  readonly change: (text: string) => void;
  /** Puts it into the file now, as when one leaves the field. */
  readonly flush: () => void;
}

/** A text that somebody writes: shown at once, put into the file at a pause. */
export function useLateValue(value: string, commit: (text: string) => void): LateValue {
  const [written, setWritten] = useState<string | undefined>(undefined);
  const latest = useRef({ written, commit });
  latest.current = { written, commit };
  const flush = () => {
    const { written: text, commit: put } = latest.current;
    if (text === undefined) return;
    setWritten(undefined);
    if (text !== value) put(text);
  };
  const flushed = useRef(flush);
  flushed.current = flush;
  useEffect(() => {
    if (written === undefined) return;
    const timer = setTimeout(() => flushed.current(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [written]);
  // What was written is not lost with the form.
  useEffect(
    () => () => {
      const { written: text, commit: put } = latest.current;
      if (text !== undefined) put(text);
    },
    [],
  );
  return {
    text: written ?? value,
    // Fields tell what stands there already when they are left; an undo right then is not to be written over by it.
    change: (text) => setWritten(text === value ? undefined : text),
    flush,
  };
}
