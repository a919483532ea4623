import type { OperationId, Operations } from "@perennial/api";
import { PerennialError, type PlacedProblem } from "./perennial-error.ts";

/** Where each operation that our pages use is, as the API declares it. */
export const ROUTES = {
  createLaunch: { method: "POST", path: "/v1/session/launches" },
  getOverview: { method: "GET", path: "/v1/overview" },
  listConnections: { method: "GET", path: "/v1/connections" },
  getConnection: { method: "GET", path: "/v1/connections/{id}" },
  getConnectionForm: { method: "GET", path: "/v1/connections/{id}/form" },
  saveConnectionSettings: { method: "POST", path: "/v1/connections/{id}/settings" },
  describeConnection: { method: "GET", path: "/v1/connections/{id}/fields" },
  getAdministrators: { method: "GET", path: "/v1/connections/{id}/administrators" },
  saveAdministrators: { method: "POST", path: "/v1/connections/{id}/administrators" },
  tryConnectionMapping: { method: "POST", path: "/v1/connections/{id}/try-mapping" },
  resyncConnection: { method: "POST", path: "/v1/connections/{id}/resync" },
  disconnect: { method: "POST", path: "/v1/connections/{id}/disconnect" },
  getTenantSettings: { method: "GET", path: "/v1/settings" },
  saveTenantSettings: { method: "POST", path: "/v1/settings" },
  listPrograms: { method: "GET", path: "/v1/programs" },
  setProgram: { method: "POST", path: "/v1/programs/{id}/state" },
  getAudience: { method: "GET", path: "/v1/programs/{id}/audience" },
  startEnrolment: { method: "POST", path: "/v1/enrolments" },
  listAgreements: { method: "GET", path: "/v1/agreements" },
  getCustomerCard: { method: "GET", path: "/v1/customers/{id}/card" },
  pauseCustomer: { method: "POST", path: "/v1/customers/{id}/pause" },
  stopProgram: { method: "POST", path: "/v1/customers/{id}/stop" },
  getCallerPicture: { method: "GET", path: "/v1/customers/{id}/call-view" },
  finishCall: { method: "POST", path: "/v1/phone-calls/{callId}/finished" },
  noteCall: { method: "POST", path: "/v1/customers/{id}/calls" },
} as const satisfies Partial<Record<OperationId, { method: "GET" | "POST"; path: string }>>;

/** What our pages can ask. */
export type OperationName = keyof typeof ROUTES;

/** What goes with a question: values in its path, its query and its body. */
export interface Input<Name extends OperationName> {
  readonly params?: Operations[Name]["params"]["_input"];
  readonly query?: Operations[Name]["query"]["_input"];
  readonly body?: Operations[Name]["body"]["_input"];
}

/** What comes back. */
export type Answer<Name extends OperationName> = Operations[Name]["answer"]["_output"];

/** Asks Perennial once. Throws a `PerennialError` that says what went wrong. */
export type Ask = <Name extends OperationName>(
  name: Name,
  input?: Input<Name>,
) => Promise<Answer<Name>>;

/** As much of `hubspot.fetch` as is used: HubSpot sends the request from its servers, signed (crm/hubspot.md, 6.2). */
export type HubspotFetch = (
  url: string,
  options: { method: "GET" | "POST"; timeout: number; body?: { [key: string]: unknown } },
) => Promise<Response>;

/** The longest that HubSpot surely waits, in milliseconds. */
const TIMEOUT = 15_000;

/** A client of Perennial's API for pages inside HubSpot; `appUrl` is the app's address without a path. */
export function createPerennialApi(fetch: HubspotFetch, appUrl: string): Ask {
  return async (name, input = {}) => {
    if (appUrl === "") throw new PerennialError({ status: -1 });
    const { method } = ROUTES[name];
    const response = await answered(() =>
      fetch(addressOf(name, input, appUrl), {
        ...{ method, timeout: TIMEOUT },
        ...(method === "POST" && { body: { ...valuesOf(input.body) } }),
      }),
    );
    const said: unknown = await response.json().catch(() => undefined);
    if (!response.ok) throw refusal(response.status, said);
    if (said === undefined) throw new PerennialError({ status: 500 });
    // The server checks its answers by the schemas that these types are of.
    return said as Answer<typeof name>;
  };
}

async function answered(ask: () => Promise<Response>): Promise<Response> {
  try {
    return await ask();
  } catch {
    throw new PerennialError({ status: 0 });
  }
}

function addressOf(name: OperationName, { params, query }: Input<OperationName>, appUrl: string) {
  const given = valuesOf(params);
  const path = ROUTES[name].path.replace(/\{(\w+)\}/g, (_, field) =>
    encodeURIComponent(String(given[field])),
  );
  const asked = Object.entries(valuesOf(query)).filter(([, value]) => value !== undefined);
  const search = asked.map(([key, value]) => `${key}=${encodeURIComponent(String(value))}`);
  const start = `${appUrl.replace(/\/+$/, "")}/apps/hubspot${path}`;
  return search.length === 0 ? start : `${start}?${search.join("&")}`;
}

/** Reads problem details (RFC 9457); what is no such thing is told by its status alone. */
function refusal(status: number, said: unknown): PerennialError {
  const { detail, instance, problems } = valuesOf(said);
  return new PerennialError({
    status,
    ...(typeof detail === "string" && { detail }),
    ...(typeof instance === "string" && { reference: instance }),
    ...(Array.isArray(problems) && { problems: problems.flatMap(placed) }),
  });
}

function placed(problem: unknown): PlacedProblem[] {
  const { place, message } = valuesOf(problem);
  if (typeof place !== "string" || typeof message !== "string") return [];
  return [{ place, message }];
}

function valuesOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(Object.entries(value));
}
