import type { LocalizedText } from "@perennial/contract";
import type { Declaration } from "../condition/declared-field.ts";
import { SIGNAL_LABELS, SIGNAL_VALUES } from "./signal-field-words.ts";
import { SIGNAL_FIELDS, signalFields } from "./signal-fields.ts";

/**
 * The fields of a signal's type with the words they go by in sentences. Without a type those of all signals, the
 * first of each name: enough to say of one that stands where no signal is that it exists.
 */
export function signalDeclarations(
  type: string | undefined,
): Readonly<Record<string, Declaration>> {
  if (type !== undefined) return declarationsOf(type);
  return Object.assign({}, ...Object.keys(SIGNAL_FIELDS).toReversed().map(declarationsOf));
}

function declarationsOf(signal: string): Readonly<Record<string, Declaration>> {
  return Object.fromEntries(
    Object.entries(signalFields(signal) ?? {}).map(([name, type]) => {
      const label = wordsOf(SIGNAL_LABELS, signal, name);
      const values = wordsOf(SIGNAL_VALUES, signal, name);
      return [name, { type, ...(label && { label }), ...(values && { values }) }];
    }),
  );
}

/** What is said of a field of this very signal, or of all fields of the name. */
function wordsOf<Words extends LocalizedText | Readonly<Record<string, LocalizedText>>>(
  words: Readonly<Record<string, Words>>,
  signal: string,
  name: string,
): Words | undefined {
  const own = `${signal}.${name}`;
  if (Object.hasOwn(words, own)) return words[own];
  return Object.hasOwn(words, name) ? words[name] : undefined;
}
