/** A program's files: path in its folder to text. */
export type Files = Readonly<Record<string, string>>;

/** What was done to files, and what was taken back. */
export interface EditHistory {
  readonly files: Files;
  readonly past: readonly Files[];
  readonly future: readonly Files[];
  /** What the last change was about and when; one that goes on with it is taken back with it. */
  readonly last: { readonly about: string; readonly at: number } | undefined;
}

/** A change, what it is about, and when it was made, in milliseconds. */
export interface Change {
  readonly files: Files;
  readonly about: string;
  readonly at: number;
}

/** Writing that goes on within this time is taken back as one. */
const PAUSE_MS = 900;
const MOST_STEPS = 200;

/** The history of files that nobody has changed. */
export function newHistory(files: Files): EditHistory {
  return { files, past: [], future: [], last: undefined };
}

/** The history after a change; the same where nothing differs. */
export function changed(history: EditHistory, { files, about, at }: Change): EditHistory {
  if (isSame(history.files, files)) return history;
  const { last } = history;
  const goesOn = last !== undefined && last.about === about && at - last.at < PAUSE_MS;
  return {
    files,
    past: goesOn ? history.past : [...history.past, history.files].slice(-MOST_STEPS),
    future: [],
    last: { about, at },
  };
}

/** Takes the last change back; the same history where there is none. */
export function undone(history: EditHistory): EditHistory {
  const files = history.past.at(-1);
  if (files === undefined) return history;
  const future = [history.files, ...history.future];
  return { files, past: history.past.slice(0, -1), future, last: undefined };
}

/** Does again what was taken back. */
export function redone(history: EditHistory): EditHistory {
  const [files, ...future] = history.future;
  if (files === undefined) return history;
  return { files, past: [...history.past, history.files], future, last: undefined };
}

/** Whether two sets of files are the same to the letter. */
export function isSame(a: Files, b: Files): boolean {
  const paths = Object.keys(a);
  return paths.length === Object.keys(b).length && paths.every((path) => a[path] === b[path]);
}
