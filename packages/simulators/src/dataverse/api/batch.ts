import type { DoorAnswer, DoorRequest } from "../../door/door-request.ts";
import { uuidFrom } from "../../id/uuid.ts";
import { DataverseRefusal } from "../refusal.ts";
import { API_ROOT } from "./call.ts";

/** What a batch needs to answer its parts. */
export interface BatchDesk {
  readonly origin: string;
  readonly continueOnError: boolean;
  /** Answers a part as if it had come alone. */
  answer(request: DoorRequest): DoorAnswer;
  /** Does everything or nothing of a change set. */
  together(work: () => readonly DoorAnswer[]): readonly DoorAnswer[];
}

interface Part {
  readonly request: DoorRequest;
  readonly contentId: string | undefined;
}

type Entry = Part | { readonly changeSet: readonly Part[] };

const MOST = 1000;
const CRLF = "\r\n";

/** Thrown to undo a change set whose one part was refused. */
class ChangeSetFailed extends Error {
  readonly answer: DoorAnswer;

  constructor(answer: DoorAnswer) {
    super("change set failed");
    this.answer = answer;
  }
}

/** `POST /$batch`: `multipart/mixed` alone, in order, at most 1000 requests (crm/dynamics.md, 4). */
export function answerBatch(request: DoorRequest, desk: BatchDesk): DoorAnswer {
  const entries = readParts(request, boundaryOf(request.headers["content-type"]), desk.origin);
  const total = entries.reduce(
    (sum, one) => sum + ("request" in one ? 1 : one.changeSet.length),
    0,
  );
  if (total > MOST)
    throw new DataverseRefusal(
      400,
      "0x80060891",
      `The batch contains more than ${MOST} operations.`,
    );
  const boundary = `batchresponse_${uuidFrom("batch", request.body.length, request.body)}`;
  const lines: string[] = [];
  for (const entry of entries) {
    const { text, failed } =
      "request" in entry ? single(entry, desk) : changeSet(entry.changeSet, desk);
    lines.push(`--${boundary}`, text);
    if (failed && !desk.continueOnError) break;
  }
  lines.push(`--${boundary}--`, "");
  const headers = { "content-type": `multipart/mixed; boundary=${boundary}` };
  return { status: 200, headers, body: lines.join(CRLF) };
}

function single(part: Part, desk: BatchDesk): { text: string; failed: boolean } {
  const answer = desk.answer(part.request);
  return { text: written(answer, part.contentId), failed: answer.status >= 400 };
}

function changeSet(parts: readonly Part[], desk: BatchDesk): { text: string; failed: boolean } {
  if (parts.some(({ request }) => request.method === "GET"))
    throw new DataverseRefusal(400, "0x80060888", "A GET request is not allowed in a change set.");
  try {
    const answers = desk.together(() => answered(parts, desk));
    const boundary = `changesetresponse_${uuidFrom("change set", JSON.stringify(parts))}`;
    const texts = answers.flatMap((answer, index) => [
      `--${boundary}`,
      written(answer, parts[index]?.contentId),
    ]);
    const head = `Content-Type: multipart/mixed; boundary=${boundary}${CRLF}`;
    return { text: [head, ...texts, `--${boundary}--`, ""].join(CRLF), failed: false };
  } catch (error) {
    if (error instanceof ChangeSetFailed)
      return { text: written(error.answer, undefined), failed: true };
    throw error;
  }
}

function answered(parts: readonly Part[], desk: BatchDesk): readonly DoorAnswer[] {
  const made = new Map<string, string>();
  return parts.map((part) => {
    const answer = desk.answer(withReferences(part.request, made));
    if (answer.status >= 400) throw new ChangeSetFailed(answer);
    const url = answer.headers?.["odata-entityid"];
    if (part.contentId !== undefined && url !== undefined)
      made.set(part.contentId, url.slice(url.indexOf(API_ROOT) + API_ROOT.length));
    return answer;
  });
}

// `$1` stands for the row that the part with Content-ID 1 made, in the path and in the body.
function withReferences(request: DoorRequest, made: ReadonlyMap<string, string>): DoorRequest {
  const path = request.path.replace(/\/\$(\w+)(?=\/|$)/, (all, id: string) => made.get(id) ?? all);
  const body = request.body.replace(/"\$(\w+)"/g, (all, id: string) => {
    const url = made.get(id);
    return url === undefined ? all : JSON.stringify(url);
  });
  return { ...request, path, body };
}

