import type { Signal } from "@perennial/contract";

/**
 * A signal without what no database keeps: NUL characters, and halves of surrogate pairs. A STOP with a stray
 * byte behind it is still a STOP.
 */
export function readableSignal(signal: Signal): Signal {
  return readable(signal) as Signal;
}

/** The same for a text. */
export function readableText(text: string): string {
  return text.replaceAll("\0", "").toWellFormed();
}

function readable(value: unknown): unknown {
  if (typeof value === "string") return readableText(value);
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [readableText(name), readable(inner)]),
  );
}
