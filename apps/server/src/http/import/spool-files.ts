import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HttpProblem } from "../problem.ts";
import type { Upload } from "../read-upload.ts";

/** What folders of uploads are called. */
const PREFIX = "perennial-import-";
/** What a process that was killed left behind is gone after so long, in milliseconds. */
const LEFT_BEHIND = 24 * 60 * 60_000;

/** A file that is to follow. */
export interface Expected {
  readonly kind: string;
  readonly name: string;
  readonly bytes: number;
}

/** Uploaded files on the disk, readable by this process alone. */
export interface SpooledFiles {
  /** Paths by kind. */
  readonly paths: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

/**
 * Writes uploaded files to the disk as they come, in bounded memory: what reads them looks at them more than once.
 * Throws an `HttpProblem` where fewer or more bytes come than were said.
 */
export async function spoolFiles(
  upload: Upload,
  expected: readonly Expected[],
): Promise<SpooledFiles> {
  await removeLeftBehind();
  const folder = await mkdtemp(join(tmpdir(), PREFIX));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const paths: Record<string, string> = {};
    const splitter = new Splitter(upload);
    for (const { kind, name, bytes } of expected) {
      const path = join(folder, `${kind}.csv`);
      await splitter.write(path, { name, bytes });
      paths[kind] = path;
    }
    await splitter.end();
    return { paths, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

class Splitter {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(upload: Upload) {
    this.#chunks = upload[Symbol.asyncIterator]();
  }

  async write(
    path: string,
    { name, bytes }: { readonly name: string; readonly bytes: number },
  ): Promise<void> {
    const file = createWriteStream(path, { mode: 0o600 });
    try {
      for (let left = bytes; left > 0; ) {
        const chunk = await this.#next();
        if (chunk === undefined) throw tooFew(name, bytes - left);
        const part = chunk.subarray(0, left);
        this.#rest = chunk.subarray(part.length);
        left -= part.length;
        if (!file.write(part)) await once(file, "drain");
      }
    } finally {
      file.end();
      await once(file, "close");
    }
  }

  /** Nothing may follow the last file. */
  async end(): Promise<void> {
    if ((await this.#next()) === undefined) return;
    throw new HttpProblem(400, "Invalid request", {
      sv: "Det kom mer än filernas storlek anger.",
      en: "More came than the sizes of the files say.",
    });
  }

  async #next(): Promise<Buffer | undefined> {
    if (this.#rest.length > 0) {
      const rest = this.#rest;
      this.#rest = Buffer.alloc(0);
      return rest;
    }
    const { done, value } = await this.#chunks.next();
    return done ? undefined : value;
  }
}

function tooFew(name: string, came: number): HttpProblem {
  const message = {
    sv: `Filen ”${name}” bröts efter ${came} byte.`,
    en: `The file "${name}" broke off after ${came} bytes.`,
  };
  return new HttpProblem(400, "Invalid request", message, [{ place: "body.files", message }]);
}

/** A process that was killed could not clean up after itself. */
async function removeLeftBehind(): Promise<void> {
  const before = Date.now() - LEFT_BEHIND;
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(PREFIX));
  for (const name of names) {
    const path = join(tmpdir(), name);
    const found = await stat(path).catch(() => undefined);
    if (found && found.mtimeMs < before) await rm(path, { recursive: true, force: true });
  }
}
