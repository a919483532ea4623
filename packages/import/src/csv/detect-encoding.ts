import { createReadStream } from "node:fs";
import { TextDecoder } from "node:util";

/** The encodings that are read. */
export const ENCODINGS = ["utf-8", "windows-1252", "utf-16le", "utf-16be"] as const;
export type Encoding = (typeof ENCODINGS)[number];

/**
 * The encoding of a file: what its byte order mark says, else UTF-8 where the whole file is valid in it, else
 * Windows-1252, which Excel writes in western Europe. A long file may be plain ASCII up to its last row, so
 * nothing less than all of it tells.
 */
export async function detectEncoding(path: string): Promise<Encoding> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let isStart = true;
  for await (const chunk of createReadStream(path)) {
    if (!(chunk instanceof Buffer)) continue;
    const marked = isStart ? byteOrderMark(chunk) : undefined;
    if (marked) return marked;
    isStart = false;
    if (!isValid(decoder, chunk)) return "windows-1252";
  }
  return isValid(decoder) ? "utf-8" : "windows-1252";
}

/** The encoding that the first bytes of a file name; nothing where they are text. */
export function byteOrderMark(bytes: Uint8Array): Encoding | undefined {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return "utf-8";
  if (a === 0xff && b === 0xfe) return "utf-16le";
  if (a === 0xfe && b === 0xff) return "utf-16be";
  return undefined;
}

/** Without a chunk: whether the text may end here. */
function isValid(decoder: TextDecoder, chunk?: Uint8Array): boolean {
  try {
    if (chunk) decoder.decode(chunk, { stream: true });
    else decoder.decode();
    return true;
  } catch {
    return false;
  }
}
