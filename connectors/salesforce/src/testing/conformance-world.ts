import { type HttpFaultsOptions, httpFaults, passTo, type World } from "@perennial/conformance";
import type { ReceivedRequest, Reply } from "@perennial/connector-kit/testing";
import type { Command, ManualClock } from "@perennial/contract";
import { type Org, type Salesforce, startSalesforce } from "@perennial/simulators";
import { SalesforceApp } from "../salesforce-credentials.ts";
import { SalesforceSettings } from "../salesforce-settings.ts";
import { plannedIn } from "./planned-visits.ts";
import { REGISTERED } from "./registered-app.ts";

/** A world as the scenarios of writing add to it. */
export interface ConformanceWorld extends World {
  readonly salesforce: Salesforce;
  readonly org: Org;
}

/** What a world is made with beside its clock. */
export interface WorldParts {
  /** Fills the org before anything is asked. */
  fill(org: Org): void;
  /** Makes ready for a command. */
  prepare(org: Org, command: Command): void;
}

const refusal = (status: number, errorCode: string, message: string): Reply => ({
  ...{ status, body: [{ errorCode, message }] },
});

/** Salesforce's own words for what the common faults say. */
const replies: NonNullable<HttpFaultsOptions["replies"]> = {
  "daily-limit": refusal(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded."),
  forbidden: refusal(403, "INSUFFICIENT_ACCESS", "insufficient access rights on object id"),
  revoked: refusal(401, "INVALID_SESSION_ID", "Session expired or invalid"),
  conflict: refusal(400, "DUPLICATE_VALUE", "duplicate value found"),
};

/** Starts a Salesforce with one org that has our package and is connected, behind a door for faults. */
export async function conformanceWorld(
  clock: ManualClock,
  parts: WorldParts,
): Promise<ConformanceWorld> {
  const salesforce = await startSalesforce({ clock, app: REGISTERED });
  const org = await salesforce.addOrg();
  parts.fill(org);
  const granted = salesforce.connect(org);
  const lossy = await lossyFaults(salesforce, org);
  const { http } = lossy;
  const details = { instance_url: http.url };
  return {
    ...http,
    ...{ salesforce, org },
    app: SalesforceApp.parse({
      ...{ clientId: REGISTERED.clientId, clientSecret: REGISTERED.clientSecret },
      loginUrl: http.url,
    }),
    settings: SalesforceSettings.parse({ orgId: org.id, purchases: [], changeEvents: true }),
    tokens: { ...granted, details },
    async renew() {
      const family = salesforce.tokens.familyOf(granted.refreshToken);
      if (family === undefined) throw new Error("the tokens were renewed before");
      const { refreshToken } = salesforce.tokens.advance(family, true);
      salesforce.tokens.expireAccess(org.id);
      return {
        accessToken: salesforce.tokens.issueAccess(family, family.id),
        refreshToken,
        details,
      };
    },
    faults: { ...lossy.faults, expired: () => salesforce.tokens.expireAccess(org.id) },
    taken: () => takenBy(salesforce),
    prepare: async (command) => parts.prepare(org, command),
    ...{ feed: feedOf(org), visits: plannedIn(org) },
    async stop() {
      await http.stop();
      await salesforce.stop();
    },
  };
}

/** Writing reads first, and keeps rows of our own: when an answer is to be lost, it is that to what a command is for. */
async function lossyFaults(salesforce: Salesforce, org: Org) {
  let isLossy = false;
  const [login, host] = [passTo(salesforce.url), passTo(org.url)];
  let url = "";
  const answer = async (request: ReceivedRequest): Promise<Reply> => {
    // faye tries a WebSocket first, which Salesforce's channel of events is not spoken by.
    if (request.headers.upgrade !== undefined) return { status: 400 };
    if (!request.path.startsWith("/services/oauth2")) return host(request);
    const reply = await login(request);
    if (typeof reply === "string") return reply;
    // Tokens say which host the org has: that is the door for faults.
    return { ...reply, body: String(reply.body).replaceAll(org.url, url) };
  };
  const http = await httpFaults(answer, {
    replies,
    spares: ({ method, path }) => isLossy && (method === "GET" || path.includes("perennial__")),
  });
  url = http.url;
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

/** How many different things the app has done for us: what it sets to the same again is no other thing. */
function takenBy({ accepted }: Salesforce): number {
  const things = accepted.entries.flatMap((act) => {
    if (act.act !== "create" && act.act !== "update") return [];
    // What our own objects have goes with what a command is about.
    if (act.type.startsWith("perennial__")) return [];
    const thing = `${act.type} ${act.id}`;
    return [act.type === "Contact" ? `${thing} ${JSON.stringify(act.values)}` : thing];
  });
  return new Set(things).size;
}

function feedOf({ staff }: Org): NonNullable<World["feed"]> {
  let made = 0;
  return {
    async add(count) {
      const records = Array.from({ length: count }, () => {
        made += 1;
        return staff.create("Contact", {
          LastName: `Kund ${made}`,
          Email: `kund.${made}@example.com`,
        });
      });
      return records.map(({ id }) => id);
    },
    async change(id) {
      staff.change(id, { LastName: `Bytt ${id}` });
    },
    async remove(id) {
      staff.delete(id);
    },
    async merge(gone, stays) {
      staff.merge(stays, gone);
    },
    ref: (id) => ({ object: "Contact", id }),
  };
}
