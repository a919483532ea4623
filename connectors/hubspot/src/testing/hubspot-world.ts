import { type HttpFaultsOptions, httpFaults, passTo, type World } from "@perennial/conformance";
import type { ReceivedRequest } from "@perennial/connector-kit/testing";
import type { Command, ManualClock } from "@perennial/contract";
import {
  type Hubspot,
  type HubspotOptions,
  type Portal,
  startHubspot,
} from "@perennial/simulators";
import { OPTIONAL_SCOPES, REQUIRED_SCOPES } from "../account/scopes.ts";
import { HubspotApp } from "../hubspot-credentials.ts";
import { HUBSPOT_API_DATE } from "../hubspot-paths.ts";
import { HubspotSettings } from "../hubspot-settings.ts";
import { plannedIn } from "./planned-visits.ts";

/** Our app in tests. */
export const TEST_APP = HubspotApp.parse({
  appId: "1160452",
  clientId: "1d3f0000-0000-4000-8000-00000000aaaa",
  clientSecret: "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy",
});
/** Where the simulated HubSpot sends an administrator's browser back to. */
export const TEST_REDIRECT = "http://localhost:4000/apps/hubspot/callback";

/** A HubSpot that has our app, as tests set it up. */
export function startTestHubspot(
  clock: ManualClock,
  options: Partial<HubspotOptions> = {},
): Promise<Hubspot> {
  return startHubspot({
    clock,
    app: {
      ...{ appId: TEST_APP.appId, clientId: TEST_APP.clientId },
      ...{ clientSecret: TEST_APP.clientSecret, redirectUris: [TEST_REDIRECT] },
      ...{ requiredScopes: REQUIRED_SCOPES, optionalScopes: OPTIONAL_SCOPES },
    },
    indexLagMs: 0,
    ...options,
  });
}

/** A world as the scenarios of writing and inbound add to it. */
export interface HubspotWorld extends World {
  readonly hubspot: Hubspot;
  readonly portal: Portal;
}

/** What a world is made with beside its clock. */
export interface WorldParts {
  /** Fields of the settings that are not the defaults. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Fills the portal before anything is asked. */
  fill?(portal: Portal): void;
  /** Makes ready for a command. */
  prepare?(portal: Portal, command: Command): void;
}

const LIMITS = { category: "RATE_LIMITS", errorType: "RATE_LIMIT", status: "error" };

/** HubSpot's own words for what the common faults say. */
const replies: NonNullable<HttpFaultsOptions["replies"]> = {
  "rate-limited": {
    status: 429,
    body: { ...LIMITS, message: "You have reached your secondly limit.", policyName: "SECONDLY" },
  },
  "daily-limit": {
    status: 429,
    body: { ...LIMITS, message: "You have reached your daily limit.", policyName: "DAILY" },
  },
  forbidden: {
    status: 403,
    body: {
      ...{ status: "error", category: "MISSING_SCOPES" },
      message: "This app hasn't been granted all required scopes to make this call.",
      errors: [{ message: "", context: { requiredGranularScopes: ["crm.objects.contacts.read"] } }],
    },
  },
  revoked: {
    status: 401,
    body: { status: "error", category: "INVALID_AUTHENTICATION", message: "no longer valid" },
  },
};

/** Starts a HubSpot with one portal that has our app, behind a door for faults. */
export async function hubspotWorld(
  clock: ManualClock,
  parts: WorldParts = {},
): Promise<HubspotWorld> {
  const hubspot = await startTestHubspot(clock);
  const portal = hubspot.addPortal();
  parts.fill?.(portal);
  const granted = hubspot.install(portal);
  const scopes = [...REQUIRED_SCOPES, ...OPTIONAL_SCOPES];
  const details = { portalId: String(portal.id), scopes: scopes.join(" ") };
  const pass = passTo(hubspot.url);
  const lossy = await lossyFaults((request) => pass(twoToAPage(request)));
  const { http } = lossy;
  const before = hubspot.accepted.size;
  return {
    ...http,
    ...{ hubspot, portal, app: { ...TEST_APP, apiUrl: http.url }, door: "app" },
    settings: HubspotSettings.parse({
      portalId: String(portal.id),
      purchases: [],
      ...parts.settings,
    }),
    tokens: { ...granted, expiresAt: after(clock, 30), details },
    async renew() {
      hubspot.tokens.expireAccess(portal.id);
      const grant = { portalId: portal.id, userId: portal.owners.all[0]?.user.id ?? 0, scopes };
      return {
        accessToken: hubspot.tokens.issueAccess(grant),
        refreshToken: granted.refreshToken,
        expiresAt: after(clock, 30),
        details,
      };
    },
    faults: {
      ...lossy.faults,
      expired: () => hubspot.tokens.expireAccess(portal.id),
    },
    taken: () => hubspot.accepted.size - before,
    prepare: async (command) => parts.prepare?.(portal, command),
    ...{ feed: feedOf(portal), visits: plannedIn(portal) },
    async stop() {
      await http.stop();
      await hubspot.stop();
    },
  };
}

/** Writing reads first: when an answer is to be lost, it is that to the write. */
async function lossyFaults(answer: Parameters<typeof httpFaults>[0]) {
  let isLossy = false;
  const isRead = ({ method, path }: ReceivedRequest) =>
    method === "GET" || path.endsWith("/batch/read") || path.endsWith("/search");
  const http = await httpFaults(answer, {
    replies,
    spares: (request) => isLossy && isRead(request),
  });
  const faults = Object.entries(http.faults).map(([name, switchOn]) => {
    const losing = name === "cut" || name === "silent";
    const start = async () => {
      isLossy = losing;
      await switchOn();
    };
    return [name, start] as const;
  });
  return { http, faults: Object.fromEntries(faults) };
}

function after(clock: ManualClock, minutes: number): string {
  return new Date(Date.parse(clock.now()) + minutes * 60_000).toISOString();
}

function feedOf({ staff }: Portal): NonNullable<World["feed"]> {
  let made = 0;
  return {
    async add(count) {
      const records = Array.from({ length: count }, () => {
        made += 1;
        const email = `kund.${made}@example.com`;
        return staff.create("contacts", { firstname: "Kund", lastname: String(made), email });
      });
      return records.map(({ id }) => String(id));
    },
    async change(id) {
      staff.change("contacts", Number(id), { lastname: `Bytt-${id}` });
    },
    async remove(id) {
      staff.archive("contacts", Number(id));
    },
    async merge(gone, stays) {
      staff.merge("contacts", Number(stays), { id: Number(gone) });
    },
    ref: (id) => ({ object: "contact", id }),
  };
}

/** HubSpot gives as many as it is asked for; small pages show more. */
function twoToAPage(request: ReceivedRequest): ReceivedRequest {
  const { method, path, query, body } = request;
  const list = new RegExp(`^/crm/objects/${HUBSPOT_API_DATE}/[a-z0-9_-]+(?<search>/search)?$`);
  const match = list.exec(path);
  if (match === null) return request;
  if (method === "GET") {
    const smaller = new URLSearchParams(query);
    smaller.set("limit", "2");
    return { ...request, query: smaller };
  }
  if (match.groups?.search === undefined) return request;
  return { ...request, body: JSON.stringify({ ...JSON.parse(body), limit: 2 }) };
}
