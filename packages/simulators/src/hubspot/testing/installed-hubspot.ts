import { ManualClock } from "@perennial/contract";
import { type Hubspot, startHubspot } from "../hubspot.ts";
import type { HubspotApp, HubspotOptions } from "../hubspot-options.ts";
import type { Portal } from "../portal/portal.ts";

/** An app such as ours. */
export const APP: HubspotApp = {
  appId: "1160452",
  clientId: "1d3f0000-0000-4000-8000-00000000aaaa",
  clientSecret: "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy",
  redirectUris: ["http://localhost:4000/apps/hubspot/callback"],
  requiredScopes: [
    "oauth",
    "crm.objects.contacts.read",
    "crm.objects.contacts.write",
    "crm.schemas.contacts.read",
    "crm.schemas.contacts.write",
  ],
  optionalScopes: [
    "crm.objects.companies.read",
    "crm.objects.companies.write",
    "crm.objects.deals.read",
    "crm.objects.deals.write",
    "crm.objects.custom.read",
    "crm.objects.custom.write",
    "crm.objects.line_items.read",
    "crm.objects.orders.read",
    "crm.objects.owners.read",
    "crm.objects.subscriptions.read",
    "crm.schemas.custom.read",
    "crm.schemas.custom.write",
    "crm.schemas.deals.read",
    "communication_preferences.read_write",
    "communication_preferences.statuses.batch.read",
    "communication_preferences.statuses.batch.write",
    "automation",
  ],
};

/** An answer of the API, its body read. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Read as it comes: the tests look into it. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** A HubSpot with one portal that has the app, and a client with its token. */
export interface Installed {
  readonly clock: ManualClock;
  readonly hubspot: Hubspot;
  readonly portal: Portal;
  accessToken: string;
  readonly refreshToken: string;
  api(method: string, path: string, body?: unknown): Promise<Answer>;
  /** The clock goes on by so many milliseconds. */
  wait(ms: number): void;
}

/** Where every story of these tests begins. */
export const START = "2026-11-22T08:00:00.000Z";

/** Starts a HubSpot with the app installed in one portal. */
export async function installedHubspot(
  options: Partial<HubspotOptions> = {},
  scopes?: readonly string[],
): Promise<Installed> {
  const clock = new ManualClock(START);
  const hubspot = await startHubspot({ clock, app: APP, indexLagMs: 0, ...options });
  const portal = hubspot.addPortal();
  const { accessToken, refreshToken } = hubspot.install(portal, scopes);
  const installed: Installed = {
    clock,
    hubspot,
    portal,
    accessToken,
    refreshToken,
    api: (method, path, body) =>
      call(`${hubspot.url}${path}`, { method, body, token: installed.accessToken }),
    wait: (ms) => clock.moveTo(new Date(Date.parse(clock.now()) + ms).toISOString()),
  };
  return installed;
}

/** Calls the API with a token and reads what comes back. */
export async function call(
  url: string,
  request: { method: string; body?: unknown; token: string },
): Promise<Answer> {
  const { method, body, token } = request;
  const headers: Record<string, string> = { authorization: `Bearer ${token}` };
  if (body !== undefined) headers["content-type"] = "application/json";
  const init = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await fetch(url, { method, headers, ...init });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: parsed(text) };
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text);
  } catch {
    return { text };
  }
}
