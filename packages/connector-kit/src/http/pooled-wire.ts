import { request as send } from "undici";
import { decodeBody } from "./decode-body.ts";
import type { PreparedRequest } from "./prepare-request.ts";
import type { WireAnswer, WireLimits } from "./wire.ts";

type Sent = Awaited<ReturnType<typeof send>>;

/**
 * A wire for commands, which have small answers. It uses the same connections as the platform's `fetch` and does what
 * that does for a text and its answer, for a fraction of the processor's time: at thousands of messages a second
 * that is most of what sending them takes. Pages of records stay with `fetch`, which asks for them compressed.
 */
export async function pooledWire(
  { url, init }: PreparedRequest,
  { signal, maxBytes }: WireLimits,
): Promise<WireAnswer> {
  const { method, body } = init;
  const sent = await send(url, {
    // Nobody's answer to a command is long enough to be worth unpacking.
    ...{ method, headers: { "accept-encoding": "identity", ...init.headers }, signal },
    ...(body !== undefined && { body }),
  });
  const bytes = await bytesOf(sent, maxBytes);
  const encoding = single(sent.headers["content-encoding"]);
  const decoded = bytes && (await decodeBody(bytes, encoding, maxBytes));
  return {
    status: sent.statusCode,
    get headers() {
      return headersOf(sent);
    },
    text: decoded?.toString("utf8"),
  };
}

async function bytesOf({ body }: Sent, maxBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop early ends the exchange; the rest is not fetched.
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > maxBytes) return undefined;
    chunks.push(chunk);
  }
  const [first = Buffer.alloc(0), ...others] = chunks;
  return others.length === 0 ? first : Buffer.concat(chunks);
}

function headersOf({ headers: given }: Sent): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(given)) {
    for (const value of [values ?? []].flat()) headers.append(name, value);
  }
  return headers;
}

function single(value: string | string[] | undefined): string | undefined {
  return typeof value === "object" ? value.join(",") : value;
}
