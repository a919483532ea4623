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
