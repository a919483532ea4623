import type { DoorAnswer, DoorRequest } from "../../door/door-request.ts";
import { badRequest } from "../graph-refusal.ts";
import { GRAPH_ROOT } from "./graph-call.ts";
import { type Json, listOf, objectOf, onlyProperties, readJson, textOf } from "./json-shape.ts";

const MOST = 20;

interface BatchPart {
  readonly id: string;
  readonly request: DoorRequest;
  readonly dependsOn: readonly string[];
}

/** `POST /$batch`: up to 20 requests as JSON, each answered on its own; one that depends on a failed one is not tried. */
export function answerGraphBatch(
  request: DoorRequest,
  answer: (request: DoorRequest) => DoorAnswer,
): DoorAnswer {
  const body = readJson(request);
  onlyProperties(body, "batch", ["requests"]);
  const parts = listOf(body, "requests").map((one) => partOf(one, request));
  if (parts.length === 0 || parts.length > MOST)
    throw badRequest(
      `Number of batch request steps exceeds the maximum value of '${MOST}' or is none.`,
      "BadRequest",
    );
  if (new Set(parts.map(({ id }) => id)).size < parts.length)
    throw badRequest("Duplicate step ids in the batch.", "BadRequest");
  const statuses = new Map<string, number>();
  const responses = parts.map((part) => {
    const failed = part.dependsOn.some((id) => (statuses.get(id) ?? 424) >= 400);
    const {
      status,
      headers = {},
      body: answered,
    } = failed
      ? {
          status: 424,
          body: { error: { code: "FailedDependency", message: "A request it depends on failed." } },
        }
      : answer(part.request);
    statuses.set(part.id, status);
    return { id: part.id, status, headers, ...(answered === undefined ? {} : { body: answered }) };
  });
  return { status: 200, body: { responses } };
}

function partOf(value: Json, batch: DoorRequest): BatchPart {
  onlyProperties(value, "batchRequest", ["id", "method", "url", "headers", "body", "dependsOn"]);
  const [id, method, url] = [textOf(value, "id"), textOf(value, "method"), textOf(value, "url")];
  if (id === undefined || method === undefined || url === undefined || !url.startsWith("/"))
    throw badRequest(
      "Each step of a batch needs an id, a method and a relative url.",
      "BadRequest",
    );
  const given = Object.entries(objectOf(value, "headers") ?? {}).map(([name, text]) => [
    name.toLowerCase(),
    String(text),
  ]);
  const mark = url.indexOf("?");
  const inner = value.body;
  const headers: Record<string, string> = {
    ...Object.fromEntries(given),
    authorization: batch.headers.authorization ?? "",
  };
  if (inner !== undefined && headers["content-type"] === undefined)
    throw badRequest("A step with a body needs a Content-Type header.", "BadRequest");
  const dependsOn = Array.isArray(value.dependsOn) ? value.dependsOn.map(String) : [];
  const path = decodeURIComponent(mark < 0 ? url : url.slice(0, mark));
  return {
    id,
    dependsOn,
    request: {
      method: method.toUpperCase(),
      path: GRAPH_ROOT + path,
      query: mark < 0 ? "" : url.slice(mark + 1),
      headers,
      body: inner === undefined ? "" : JSON.stringify(inner),
    },
  };
}
