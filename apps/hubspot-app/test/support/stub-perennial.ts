import { hubspot } from "@hubspot/ui-extensions";
import { OPERATIONS, type OperationId, type Operations, type Problem } from "@perennial/api";
import { vi } from "vitest";

/** Where the app is in these tests; HubSpot takes no other than https. */
export const APP_URL = "https://perennial.example";

/** A request as a page made it. */
export interface Asked {
  readonly id: OperationId;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

type Reply<Id extends OperationId> = (
  asked: Asked,
) => Operations[Id]["answer"]["_input"] | Refusal | Promise<Operations[Id]["answer"]["_input"]>;
type Replies = { readonly [Id in OperationId]?: Reply<Id> };

/** An answer that is no success, as the server tells it. */
export class Refusal {
  readonly problem: Problem;

  constructor(status: number, detail: string, problems?: Problem["problems"]) {
    const said = { type: "about:blank", title: "Refused", status, detail, instance: "request-1" };
    this.problem = { ...said, ...(problems && { problems }) };
  }
}

/**
 * Answers what pages ask of Perennial as its server does: only requests that the API's schemas take are answered, and
 * only with what they give.
 */
export function stubPerennial(replies: Replies): readonly Asked[] {
  const all: Asked[] = [];
  vi.spyOn(hubspot, "fetch").mockImplementation(async (address, options = {}) => {
    const asked = understand(String(address), options.method ?? "GET", options.body);
    all.push(asked);
    const reply = replies[asked.id];
    if (!reply) throw new Error(`nothing answers ${asked.id}`);
    const answer: unknown = await (reply as Reply<OperationId>)(asked);
    if (answer instanceof Refusal) return respond(answer.problem.status, answer.problem);
    return respond(200, OPERATIONS[asked.id].answer.parse(answer));
  });
  return all;
}

function understand(address: string, method: string, body: unknown): Asked {
  const url = new URL(address);
  if (url.origin !== APP_URL) throw new Error(`asked ${url.origin}`);
  const path = url.pathname.replace(/^\/apps\/hubspot(?=\/v1\/)/, "");
  for (const operation of Object.values(OPERATIONS)) {
    const found = new RegExp(`^${operation.path.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`).exec(
      path,
    );
    if (!found || operation.method.toUpperCase() !== method) continue;
    const named = Object.entries(found.groups ?? {});
    const params = Object.fromEntries(named.map(([name, it]) => [name, decodeURIComponent(it)]));
    const query = Object.fromEntries(url.searchParams);
    operation.params.parse(params);
    operation.query.parse(query);
    operation.body.parse(body ?? {});
    return { id: operation.id as OperationId, params, query, body };
  }
  throw new Error(`no operation is at ${method} ${url.pathname}`);
}

function respond(status: number, body: unknown): Response {
  return Response.json(JSON.parse(JSON.stringify(body)), { status });
}
