import { createHash, createHmac } from "node:crypto";
import { signWebhook } from "@perennial/connector-kit";
import type { ReceivedRequest, Reply } from "@perennial/connector-kit/testing";
import type { InboundRequest, Instant, ManualClock, Tokens } from "@perennial/contract";
import { httpFaults } from "../http/http-faults.ts";
import type { World, WorldFeed } from "../scenario/world.ts";
import { acmeEvents } from "./acme-events.ts";
import { acmeVisits } from "./acme-visits.ts";

/** How the made-up vendor Acme lets us in. */
export type AcmeAuth = "token" | "oauth2";

const SIGNING_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const APP_SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
const STATIC_TOKEN = "acme-t0k3n-canary";
const PAGE = 2;

/** Starts Acme: a server that keeps what it gets by id, except SMS, which it sends as often as it is told. */
export async function startAcme(clock: ManualClock, auth: AcmeAuth): Promise<World> {
  const kept = new Map<string, string>();
  const sms: string[] = [];
  const events = acmeEvents();
  const changes = acmeFeed(clock, events.tell);
  const diary = acmeVisits();
  const grants = acmeGrants(auth);
  let isInstalled = true;

  const answer = (request: ReceivedRequest): Reply | Promise<Reply> => {
    const [, resource = "", id = ""] = request.path.split("/");
    if (resource === "token") return grants.renewed(request.body);
    if (resource === "grant") return { status: 401, body: { message: "this code is not good" } };
    if (!isInstalled || !grants.allows(request))
      return { status: 401, body: { message: "who are you?" } };
    if (resource === "me") return { body: { account: "acme" } };
    if (resource === "changes") return { body: changes.page(request.query.get("cursor")) };
    if (resource === "events") return events.page(request.query.get("after"));
    if (resource === "visits") return diary.page(request.query);
    if (resource === "records") return { body: changes.record(decodeURIComponent(id)) };
    if (resource === "install") {
      isInstalled = false;
      return { status: 204 };
    }
    if (resource === "done") {
      return {
        body: { found: kept.has(decodeURIComponent(id)) || sms.includes(decodeURIComponent(id)) },
      };
    }
    if (/"text":"bad"/.test(request.body)) {
      return { status: 422, body: { message: "text: bad is not allowed" } };
    }
    if (resource === "sms") sms.push(decodeURIComponent(id));
    else kept.set(decodeURIComponent(id), request.body);
    return { body: { id } };
  };

  const http = await httpFaults(answer, { spares: ({ path }) => path === "/token" });
  return {
    ...http,
    faults: auth === "oauth2" ? { ...http.faults, ...grants.faults } : http.faults,
    clear: async () => {
      await http.clear();
      grants.restore();
    },
    ...(auth === "oauth2" ? { tokens: grants.first, renew: async () => grants.renew() } : {}),
    settings: { baseUrl: http.url, token: STATIC_TOKEN, signingSecret: SIGNING_SECRET },
    app: { baseUrl: http.url, appSecret: APP_SECRET },
    taken: () => kept.size + sms.length,
    newest: () => [...kept.values()].at(-1) ?? "",
    feed: changes.feed,
    visits: diary.visits,
  };
}

/** Signs as Acme does, for a connection or for our app. */
export function signAsAcme(request: InboundRequest, at: Instant): InboundRequest {
  return signedWith(SIGNING_SECRET, request, at);
}

/** Signs for our app as Acme does. */
export function signForApp(request: InboundRequest, at: Instant): InboundRequest {
  return signedWith(APP_SECRET, request, at);
}

/** Makes a form of what a page of Acme's says, signed for our app. */
export function signLaunch(request: InboundRequest): InboundRequest {
  const said = Buffer.from(request.body).toString("base64");
  const signature = createHmac("sha256", APP_SECRET).update(said).digest("base64");
  const form = new URLSearchParams({ signed_request: `${signature}.${said}` });
  return { ...request, body: form.toString() };
}

function signedWith(secret: string, request: InboundRequest, at: Instant): InboundRequest {
  const id = `msg_${createHash("sha256").update(request.body).digest("hex").slice(0, 16)}`;
  const headers = signWebhook({ id, at, body: request.body, secrets: [secret] });
  return { ...request, headers: { ...request.headers, ...headers } };
}

/** A customer as Acme knows it, which is as the contract does. */
export function acmeCustomer(id: string, updatedAt: Instant): object {
  return { id, kind: "person", name: `Kund ${id}`, updatedAt };
}

function acmeFeed(clock: ManualClock, happens: (id: string) => void) {
  const lines: { type: string; id: string; at: Instant }[] = [];
  const tell = (type: string, id: string) => {
    lines.push({ type, id, at: clock.now() });
    happens(id);
  };
  let records = 0;
  const feed: WorldFeed = {
    async add(count) {
      const ids = Array.from({ length: count }, (_, index) => `c-${records + index + 1}`);
      records += count;
      for (const id of ids) tell("customer", id);
      return ids;
    },
    change: async (id) => void tell("customer", id),
    remove: async (id) => void tell("deleted", id),
    async merge(gone, stays) {
      tell("deleted", gone);
      tell("customer", stays);
    },
    ref: (id) => ({ object: "person", id }),
  };
  const record = (id: string) => ({ items: lines.filter((line) => line.id === id).slice(-1) });
  const page = (cursor: string | null) => {
    const from = Number(cursor ?? 0);
    const items = lines.slice(from, from + PAGE);
    const end = from + items.length;
    return { items, cursor: String(end), more: end < lines.length };
  };
  return { feed, page, record };
}

function acmeGrants(auth: AcmeAuth) {
  const named = (serial: number): Tokens => ({
    accessToken: `access-canary-${serial}`,
    refreshToken: `refresh-canary-${serial}`,
  });
  let serial = 1;
  let expired = false;
  let revoked = false;
  const renew = () => {
    serial += 1;
    expired = false;
    return named(serial);
  };
  return {
    first: named(1),
    renew,
    restore: () => {
      revoked = false;
    },
    faults: {
      expired: () => {
        expired = true;
      },
      revoked: () => {
        revoked = true;
      },
    },
    allows({ headers }: ReceivedRequest): boolean {
      if (auth === "token") return headers.authorization === `Bearer ${STATIC_TOKEN}`;
      return (
        !expired && !revoked && headers.authorization === `Bearer ${named(serial).accessToken}`
      );
    },
    /** A refresh token is good once; used again, it shows that someone else has it. */
    renewed(body: string): Reply {
      const good =
        !revoked && new URLSearchParams(body).get("refresh") === named(serial).refreshToken;
      return good ? { body: renew() } : { status: 401, body: { message: "invalid_grant" } };
    },
  };
}
