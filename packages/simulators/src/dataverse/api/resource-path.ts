import { isGuid } from "../record/kept-value.ts";
import { DataverseRefusal, noSegment } from "../refusal.ts";

/** What a row is named by: its id, or the values of an alternate key as they are written. */
export type RowKey =
  | { readonly id: string }
  | { readonly values: Readonly<Record<string, string>> };

/** A part of a path: `contacts`, or `contacts(…)`. */
export interface PathSegment {
  readonly name: string;
  readonly key: RowKey | undefined;
  /** What stands between the brackets; nothing where there are none. */
  readonly inner: string | undefined;
}

// What the web server in front of the service takes for an attack, even in quotes and encoded (crm/dynamics.md, 4).
const DANGEROUS = /[<>*%&:\\?]/;

/** Takes a decoded path apart. */
export function segmentsOf(path: string): readonly PathSegment[] {
  const dangerous = DANGEROUS.exec(path)?.[0];
  if (dangerous !== undefined)
    throw new DataverseRefusal(
      400,
      "0x0",
      `A potentially dangerous Request.Path value was detected from the client (${dangerous}).`,
    );
  if (path.includes("+"))
    throw new DataverseRefusal(
      404,
      "0x0",
      "The request filtering module is configured to deny a request that contains a double escape sequence.",
    );
  // A slash parts segments, in quotes too: the service sees the path decoded.
  return path.split("/").map(segmentOf);
}

function segmentOf(text: string): PathSegment {
  const found = /^([\w.$]+)(?:\(([\s\S]*)\))?$/.exec(text);
  if (found === null) throw noSegment(text);
  const [, name = "", inner] = found;
  return { name, inner, key: inner === undefined || inner === "" ? undefined : keyOf(inner, text) };
}

function keyOf(inner: string, segment: string): RowKey | undefined {
  if (isGuid(inner)) return { id: inner.toLowerCase() };
  const values: Record<string, string> = {};
  for (const part of partsOf(inner)) {
    const mark = part.indexOf("=");
    if (mark < 1) throw badKey(segment);
    values[part.slice(0, mark).trim()] = part.slice(mark + 1).trim();
  }
  return { values };
}

function partsOf(inner: string): readonly string[] {
  return inner.match(/(?:'(?:[^']|'')*'|[^,'])+/g) ?? [];
}

function badKey(segment: string): DataverseRefusal {
  return new DataverseRefusal(
    400,
    "0x80060888",
    `Bad Request - Error in query syntax. (${segment})`,
  );
}
