import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { readSignedRequest, secret, setting } from "@perennial/connector-kit";
import {
  type ActionResult,
  type Command,
  type Connector,
  ConnectorError,
  type Customer,
  type Grant,
  type InboundRequest,
  type Session,
  type Signal,
} from "@perennial/contract";
import { z } from "zod";

const words = (text: string) => ({ label: { sv: text, en: text } });

const MarketApp = z.strictObject({
  appId: setting(z.string(), words("App")),
  clientSecret: secret(words("Secret")),
  vendorUrl: setting(z.url(), words("Vendor")).default("https://market.example"),
});
type MarketApp = z.infer<typeof MarketApp>;

const MarketSettings = z.strictObject({
  account: z.string(),
  nameField: setting(z.string().min(1), words("Name")).default("name"),
  person: z
    .strictObject({ nick: setting(z.string().nullable(), words("Nick")).default("nick") })
    .prefault({}),
  written: setting(z.record(z.string(), z.string().min(1)), words("Written")).default({
    ...{ phase: "our_phase", tier: "our_tier" },
  }),
  limits: z.strictObject({ perDay: setting(z.int().positive(), words("A day")) }).optional(),
  apiKey: secret(words("Key")).optional(),
});
type MarketSettings = z.infer<typeof MarketSettings>;

const Item = z.object({ account: z.string(), id: z.string(), name: z.string() });
const ActionBody = z.object({
  account: z.string(),
  id: z.string(),
  customer: z.string(),
  program: z.string(),
});

const Launch = z.object({
  account: z.string(),
  user: z.string(),
  path: z.string().default("/"),
  role: z.enum(["viewer", "agent"]).default("agent"),
});

/** The credentials of the app that tests know. */
export const MARKET_SECRET = "market-client-secret-canary-1";
const ID = "market";

/** A vendor with a marketplace: the connector, and what the vendor saw. */
export interface Market {
  readonly connector: Connector;
  /** The grants whose codes were exchanged. */
  readonly grants: readonly Grant[];
  readonly commands: readonly Command[];
  /** Accounts that our app was taken out of from here. */
  readonly uninstalled: readonly string[];
  /** Accounts whose fields were asked for, once for each time. */
  readonly described: readonly string[];
  /** Has the vendor keep whoever asks for fields waiting until something is over. */
  hold(until: Promise<void> | undefined): void;
  /** Has the vendor refuse everything until it is told otherwise. */
  refuse(words: string | undefined): void;
}

