import type { Request, RequestHandler } from "express";
import { HttpProblem } from "./problem.ts";

/** What a request that carries files is sent as. */
export const UPLOAD_TYPE = "application/vnd.perennial.upload";
/** The longest line of JSON before the files, in bytes. */
const LONGEST_HEAD = 512 * 1024;
const LINE_FEED = 10;

/** The bytes of files that follow a request's body, as they come; read once. */
export type Upload = AsyncIterable<Buffer>;

const uploads = new WeakMap<Request, Upload>();

/** The files that follow a request's body; nothing where it carries none. */
export function uploadOf(request: Request): Upload | undefined {
  return uploads.get(request);
}

/** Reads the line of JSON that stands before the files of a request; the files wait to be read. */
export const readUpload: RequestHandler = async (request, _response, next) => {
  if (request.is(UPLOAD_TYPE) === false) {
    throw new HttpProblem(415, "Unsupported content", {
      sv: `Skicka en rad JSON och sedan filerna, med ”content-type: ${UPLOAD_TYPE}”.`,
      en: `Send a line of JSON and then the files, with "content-type: ${UPLOAD_TYPE}".`,
    });
  }
  const chunks = request[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const { head, rest } = await headOf(chunks);
  try {
    request.body = JSON.parse(head.toString("utf8"));
  } catch {
    throw new HttpProblem(400, "Invalid request", {
      sv: "Första raden är inte JSON.",
      en: "The first line of the body is not JSON.",
    });
  }
  uploads.set(request, remaining(rest, chunks));
  next();
};

async function headOf(
  chunks: AsyncIterator<Buffer>,
): Promise<{ readonly head: Buffer; readonly rest: Buffer }> {
  const parts: Buffer[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await chunks.next();
    if (done) {
      throw new HttpProblem(400, "Invalid request", {
        sv: "Före filerna saknas en rad JSON.",
        en: "The body has no line of JSON before the files.",
      });
    }
    const end = value.indexOf(LINE_FEED);
    parts.push(end < 0 ? value : value.subarray(0, end));
    size += parts.at(-1)?.length ?? 0;
    if (size > LONGEST_HEAD) {
      throw new HttpProblem(413, "Too large", {
        sv: "Raden med JSON före filerna är för lång.",
        en: "The line of JSON before the files is too long.",
      });
    }
    if (end >= 0) return { head: Buffer.concat(parts), rest: value.subarray(end + 1) };
  }
}

async function* remaining(rest: Buffer, chunks: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  if (rest.length > 0) yield rest;
  for (;;) {
    const { done, value } = await chunks.next();
    if (done) return;
    yield value;
  }
}
