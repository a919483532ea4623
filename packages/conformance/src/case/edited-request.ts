import type { InboundRequest } from "@perennial/contract";

/** A request of which one letter of the body is another. */
export function tampered(request: InboundRequest): InboundRequest {
  const { body } = request;
  const at = body.search(/[a-z0-9](?=[^a-z0-9]*$)/i);
  const changed = body[at] === "7" ? "8" : "7";
  return { ...request, body: `${body.slice(0, at)}${changed}${body.slice(at + 1)}` };
}

/** A request whose body says the same in other bytes. */
export function rewritten(request: InboundRequest): InboundRequest {
  const { body } = request;
  const anew = isJson(body) ? JSON.stringify(JSON.parse(body), undefined, 1) : `${body}\n`;
  return { ...request, body: anew === body ? `${body}\n` : anew };
}

/** Whether a text is JSON. */
export function isJson(body: string): boolean {
  try {
    JSON.parse(body);
    return true;
  } catch {
    return false;
  }
}
