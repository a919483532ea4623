import { createReadStream } from "node:fs";
import { TextDecoder } from "node:util";
import { importWords } from "../words/import-messages.ts";
import { CsvError } from "./csv-error.ts";
import { byteOrderMark, type Encoding } from "./detect-encoding.ts";

/** The longest line in characters; what is longer is cut there, so that no file fills the memory. */
export const LONGEST_LINE = 1_000_000;

/** A part of a file that has been read. */
export interface LineBlock {
  /** Without line ends. One that was too long has one character more than the longest. */
  readonly lines: readonly string[];
  /** Bytes read so far. */
  readonly bytes: number;
}

/**
 * The lines of a file, some at a time; `\n`, `\r\n` and `\r` end one.
 * @throws CsvError where the file is not in the encoding.
 */
export async function* readLines(path: string, encoding: Encoding): AsyncGenerator<LineBlock> {
  const cutter = new LineCutter();
  let decoder: TextDecoder | undefined;
  let bytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    if (!(chunk instanceof Buffer)) continue;
    decoder ??= new TextDecoder(byteOrderMark(chunk) ?? encoding, { fatal: true });
    bytes += chunk.length;
    yield { lines: cutter.add(decode(decoder, path, chunk)), bytes };
  }
  const last = decoder ? decode(decoder, path) : "";
  yield { lines: [...cutter.add(last), ...cutter.end()], bytes };
}

function decode(decoder: TextDecoder, path: string, chunk?: Uint8Array): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch (error) {
    const { encoding } = decoder;
    throw new CsvError(importWords("wrong-encoding", { path, encoding }), { cause: error });
  }
}

/** Cuts a text that comes in pieces into lines. */
class LineCutter {
  #rest = "";

  /** The lines that are whole now. */
  add(text: string): readonly string[] {
    // A "\r" at the very end may be half of a line end.
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/);
    this.#rest = cut(lines.pop() ?? "");
    return lines.map(cut);
  }

  /** What is left. */
  end(): readonly string[] {
    const rest = this.#rest.replace(/\r$/, "");
    return rest === "" ? [] : [rest];
  }
}

function cut(line: string): string {
  return line.length > LONGEST_LINE ? line.slice(0, LONGEST_LINE + 1) : line;
}
