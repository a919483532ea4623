import {
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
} from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";

const TIMEOUT_MS = 15_000;
const ANSWER_LIMIT = 64 * 1024;
const agents = {
  "http:": new HttpAgent({ keepAlive: true, maxSockets: 32 }),
  "https:": new HttpsAgent({ keepAlive: true, maxSockets: 32 }),
};

/** What came back of a POST. `nobody` tells that no connection was made. */
export type PostResult =
  | {
      readonly status: number;
      readonly type: string;
      /** Seconds that the other side asks to wait; 0 where it does not. */
      readonly retryAfter: number;
      readonly body: string;
    }
  | { readonly failed: string; readonly nobody: boolean };

/** Sends a POST over a kept connection, follows no redirect, and never throws. */
export async function post(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<PostResult> {
  const first = await attempt(url, headers, body);
  // The other side may close an idle connection just as it is used again; that says nothing of the door.
  return first === "stale" ? asResult(await attempt(url, headers, body)) : first;
}

function asResult(result: PostResult | "stale"): PostResult {
  return result === "stale" ? { failed: "connection reset", nobody: false } : result;
}

function attempt(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<PostResult | "stale"> {
  return new Promise((resolve) => {
    let request: ClientRequest;
    try {
      request = start(new URL(url), {
        ...headers,
        "content-length": String(Buffer.byteLength(body)),
      });
    } catch (error) {
      return resolve({ failed: String(error), nobody: true });
    }
    request.on("response", (response) => collect(response, resolve));
    request.on("timeout", () => request.destroy(new Error("no answer in time")));
    request.on("error", (error) => {
      const code = "code" in error ? error.code : undefined;
      if (request.reusedSocket && (code === "ECONNRESET" || code === "EPIPE"))
        return resolve("stale");
      const nobody = code === "ECONNREFUSED" || code === "ENOTFOUND" || code === "EHOSTUNREACH";
      resolve({ failed: error.message, nobody });
    });
    request.end(body);
  });
}

function start(url: URL, headers: Record<string, string>): ClientRequest {
  const options = { method: "POST", headers, timeout: TIMEOUT_MS };
  return url.protocol === "https:"
    ? httpsRequest(url, { ...options, agent: agents["https:"] })
    : httpRequest(url, { ...options, agent: agents["http:"] });
}

function collect(response: IncomingMessage, resolve: (result: PostResult) => void): void {
  const chunks: Buffer[] = [];
  let length = 0;
  response.on("data", (chunk: Buffer) => {
    length += chunk.length;
    if (length <= ANSWER_LIMIT) chunks.push(chunk);
  });
  response.on("error", (error) => resolve({ failed: error.message, nobody: false }));
  response.on("end", () => {
    const type = response.headers["content-type"] ?? "";
    resolve({
      status: response.statusCode ?? 0,
      type,
      retryAfter: Number(response.headers["retry-after"]) || 0,
      body: Buffer.concat(chunks).toString("utf8"),
    });
  });
  // After "end" this changes nothing; before it, the answer broke off.
  response.on("close", () => resolve({ failed: "the answer broke off", nobody: false }));
}
