import type { DoorRequest } from "../../door/door-request.ts";

/** What a client asks for in `Prefer`. */
export interface Prefer {
  readonly pageSize: number | undefined;
  readonly representation: boolean;
  readonly trackChanges: boolean;
  readonly continueOnError: boolean;
  /** Whether an annotation is wanted, by its full name. */
  wants(annotation: string): boolean;
  /** What the answer says was done of it. */
  readonly applied: readonly string[];
}

const LARGEST_PAGE = 5000;

/** Reads the preferences of a request; what is not known is passed over. */
export function readPrefer(request: DoorRequest): Prefer {
  const given = new Map<string, string>();
  for (const one of (request.headers.prefer ?? "").matchAll(
    /([\w.-]+)(?:\s*=\s*("[^"]*"|[^,;\s]+))?/g,
  ))
    given.set((one[1] ?? "").toLowerCase(), (one[2] ?? "").replaceAll('"', ""));
  const size = Number(given.get("odata.maxpagesize"));
  const patterns = (given.get("odata.include-annotations") ?? "")
    .split(",")
    .map((one) => one.trim());
  const pageSize = Number.isInteger(size) && size > 0 ? Math.min(size, LARGEST_PAGE) : undefined;
  const applied = [
    ...(pageSize === undefined ? [] : [`odata.maxpagesize=${pageSize}`]),
    ...(given.get("return") === "representation" ? ["return=representation"] : []),
    ...(given.has("odata.track-changes") ? ["odata.track-changes"] : []),
    ...(given.has("odata.include-annotations")
      ? [`odata.include-annotations="${patterns.join(",")}"`]
      : []),
  ];
  return {
    pageSize,
    representation: given.get("return") === "representation",
    trackChanges: given.has("odata.track-changes"),
    continueOnError:
      given.has("odata.continue-on-error") && given.get("odata.continue-on-error") !== "false",
    wants: (annotation) => patterns.some((pattern) => fits(pattern, annotation)),
    applied,
  };
}

function fits(pattern: string, annotation: string): boolean {
  if (pattern === "*" || pattern === annotation) return true;
  return pattern.endsWith(".*") && annotation.startsWith(pattern.slice(0, -1));
}
