/** A value of JSON. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [name: string]: Json };

/** How deep lists and groups may stand in each other. */
const DEEPEST = 64;

/** A body as a value, or what is wrong with it as a whole. */
export type JsonReading = { readonly value: Json } | { readonly fault: string };

/**
 * Reads a body of JSON with bounded work. A whole number that a double cannot hold exactly, as long ids are, is
 * kept as its text. Never throws.
 */
export function readJson(body: string): JsonReading {
  const text = body.startsWith("\ufeff") ? body.slice(1) : body;
  if (isTooDeep(text)) return { fault: `lists and groups stand more than ${DEEPEST} deep` };
  try {
    return { value: parse(text, exactly) };
  } catch {
    return { fault: "not JSON" };
  }
}

type Reviver = (name: string, value: Json, context?: { readonly source?: string }) => Json;
/** The source text of a number is newer than the types of the language we compile for. */
const parse = JSON.parse as (text: string, reviver: Reviver) => Json;

const exactly: Reviver = (_name, value, context) => {
  if (typeof value !== "number" || Number.isSafeInteger(value)) return value;
  const source = context?.source ?? "";
  return /^-?\d+$/.test(source) ? source : value;
};

/** Looked for before parsing, for what is read recursively must not be endless. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    const sign = text[index];
    if (quoted) {
      if (sign === "\\") index++;
      else if (sign === '"') quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === "[" || sign === "{") depth++;
    else if (sign === "]" || sign === "}") depth--;
    if (depth > DEEPEST) return true;
  }
  return false;
}
