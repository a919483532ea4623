import type { IncomingMessage, ServerResponse } from "node:http";

/** A request as the simulators look at it: plain data, so that it can be kept and looked at again. */
export interface DoorRequest {
  readonly method: string;
  /** Decoded, without query. */
  readonly path: string;
  /** The query as it was written. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An answer; an object becomes JSON. */
export interface DoorAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | object;
}

/** The body was longer than a simulator takes. */
export const TOO_LONG = Symbol("too long");
const BODY_LIMIT = 4 * 1024 * 1024;

/** Reads a request to its end, or to a limit in bytes. */
export async function readRequest(
  request: IncomingMessage,
  limit = BODY_LIMIT,
): Promise<DoorRequest | typeof TOO_LONG> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    length += chunk.length;
    if (length > limit) return TOO_LONG;
    chunks.push(chunk);
  }
  const target = request.url ?? "/";
  const mark = target.indexOf("?");
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return {
    method: request.method ?? "GET",
    path: decodePath(mark < 0 ? target : target.slice(0, mark)),
    query: mark < 0 ? "" : target.slice(mark + 1),
    headers,
    body: Buffer.concat(chunks).toString("utf8"),
  };
}

/** Writes an answer. */
export function writeAnswer(response: ServerResponse, answer: DoorAnswer): void {
  const isText = typeof answer.body === "string";
  const body = isText || answer.body === undefined ? answer.body : JSON.stringify(answer.body);
  const headers: Record<string, string | number> = {};
  if (body !== undefined) {
    headers["content-type"] = isText
      ? "text/plain; charset=utf-8"
      : "application/json; charset=utf-8";
    headers["content-length"] = Buffer.byteLength(String(body));
  }
  response.writeHead(answer.status, { ...headers, ...answer.headers });
  response.end(body);
}

/** The media type of a request without its parameters, in lower case. */
export function mediaType(request: DoorRequest): string {
  return (request.headers["content-type"] ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
