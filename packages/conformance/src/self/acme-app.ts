import {
  baseUrl,
  createRequest,
  readSignedRequest,
  secretValues,
  understand,
  verifyWebhook,
  webhookSecret,
} from "@perennial/connector-kit";
import type {
  AppPart,
  Connector,
  ConnectorContext,
  MarketplaceApp,
  RecordRef,
  Session,
  Understanding,
} from "@perennial/contract";
import { z } from "zod";
import { AcmeSettings, createAcme } from "./acme.ts";
import { listenToAcme } from "./acme-events.ts";
import { acmeCustomer } from "./acme-world.ts";

const AcmeCredentials = z.strictObject({
  baseUrl: baseUrl({ label: { sv: "Adress", en: "Address" } }),
  appSecret: webhookSecret({ label: { sv: "Appens nyckel", en: "The app's secret" } }),
});
type AcmeCredentials = z.infer<typeof AcmeCredentials>;

const Events = z.array(z.looseObject({ account: z.string() }));
const Found = z.object({
  items: z.array(z.object({ type: z.string(), id: z.string(), at: z.string() })),
});

const Launch = z.object({ account: z.string(), user: z.string() });

const acmeApp: MarketplaceApp<AcmeCredentials> = {
  credentials: AcmeCredentials,
  authorizeUrl: ({ baseUrl: address }, request) =>
    `${address}/agree?${new URLSearchParams({ ...request })}`,
  async install({ baseUrl: address, appSecret }, { code }, context) {
    const limiter = { take: async () => {}, drain() {} };
    const request = createRequest({
      connector: "acme",
      context: { ...context, limiter },
      baseUrl: address,
      secrets: [appSecret],
    });
    const answer = await request({ method: "POST", path: ["grant"], json: { code } });
    const account = answer.read(z.object({ id: z.string(), name: z.string() }));
    return { account, tokens: { accessToken: "granted" }, settings: {} };
  },
  doors: {
    verify: ({ appSecret }, request, now) => verifyWebhook(request, [appSecret], now),
    split(request) {
      const events = Events.safeParse(jsonOf(request.body));
      if (!events.success)
        return { parts: [], problems: [{ place: "body", message: "no events" }] };
      const byAccount = Map.groupBy(events.data, ({ account }) => account);
      const parts = [...byAccount].map(
        ([account, own]): AppPart => ({
          account,
          request: { ...request, body: JSON.stringify(own) },
        }),
      );
      return { parts, problems: [] };
    },
    caller({ url }) {
      const { searchParams } = new URL(url);
      const [account, user] = [searchParams.get("account"), searchParams.get("user")];
      return account === null || user === null ? undefined : { account, user };
    },
  },
  launch({ appSecret }, { body }) {
    const signed = readSignedRequest({ body, secrets: [appSecret] });
    return signed.genuine ? { genuine: true, launch: Launch.parse(signed.payload) } : signed;
  },
};

/** Acme with our app in it, and everything that sessions of an app can do. */
export function createAcmeApp(): Connector<AcmeSettings> {
  const right = createAcme("token");
  return {
    ...right,
    manifest: { ...right.manifest, listens: true },
    app: acmeApp,
    async open(settings, context) {
      const session = await right.open(settings, context);
      return { ...session, ...skills(settings, context), ...listening(settings, context) };
    },
  };
}

/** Hears what happens at Acme until it is over or the session is closed. */
function listening(
  settings: AcmeSettings,
  context: ConnectorContext,
): Pick<Session, "listen" | "close"> {
  const closed = new AbortController();
  return {
    listen(given) {
      const over = AbortSignal.any([given.over, closed.signal]);
      const abort = AbortSignal.any([over, context.abort]);
      const request = createRequest({
        ...{ connector: "acme", context: { ...context, abort }, baseUrl: settings.baseUrl },
        headers: { authorization: `Bearer ${settings.token}` },
        secrets: secretValues(AcmeSettings, settings),
      });
      return listenToAcme(request, { ...given, over });
    },
    close: async () => closed.abort(),
  };
}

function skills(settings: AcmeSettings, context: ConnectorContext): Partial<Session> {
  const request = createRequest({
    ...{ connector: "acme", context, baseUrl: settings.baseUrl },
    headers: { authorization: `Bearer ${settings.token}` },
    secrets: secretValues(AcmeSettings, settings),
  });
  const read = async (refs: readonly RecordRef[]): Promise<Understanding> => {
    const people = refs.filter(({ object }) => object === "person");
    const found = await Promise.all(
      people.map(async ({ id }) =>
        (await request({ method: "GET", path: ["records", id] })).read(Found),
      ),
    );
    return understand(found.flatMap(({ items }) => items.map(toldOf)));
  };
  return {
    readRecords: read,
    describe: async () => {
      const fields = [{ name: "name", label: "Namn", type: "string" }];
      return { objects: [{ object: "person", label: "Person", fields }], missing: [] };
    },
    async samples(object, count) {
      const ids = Array.from({ length: count }, (_, index) => `c-${index + 1}`);
      return Promise.all(
        ids.map(async (id) => {
          const ref = { object, id };
          return { ref, values: { name: `Kund ${id}` }, ...(await read([ref])) };
        }),
      );
    },
    prepare: async () =>
      void (await request({ method: "PUT", path: ["fields", "tier"], json: {} })),
    uninstall: async () => void (await request({ method: "DELETE", path: ["install", "own"] })),
  };
}

function toldOf({ type, id, at }: z.infer<typeof Found>["items"][number]) {
  const base = { id: `${type}:${id}:${at}`, at };
  const signal =
    type === "deleted"
      ? { ...base, type: "customer.deleted", customerId: id }
      : { ...base, type: "customer.changed", customer: acmeCustomer(id, at) };
  return { place: `person ${id}`, signal };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
