import type { DoorAnswer, DoorRequest } from "../../door/door-request.ts";
import type { RollingLimit } from "../../rate/rolling-limit.ts";
import type { TokenOffice } from "../account/token-office.ts";
import type { HubspotAct } from "../hubspot-act.ts";
import type { Portal } from "../portal/portal.ts";
import type { Call } from "./call.ts";
import { expired, HubspotRefusal, unauthenticated } from "./refusal.ts";
import { findRoute } from "./router.ts";
import type { Trouble } from "./trouble.ts";

/** What the API needs of HubSpot. */
export interface ApiDesk {
  readonly appId: string;
  readonly office: TokenOffice;
  readonly multiStatus: 200 | 207;
  readonly trouble: Trouble;
  portal(id: number): Portal | undefined;
  nowMs(): number;
  log(act: HubspotAct): void;
  correlationId(): string;
}

/** Where a URL is too long for HubSpot; the real length is not documented. */
const LONGEST_URL = 8192;

/** Answers a request to the API: token, limit, then the endpoint's own checks, in this order. */
export function answerApi(request: DoorRequest, desk: ApiDesk): DoorAnswer {
  try {
    return answerChecked(request, desk);
  } catch (error) {
    if (error instanceof HubspotRefusal) return error.answer(desk.correlationId());
    throw error;
  }
}

function answerChecked(request: DoorRequest, desk: ApiDesk): DoorAnswer {
  if (request.path.length + request.query.length > LONGEST_URL)
    return { status: 414, body: "<html><h1>414 Request-URI Too Large</h1></html>" };
  const route = findRoute(request.method, request.path);
  if (!("handler" in route)) throw noRoute(route);
  const { grant, portal } = admitted(request, desk);
  const nowMs = desk.nowMs();
  const limit = route.isSearch ? portal.search : portal.general;
  if (!limit.admit(nowMs)) return tooMany(limit, route.isSearch, desk);
  const headers = route.isSearch ? {} : rateHeaders(limit, nowMs);
  const call: Call = {
    request,
    portal,
    scopes: grant.scopes,
    params: route.params,
    query: new URLSearchParams(request.query),
    nowMs,
    appId: desk.appId,
    multiStatus: desk.multiStatus,
    log: (act) => desk.log(act),
    uninstall: () => portal.uninstall(),
  };
  try {
    const answer = desk.trouble.next(portal.id, request) ?? route.handler(call);
    return { ...answer, headers: { ...headers, ...answer.headers } };
  } catch (error) {
    if (!(error instanceof HubspotRefusal)) throw error;
    return { ...error.answer(desk.correlationId()), headers };
  }
}

function admitted(request: DoorRequest, desk: ApiDesk) {
  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  const grant = token === undefined ? undefined : desk.office.accessGrant(token);
  const portal = grant === undefined ? undefined : desk.portal(grant.portalId);
  if (grant === undefined || portal === undefined) throw unauthenticated();
  if (desk.office.isOver(grant)) throw expired(grant.expiresMs, desk.nowMs());
  return { grant, portal };
}

function noRoute(methods: readonly string[]): HubspotRefusal {
  if (methods.length === 0) return new HubspotRefusal(404, { message: "resource not found" });
  const message = `HTTP 405 Method Not Allowed; this path has ${methods.join(", ")}`;
  return new HubspotRefusal(405, { message });
}

function rateHeaders(limit: RollingLimit, nowMs: number): Record<string, string> {
  return {
    "x-hubspot-ratelimit-max": String(limit.most),
    "x-hubspot-ratelimit-remaining": String(limit.remaining(nowMs)),
    "x-hubspot-ratelimit-interval-milliseconds": String(limit.windowMs),
  };
}

function tooMany(limit: RollingLimit, isSearch: boolean, desk: ApiDesk): DoorAnswer {
  const correlationId = desk.correlationId();
  const name = isSearch ? "secondly" : "ten_secondly_rolling";
  return {
    status: 429,
    headers: isSearch ? {} : rateHeaders(limit, desk.nowMs()),
    body: {
      status: "error",
      message: `You have reached your ${name} limit.`,
      errorType: "RATE_LIMIT",
      correlationId,
      policyName: name.toUpperCase(),
      groupName: isSearch ? "publicapi:crm:search" : `publicapi:oauth:${desk.appId}`,
      requestId: correlationId,
    },
  };
}
