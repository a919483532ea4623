/** What a JSON text holds where a string of it has something that PostgreSQL keeps in no text. */
const UNKEEPABLE = /\\u(?:0000|d[89a-f])/;

/**
 * A value as the JSON that a statement is given. The two things that PostgreSQL keeps in no text, the character 0
 * and halves of a surrogate pair, are left out or replaced: one such character from a form, a CRM or a text
 * message must not hold up everything that came with it.
 */
export function json(value: unknown): string {
  const text = JSON.stringify(value);
  return UNKEEPABLE.test(text) ? JSON.stringify(value, clean) : text;
}

/** A text without what PostgreSQL keeps in none. */
export function keepable(text: string): string {
  return text.replaceAll("\0", "").toWellFormed();
}

function clean(_name: string, value: unknown): unknown {
  if (typeof value === "string") return keepable(value);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const names = Object.keys(value);
  if (names.every((name) => keepable(name) === name)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [keepable(name), part]));
}
