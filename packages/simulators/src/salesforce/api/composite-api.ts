import type { DoorAnswer } from "../../door/door-request.ts";
import type { SalesforceAct } from "../salesforce-act.ts";
import { type Call, isObject, jsonOf, mannerOf, objectOf } from "./call.ts";
import { refusalOf, refuse } from "./refusal.ts";

/**
 * The most requests within one, and how many of them may be queries or collections (Salesforce Developer Limits and
 * Allocations Quick Reference).
 */
const MOST = 25;
const MOST_QUERIES = 5;
const REFERENCE = /@\{([^}]+)\}/g;

interface Subrequest {
  readonly method: string;
  readonly url: string;
  readonly referenceId: string;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/** `POST /composite`: up to 25 requests in one call; later ones may use what earlier ones gave. */
export function composite(call: Call): DoorAnswer {
  const body = objectOf(jsonOf(call), ["allOrNone", "collateSubrequests", "compositeRequest"]);
  const { allOrNone = false, compositeRequest } = body;
  if (!Array.isArray(compositeRequest) || typeof allOrNone !== "boolean")
    throw refuse(
      "JSON_PARSER_ERROR",
      "compositeRequest must be a list, and allOrNone true or false",
    );
  const requests = compositeRequest.map(subrequest);
  checkCounts(requests, call);
  return allOrNone ? whole(call, requests) : { status: 200, body: answered(call, requests, false) };
}

interface SubAnswer {
  readonly body: unknown;
  readonly httpHeaders: object;
  readonly httpStatusCode: number;
  readonly referenceId: string;
}

class Halted extends Error {
  readonly answers: readonly SubAnswer[];

  constructor(answers: readonly SubAnswer[]) {
    super("halted");
    this.answers = answers;
  }
}

const HALTED = {
  errorCode: "PROCESSING_HALTED",
  message:
    "The transaction was rolled back since another operation in the same transaction failed.",
};

/** All of them in one transaction: where one fails, none happened. */
function whole(call: Call, requests: readonly Subrequest[]): DoorAnswer {
  const acts: SalesforceAct[] = [];
  const inner = { ...call, log: (act: SalesforceAct) => acts.push(act) };
  try {
    const rows = call.org.records.nested(mannerOf(call), () => {
      const answers = answered(inner, requests, true);
      if (answers.compositeResponse.some(({ httpStatusCode }) => httpStatusCode >= 400))
        throw new Halted(answers.compositeResponse);
      return answers;
    });
    for (const act of acts) call.log(act);
    return { status: 200, body: rows };
  } catch (error) {
    if (!(error instanceof Halted)) throw error;
    const compositeResponse = error.answers.map((one) =>
      one.httpStatusCode >= 400 ? one : { ...one, body: [HALTED], httpStatusCode: 400 },
    );
    return { status: 200, body: { compositeResponse } };
  }
}

function answered(
  call: Call,
  requests: readonly Subrequest[],
  halts: boolean,
): { readonly compositeResponse: readonly SubAnswer[] } {
  const compositeResponse: SubAnswer[] = [];
  const known = new Map<string, unknown>();
  let isHalted = false;
  for (const request of requests) {
    const answer = isHalted ? { status: 400, body: [HALTED] } : one(call, request, known);
    const body = answer.body ?? null;
    if (answer.status < 300) known.set(request.referenceId, body);
    else if (halts) isHalted = true;
    const { referenceId } = request;
    compositeResponse.push({ body, httpHeaders: {}, httpStatusCode: answer.status, referenceId });
  }
  return { compositeResponse };
}

function one(call: Call, request: Subrequest, known: ReadonlyMap<string, unknown>): DoorAnswer {
  try {
    const url = new URL(filled(request.url, known), "http://composite.invalid");
    const base = `/services/data/v${call.version}/`;
    const path = decodeURIComponent(url.pathname);
    if (!path.startsWith(base))
      throw refuse("INVALID_INPUT", `The url of a subrequest must begin with ${base}`);
    if (path === `${base}composite`)
      throw refuse("INVALID_INPUT", "A subrequest cannot be a composite request");
    const body = request.body === undefined ? "" : filled(JSON.stringify(request.body), known);
    return call.route(path.slice(base.length), {
      ...call,
      request: {
        ...call.request,
        method: request.method,
        path,
        query: url.search.slice(1),
        headers: { ...call.request.headers, ...request.headers },
        body,
      },
    });
  } catch (error) {
    return refusalOf(error);
  }
}

/** Puts what earlier requests gave in the place of `@{ref.field}`. */
function filled(text: string, known: ReadonlyMap<string, unknown>): string {
  return text.replace(REFERENCE, (whole, path: string) => {
    const [reference = "", ...fields] = path.split(/[.[\]]+/).filter((part) => part !== "");
    let value = known.get(reference);
    for (const field of fields)
      value = isObject(value)
        ? value[field]
        : Array.isArray(value)
          ? value[Number(field)]
          : undefined;
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
      return String(value);
    throw refuse("INVALID_INPUT", `Invalid reference specified. No value for ${whole} found`);
  });
}

function subrequest(value: unknown): Subrequest {
  const { method, url, referenceId, body, httpHeaders } = objectOf(value, [
    "method",
    "url",
    "referenceId",
    "body",
    "httpHeaders",
  ]);
  if (typeof method !== "string" || typeof url !== "string" || typeof referenceId !== "string")
    throw refuse("JSON_PARSER_ERROR", "A subrequest needs method, url and referenceId");
  if (!/^[A-Za-z]\w*$/.test(referenceId))
    throw refuse("INVALID_INPUT", `Provided referenceId '${referenceId}' must start with a letter`);
  const headers: Record<string, string> = {};
  for (const [name, text] of Object.entries(isObject(httpHeaders) ? httpHeaders : {}))
    headers[name.toLowerCase()] = String(text);
  return { method, url, referenceId, body, headers };
}

function checkCounts(requests: readonly Subrequest[], call: Call): void {
  if (requests.length === 0 || requests.length > MOST)
    throw refuse("LIMIT_EXCEEDED", `The number of subrequests must be from 1 to ${MOST}`);
  const names = requests.map(({ referenceId }) => referenceId);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw refuse("INVALID_INPUT", `Provided referenceId '${twice}' is not unique`);
  const base = `/services/data/v${call.version}/`;
  const heavy = /^(?:query|queryAll|composite\/sobjects)(?:[/?]|$)/;
  const queries = requests.filter(({ url }) => heavy.test(url.replace(base, "")));
  if (queries.length > MOST_QUERIES)
    throw refuse(
      "LIMIT_EXCEEDED",
      `At most ${MOST_QUERIES} subrequests can be queries or collections`,
    );
}
