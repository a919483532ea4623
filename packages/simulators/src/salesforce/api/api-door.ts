import type { DoorAnswer, DoorRequest } from "../../door/door-request.ts";
import { tokenOf } from "../account/identity-api.ts";
import type { TokenOffice } from "../account/token-office.ts";
import type { Org } from "../org/org.ts";
import type { SalesforceAct } from "../salesforce-act.ts";
import type { RoutedCall } from "./call.ts";
import { versionState, versions } from "./limits-api.ts";
import { notFound, refusalOf, refuse, type SalesforceRefusal } from "./refusal.ts";
import { findRoute } from "./router.ts";
import type { Trouble } from "./trouble.ts";

/** What the API needs of Salesforce. */
export interface ApiDesk {
  readonly office: TokenOffice;
  readonly trouble: Trouble;
  nowMs(): number;
  log(act: SalesforceAct): void;
}

/**
 * The most bytes of an address, and of address and headers together (Salesforce Developer Limits and Allocations
 * Quick Reference).
 */
const LONGEST = 16_384;
const BASE = /^\/services\/data(?:\/v([\d.]+)(?:\/(.*))?)?\/?$/;

/** Answers a request to an org's API: address, token, edition, limit, then the endpoint's own checks, in this order. */
export function answerApi(request: DoorRequest, org: Org | undefined, desk: ApiDesk): DoorAnswer {
  const tooLong = lengthFault(request);
  if (tooLong !== undefined) return tooLong;
  const [whole, version, rest = ""] = BASE.exec(request.path) ?? [];
  if (whole !== undefined && version === undefined) return versions();
  try {
    if (version === undefined || versionState(version) === "unknown") throw notFound();
    if (versionState(version) === "retired")
      throw refuse("UNSUPPORTED_API_VERSION", "This API version has been retired", 410);
    const userId = admitted(request, org, desk);
    if (org === undefined) throw notFound();
    return answerCounted({ request, org, userId, version, path: rest }, desk);
  } catch (error) {
    return refusalOf(error);
  }
}

function answerRoute(path: string, call: RoutedCall): DoorAnswer {
  const route = findRoute(call.request.method, path);
  if (!("handler" in route)) throw noRoute(call.request.method, route);
  const { handler, params } = route;
  return handler({ ...call, params, query: new URLSearchParams(call.request.query) });
}

interface Admitted {
  readonly request: DoorRequest;
  readonly org: Org;
  readonly userId: string;
  readonly version: string;
  readonly path: string;
}

function answerCounted({ path, ...admitted }: Admitted, desk: ApiDesk): DoorAnswer {
  const { org } = admitted;
  const nowMs = desk.nowMs();
  if (!org.profile.hasApi)
    throw refuse("API_DISABLED_FOR_ORG", "The REST API is not enabled for this Organization.", 403);
  const isAdmitted = org.calls.admit(nowMs);
  const headers = limitHeader(org, nowMs);
  if (!isAdmitted)
    return {
      ...refuse("REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.", 403).answer,
      headers,
    };
  const answer = answered(
    path,
    { ...admitted, nowMs, log: (act) => desk.log(act), route: answerRoute },
    desk,
  );
  return { ...answer, headers: { ...headers, ...answer.headers } };
}

function answered(path: string, call: RoutedCall, { trouble }: ApiDesk): DoorAnswer {
  try {
    return trouble.next(call.org.id, call.request) ?? answerRoute(path, call);
  } catch (error) {
    return refusalOf(error);
  }
}

function admitted(request: DoorRequest, org: Org | undefined, { office }: ApiDesk): string {
  const token = tokenOf(request) ?? "";
  const grant = org && office.used(token, org.profile.sessionSeconds);
  const user = org?.user(grant?.userId ?? "");
  if (grant === undefined || grant.orgId !== org?.id || user?.values.IsActive !== true)
    throw refuse("INVALID_SESSION_ID", "Session expired or invalid", 401);
  return grant.userId;
}

function limitHeader({ calls }: Org, nowMs: number): Record<string, string> {
  const used = calls.most - calls.remaining(nowMs);
  return { "sforce-limit-info": `api-usage=${used}/${calls.most}` };
}

function lengthFault({ path, query, headers }: DoorRequest): DoorAnswer | undefined {
  const address = path.length + query.length + 1;
  if (address > LONGEST)
    return {
      status: 414,
      headers: { "content-type": "text/html" },
      body: "<h1>Bad Message 414</h1><pre>reason: URI Too Long</pre>",
    };
  let bytes = address;
  for (const [name, value] of Object.entries(headers)) bytes += name.length + value.length + 4;
  if (bytes <= LONGEST) return undefined;
  return {
    status: 431,
    headers: { "content-type": "text/html" },
    body: "<h1>Bad Message 431</h1><pre>reason: Request Header Fields Too Large</pre>",
  };
}

function noRoute(method: string, methods: readonly string[]): SalesforceRefusal {
  if (methods.length === 0) return notFound();
  return refuse(
    "METHOD_NOT_ALLOWED",
    `HTTP Method '${method}' not allowed. Allowed are ${methods.join(",")}`,
    405,
  );
}
