/** Remembers every answer: for questions of which there are few. */
export function memo<Key, Answer>(ask: (key: Key) => Answer): (key: Key) => Answer {
  const known = new Map<Key, Answer>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const answer = ask(key);
    known.set(key, answer);
    return answer;
  };
}

/** Remembers the last answer, for questions that come in the same words many times over. */
export function memoLast<Key, Answer>(ask: (key: Key) => Answer): (key: Key) => Answer {
  let last: { readonly key: Key; readonly answer: Answer } | undefined;
  return (key) => {
    if (last?.key !== key) last = { key, answer: ask(key) };
    return last.answer;
  };
}

/**
 * A function of a text that answers at once for the texts it was given last: what an editor, a checker and a process sheet
 * each ask of the same file. What it gives is frozen, for it is given again.
 *
 * @param most how many texts it remembers
 */
export function remembered<T>(read: (text: string) => T, most = 20): (text: string) => T {
  const recent = new Map<string, T>();
  return (text) => {
    const known = recent.get(text);
    const found = known ?? frozen(read(text));
    recent.delete(text);
    recent.set(text, found);
    const [oldest] = recent.keys();
    if (recent.size > most && oldest !== undefined) recent.delete(oldest);
    return found;
  };
}

/** Freezes a plain value with all that is in it. */
function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) frozen(part);
  return value;
}
