import type { Locale } from "@perennial/contract";
import { yamlWords } from "@perennial/lifecycle";
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import { importWords } from "../words/import-messages.ts";

/** A way through a document: keys of maps and numbers of list items. */
export type Path = readonly (string | number)[];

/** A place in a file, counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Something wrong in a file that a person wrote: where, what, and what to do about it. */
export interface Fault extends Place {
  readonly message: string;
  readonly remedy: string;
}

/** A YAML text as a plain value, with the place of everything in it. */
export interface ReadYaml {
  /** Not to be used where there are faults. */
  readonly value: unknown;
  /** Where something stands: the value at a path, or the key that names it; the nearest thing around it else. */
  readonly placeOf: (path: Path, part?: "key" | "value") => Place;
  readonly faults: readonly Fault[];
}

/**
 * Reads one YAML 1.2 document. Never throws.
 * @param locale In which language it is told what is wrong. @default "en"
 */
export function readYaml(text: string, locale: Locale = "en"): ReadYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const faults = [...document.errors, ...document.warnings].map((error) => ({
    ...at(error.pos[0]),
    message: importWords("bad-yaml", { reason: yamlWords(error) })[locale],
    remedy: importWords("check-yaml", {})[locale],
  }));
  const placeOf = (path: Path, part: "key" | "value" = "value") =>
    at(offsetOf(document, path, part));
  if (faults.length > 0) return { value: undefined, placeOf, faults };
  try {
    return { value: document.toJS(), placeOf, faults };
  } catch (error) {
    // Aliases that multiply without end are refused while they are put in.
    const en = error instanceof Error ? error.message : String(error);
    const reason = { sv: "hänvisningarna växer utan slut", en };
    const message = importWords("unreadable-yaml", { reason })[locale];
    const remedy = importWords("fewer-aliases", {})[locale];
    return { value: undefined, placeOf, faults: [{ ...at(0), message, remedy }] };
  }
}

function offsetOf(
  document: ReturnType<typeof parseDocument>,
  path: Path,
  part: "key" | "value",
): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [index, segment] of path.entries()) {
    const holder = isAlias(node) ? node.resolve(document) : node;
    if (isMap(holder)) {
      const pair = holder.items.find(
        ({ key }) => isScalar(key) && String(key.value) === String(segment),
      );
      if (!pair) return offset;
      offset = startOf(pair.key) ?? offset;
      if (index === path.length - 1 && part === "key") return offset;
      node = pair.value;
    } else if (isSeq(holder) && typeof segment === "number") {
      node = holder.items[segment];
    } else {
      return offset;
    }
    offset = startOf(node) ?? offset;
  }
  return offset;
}

/** Where a node begins; nothing for an empty value, which stands nowhere. */
function startOf(node: unknown): number | undefined {
  if (typeof node !== "object" || node === null || !("range" in node)) return undefined;
  const { range } = node;
  if (!Array.isArray(range) || (isScalar(node) && range[0] === range[1])) return undefined;
  return typeof range[0] === "number" ? range[0] : undefined;
}
