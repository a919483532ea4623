import { badRequest } from "../graph-refusal.ts";
import type { MailView } from "../mail/message-body.ts";
import type { GraphCall } from "./graph-call.ts";

/** The preferences of a request, by name; Graph takes those that it does not know and leaves them be. */
export function preferencesOf({
  request,
}: Pick<GraphCall, "request">): ReadonlyMap<string, string> {
  const parts = (request.headers.prefer ?? "").split(",");
  return new Map(
    parts.flatMap((part) => {
      const [, name = "", value = ""] = /^\s*([\w.-]+)="?([^"]*)"?\s*$/.exec(part) ?? [];
      return name === "" ? [] : [[name.toLowerCase(), value] as const];
    }),
  );
}

/** Whether a client wants ids that stay (learn.microsoft.com/graph, "Immutable identifiers"). */
export function wantsImmutableIds(call: Pick<GraphCall, "request">): boolean {
  return preferencesOf(call).get("idtype") === "ImmutableId";
}

/** How a client wants mails to be shown. */
export function viewOf(call: Pick<GraphCall, "request">): MailView {
  const type = preferencesOf(call).get("outlook.body-content-type")?.toLowerCase();
  return {
    isImmutable: wantsImmutableIds(call),
    ...(type === "text" || type === "html" ? { contentType: type } : {}),
  };
}

/** How many things a client wants on a page at most. */
export function pageSizeOf(call: Pick<GraphCall, "request">, usual: number): number {
  const asked = preferencesOf(call).get("odata.maxpagesize");
  if (asked === undefined) return usual;
  const size = Number(asked);
  if (Number.isInteger(size) && size > 0 && size <= 1000) return size;
  throw badRequest(`The page size '${asked}' is invalid.`, "ErrorInvalidUrlQuery");
}