/** A connector with an app, whose vendor is in this process: accounts `1`, `2`, … have a customer `c<account>` each. */
export function createMarket(): Market {
  const grants: Grant[] = [];
  const commands: Command[] = [];
  const uninstalled: string[] = [];
  const described: string[] = [];
  let refusal: string | undefined;
  let held: Promise<void> | undefined;
  const ask = () => {
    if (refusal === undefined) return;
    throw new ConnectorError({ connector: ID, kind: "forbidden", message: refusal });
  };
  const open = async ({ account, nameField }: MarketSettings): Promise<Session> => ({
    check: async () => ask(),
    async perform(given) {
      commands.push(...given);
      return given.map(({ id }) => ({ commandId: id, outcome: "accepted" }));
    },
    async *changesSince() {
      const record = { id: `c${account}`, name: `Kund ${account}` };
      yield { signals: [changed(account, record)], cursor: "1" };
    },
    async describe() {
      described.push(account);
      await held;
      ask();
      const field = { name: "name", label: "Namn", type: "string", options: [] };
      return {
        objects: [{ object: "person", label: "Person", fields: [field] }],
        missing: [{ sv: "Ordrar kan inte läsas.", en: "Orders cannot be read." }],
      };
    },
    async samples(object, count) {
      const values = { [nameField]: `Kund ${account}` };
      const ref = { object, id: `c${account}` };
      return [{ ref, values, signals: [], problems: [] }].slice(0, count);
    },
    async uninstall() {
      ask();
      uninstalled.push(account);
    },
    close: async () => {},
  });
  const connector: Connector<MarketSettings, MarketApp> = {
    manifest: {
      ...{ contractVersion: 1, id: ID, title: { sv: "Torget", en: "The Market" }, auth: "oauth2" },
      ...{ capabilities: ["changes.read", "inbound"], commands: ["update-record"] },
      ...{ signals: ["customer.changed"], rateLimits: [], batchSize: 100, proof: {} },
      readEverySeconds: 900,
      vendorApi: { version: "1", documentation: "https://market.example/docs" },
    },
    settings: MarketSettings,
    inbound: {
      verify: () => ({ genuine: false, reason: "deliveries come to the app's door" }),
      toSignals: ({ body }) => {
        const { account, ...record } = Item.parse(JSON.parse(body));
        return { signals: [changed(account, record)], problems: [] };
      },
    },
    app: {
      credentials: MarketApp,
      authorizeUrl({ appId, vendorUrl }, { state, redirectUri, codeChallenge }) {
        const query = { client_id: appId, state, redirect_uri: redirectUri };
        return `${vendorUrl}/agree?${new URLSearchParams({ ...query, code_challenge: codeChallenge })}`;
      },
      async install(_app, grant) {
        ask();
        grants.push(grant);
        const [, id = "", by = ""] = /^code-(\w+)-(.+)$/.exec(grant.code) ?? [];
        const account = { id, name: `Bolag <${id}>`, timeZone: "Europe/Helsinki", currency: "EUR" };
        return { account, tokens: { accessToken: `t-${id}` }, settings: { account: id }, by };
      },
      doors: {
        verify({ clientSecret }, request) {
          const given = Buffer.from(request.headers["x-market-signature"] ?? "");
          const right = Buffer.from(marketSignature(request, clientSecret));
          const genuine = given.length === right.length && timingSafeEqual(given, right);
          return genuine ? { genuine } : { genuine, reason: "the signature is not right" };
        },
        split(request) {
          const items = z.array(Item).parse(JSON.parse(request.body));
          const parts = items.map((each) => ({
            account: each.account,
            request: { ...request, body: JSON.stringify(each) },
          }));
          return { parts, problems: [] };
        },
        caller({ url }) {
          const { searchParams } = new URL(url);
          const [account, user] = [searchParams.get("account"), searchParams.get("user")];
          return account !== null && user !== null ? { account, user } : undefined;
        },
        action(name, { body }) {
          const given = JSON.parse(body);
          if (name === "programs") {
            return { kind: "list-programs", account: given.account, search: given.search };
          }
          const parsed = ActionBody.safeParse(given);
          if (!parsed.success) return { place: "body", message: "it names no customer" };
          const { account, id, customer: customerId, program } = parsed.data;
          const kind = name === "enrol" ? "enrol" : "stop";
          return { kind, account, id, customerId, program, by: "Market flow 7" };
        },
        answer: (result: ActionResult) => ({
          status: 200,
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ market: result }),
        }),
      },
      frameAncestors: ["https://app.market.example", "https://*.market.example"],
      launch({ clientSecret }, { body }) {
        const read = readSignedRequest({ body, secrets: [clientSecret] });
        if (!read.genuine) return read;
        const launch = Launch.safeParse(read.payload);
        if (launch.success) return { genuine: true, launch: launch.data };
        return { genuine: false, reason: "it does not say who asks" };
      },
    },
    open,
  };
  return {
    ...{ connector: connector as unknown as Connector, grants, commands, uninstalled, described },
    hold: (until) => {
      held = until;
    },
    refuse: (said) => {
      refusal = said;
    },
  };
}

function changed(
  account: string,
  { id, name }: { readonly id: string; readonly name: string },
): Signal {
  const at = "2026-03-01T08:00:00.000Z";
  const updatedAt = new Date(Date.parse(at) + name.length).toISOString();
  const customer: Customer = {
    ...{ id, name, kind: "person", locale: "sv", doNotCall: false, attributes: {}, updatedAt },
  };
  return { id: `${account}:${id}:${name}`, at, type: "customer.changed", customer };
}

/** The vendor's signature of a request. */
export function marketSignature(
  { method, url, body }: Pick<InboundRequest, "method" | "url" | "body">,
  key = MARKET_SECRET,
): string {
  return createHmac("sha256", key).update(`${method}\n${url}\n${body}`).digest("base64url");
}

/** The form that a page of the vendor's posts to open our console. */
export function marketLaunch(payload: unknown, key = MARKET_SECRET): string {
  const content = Buffer.from(JSON.stringify(payload)).toString("base64");
  const signature = createHmac("sha256", key).update(content).digest("base64");
  return new URLSearchParams({ signed_request: `${signature}.${content}` }).toString();
}

/** The challenge of a verifier (RFC 7636, 4.2). */
export function challengeOf(verifier: string): string {
  return createHash("sha256").update(verifier).digest("base64url");
}
