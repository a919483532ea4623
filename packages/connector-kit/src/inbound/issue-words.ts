import type { z } from "zod";

const MOST = 3;

/** What a schema found wrong, in one line: where and what, never the value itself. */
export function issueWords(error: z.ZodError): string {
  const shown = error.issues.slice(0, MOST).map((issue) => {
    const place = pathWords(issue.path);
    return place === "" ? issue.message : `${place}: ${issue.message}`;
  });
  const rest = error.issues.length - shown.length;
  return [...shown, ...(rest > 0 ? [`and ${rest} more`] : [])].join("; ");
}

/** A path as people write it: `items[3].record.email`. */
export function pathWords(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${part}]`;
    return text === "" ? String(part) : `${text}.${String(part)}`;
  }, "");
}