function readParts(
  request: DoorRequest,
  boundary: string | undefined,
  origin: string,
): readonly Entry[] {
  if (boundary === undefined)
    throw new DataverseRefusal(
      400,
      "0x80060888",
      "The batch request must have a content type of multipart/mixed with a boundary.",
    );
  return sections(request.body, boundary).map(({ headers, content }) => {
    const inner = boundaryOf(headers["content-type"]);
    if (inner === undefined) return partOf(request, { headers, content, origin });
    const changeSetParts = sections(content, inner).map((one) => {
      if (boundaryOf(one.headers["content-type"]) !== undefined)
        throw new DataverseRefusal(400, "0x80060888", "A change set cannot hold another batch.");
      return partOf(request, { ...one, origin });
    });
    return { changeSet: changeSetParts };
  });
}

interface Section {
  readonly headers: Readonly<Record<string, string>>;
  readonly content: string;
}

function sections(body: string, boundary: string): readonly Section[] {
  if (!body.includes(CRLF))
    throw new DataverseRefusal(400, "0x80060888", "Malformed batch: lines must end with CRLF.");
  const pieces = body.split(`--${boundary}`);
  if (pieces.length < 3 || !pieces.at(-1)?.startsWith("--"))
    throw new DataverseRefusal(
      400,
      "0x80060888",
      "Malformed batch: the closing boundary is missing.",
    );
  return pieces.slice(1, -1).map((piece) => headed(piece.replace(/^\r\n/, "")));
}

function headed(text: string): Section {
  const end = text.indexOf(CRLF + CRLF);
  const head = end < 0 ? text : text.slice(0, end);
  const headers: Record<string, string> = {};
  for (const line of head.split(CRLF)) {
    const mark = line.indexOf(":");
    if (mark > 0) headers[line.slice(0, mark).trim().toLowerCase()] = line.slice(mark + 1).trim();
  }
  return { headers, content: end < 0 ? "" : text.slice(end + 4) };
}

function partOf(
  batch: DoorRequest,
  { headers, content, origin }: Section & { origin: string },
): Part {
  if (!headers["content-type"]?.startsWith("application/http"))
    throw new DataverseRefusal(
      400,
      "0x80060888",
      "Each part of a batch needs Content-Type: application/http.",
    );
  const start = content.indexOf(CRLF);
  const found = /^([A-Z]+) (\S+)(?: HTTP\/1\.1)?$/.exec(
    start < 0 ? content : content.slice(0, start),
  );
  if (found === null)
    throw new DataverseRefusal(
      400,
      "0x80060888",
      "The request line of a part of the batch is invalid; its URL must be encoded.",
    );
  const inner = headed(start < 0 ? "" : content.slice(start + 2));
  const { path, query } = addressOf(found[2] ?? "", origin);
  const kept = { authorization: batch.headers.authorization ?? "" };
  const request = {
    method: found[1] ?? "GET",
    path,
    query,
    headers: { ...kept, ...inner.headers },
    body: inner.content.replace(/\r\n$/, ""),
  };
  return { request, contentId: headers["content-id"] ?? inner.headers["content-id"] };
}

function addressOf(url: string, origin: string): { path: string; query: string } {
  const local = url.startsWith(origin) ? url.slice(origin.length) : url;
  const full = local.startsWith("/api/") ? local : `${API_ROOT}/${local.replace(/^\//, "")}`;
  const mark = full.indexOf("?");
  const path = mark < 0 ? full : full.slice(0, mark);
  return { path: decodedPath(path), query: mark < 0 ? "" : full.slice(mark + 1) };
}

function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function written(answer: DoorAnswer, contentId: string | undefined): string {
  const isJson = typeof answer.body === "object";
  const text = isJson ? JSON.stringify(answer.body) : (answer.body ?? "");
  const type = isJson ? ["Content-Type: application/json; odata.metadata=minimal"] : [];
  const headers = Object.entries(answer.headers ?? {}).map(([name, value]) => `${name}: ${value}`);
  return [
    "Content-Type: application/http",
    "Content-Transfer-Encoding: binary",
    ...(contentId === undefined ? [] : [`Content-ID: ${contentId}`]),
    "",
    `HTTP/1.1 ${answer.status} ${answer.status < 400 ? "OK" : "Error"}`,
    ...type,
    ...headers,
    "",
    text,
  ].join(CRLF);
}

function boundaryOf(contentType: string | undefined): string | undefined {
  const found = /^multipart\/mixed;\s*boundary="?([^";]+)"?/i.exec(contentType ?? "");
  return found?.[1];
}
