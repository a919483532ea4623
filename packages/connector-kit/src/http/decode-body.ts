import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";

const DECODERS = new Map([
  ["gzip", promisify(gunzip)],
  ["x-gzip", promisify(gunzip)],
  ["deflate", promisify(inflate)],
  ["br", promisify(brotliDecompress)],
]);

/**
 * Unpacks the body of an answer whose server compresses unasked. Undefined where it would have more than `maxBytes`;
 * rejects where it is not what its header says, or has an encoding we do not know.
 */
export async function decodeBody(
  body: Buffer,
  encoding: string | undefined,
  maxBytes: number,
): Promise<Buffer | undefined> {
  const name = encoding?.trim().toLowerCase() ?? "identity";
  if (name === "" || name === "identity" || body.byteLength === 0) return body;
  const decode = DECODERS.get(name);
  if (!decode) throw new TypeError("the answer has an encoding that was not asked for");
  try {
    return await decode(body, { maxOutputLength: maxBytes });
  } catch (error) {
    if (isTooLarge(error)) return undefined;
    throw error;
  }
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
}
