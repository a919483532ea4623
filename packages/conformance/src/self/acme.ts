import {
  type Answer,
  baseUrl,
  createRequest,
  defineConnector,
  issueWords,
  performEach,
  type RequestOptions,
  readEvent,
  secret,
  secretValues,
  understand,
  verifyWebhook,
  webhookSecret,
} from "@perennial/connector-kit";
import {
  type ChangePage,
  type Command,
  type Connector,
  type ConnectorContext,
  ConnectorError,
  type Manifest,
  type Receipt,
} from "@perennial/contract";
import { z } from "zod";
import { type AcmeAuth, acmeCustomer } from "./acme-world.ts";
import { readAcmeVisits } from "./read-acme-visits.ts";

/** What a customer of Acme fills in. */
export const AcmeSettings = z.strictObject({
  baseUrl: baseUrl({ label: { sv: "Adress", en: "Address" } }),
  token: secret({ label: { sv: "Åtkomsttoken", en: "Access token" } }),
  signingSecret: webhookSecret({ label: { sv: "Signeringsnyckel", en: "Signing secret" } }),
});
/** What a customer of Acme fills in. */
export type AcmeSettings = z.infer<typeof AcmeSettings>;

const acmeManifest: z.input<typeof Manifest> = {
  contractVersion: 1,
  id: "acme",
  title: { sv: "Acme", en: "Acme" },
  auth: "token",
  capabilities: ["changes.read", "inbound"],
  commands: ["add-note", "send-sms", "send-email"],
  signals: ["customer.changed", "customer.deleted", "consent.changed", "message.replied"],
  batchSize: 10,
  plannedVisits: true,
  proof: { lookUp: { settleSeconds: 30 } },
  vendorApi: { version: "1", documentation: "https://acme.example/docs" },
};

const Tokens = z.object({ accessToken: z.string(), refreshToken: z.string() });
const Line = z.object({ type: z.string(), id: z.string(), at: z.string() });
const Page = z.object({ items: z.array(Line), cursor: z.string(), more: z.boolean() });
type Request = (options: RequestOptions) => Promise<Answer>;

/** A small connector that does everything right. */
export function createAcme(auth: AcmeAuth): Connector<AcmeSettings> {
  return defineConnector<AcmeSettings>({
    manifest: { ...acmeManifest, auth },
    settings: AcmeSettings,
    inbound: {
      verify: (request, { signingSecret }, now) => verifyWebhook(request, [signingSecret], now),
      toSignals({ body }) {
        const event = readEvent(body);
        if ("problem" in event) return { signals: [], problems: [event.problem] };
        return event.type === "signal"
          ? understand([{ place: "data", signal: event.data }])
          : understand([]);
      },
    },
    async open(settings, context) {
      const request = auth === "oauth2" ? renewing(settings, context) : plain(settings, context);
      const send = async (resource: string, { id, ...rest }: Command): Promise<Receipt> => {
        const answer = await request({ method: "PUT", path: [resource, id], json: rest });
        answer.read(z.object({ id: z.string() }));
        return { commandId: id, outcome: "accepted" };
      };
      return {
        check: async () =>
          void (await get(request, ["me"])).read(z.object({ account: z.string() })),
        perform: performEach({
          connector: "acme",
          context,
          handlers: {
            "add-note": (note) => send("notes", note),
            "send-sms": (sms) => send("sms", sms),
            "send-email": (mail) => send("mails", mail),
          },
        }),
        lookUp: (attempts) =>
          Promise.all(
            attempts.map(async ({ command: { id } }) => {
              const { found } = (await get(request, ["done", id])).read(
                z.object({ found: z.boolean() }),
              );
              return { commandId: id, found };
            }),
          ),
        changesSince: (cursor) => readAcme(request, cursor),
        plannedVisits: (span) => readAcmeVisits(request, span),
        close: async () => {},
      };
    },
  });
}

/** A connector of Acme's that can do nothing yet, as its author begins. */
export function createBareAcme(): Connector<AcmeSettings> {
  return defineConnector<AcmeSettings>({
    manifest: {
      ...acmeManifest,
      ...{ capabilities: [], commands: [], signals: [], proof: {}, plannedVisits: false },
    },
    settings: AcmeSettings,
    async open(settings, context) {
      const request = plain(settings, context);
      return {
        check: async () =>
          void (await get(request, ["me"])).read(z.object({ account: z.string() })),
        perform: performEach({ connector: "acme", context, handlers: {} }),
        close: async () => {},
      };
    },
  });
}

function get(request: Request, path: readonly string[]): Promise<Answer> {
  return request({ method: "GET", path });
}

async function* readAcme(request: Request, from: string | undefined): AsyncGenerator<ChangePage> {
  let cursor = from;
  for (;;) {
    const answer = await request({ method: "GET", path: ["changes"], query: { cursor } });
    const page = answer.read(Page);
    const { signals } = understand(
      page.items.map(({ type, id, at }, index) => {
        const base = { id: `${type}:${id}:${at}`, at };
        const signal =
          type === "deleted"
            ? { ...base, type: "customer.deleted", customerId: id }
            : { ...base, type: "customer.changed", customer: acmeCustomer(id, at) };
        return { place: `items[${index}]`, signal };
      }),
    );
    cursor = page.cursor;
    yield { signals, cursor };
    if (!page.more) return;
  }
}

function plain(
  settings: AcmeSettings,
  context: ConnectorContext,
  bearer = settings.token,
): Request {
  return createRequest({
    connector: "acme",
    context,
    baseUrl: settings.baseUrl,
    headers: { authorization: `Bearer ${bearer}` },
    secrets: secretValues(AcmeSettings, settings),
  });
}

/** Sends with the tokens as they stand, and renews them once where they are refused. */
function renewing(settings: AcmeSettings, context: ConnectorContext): Request {
  const withToken = (bearer: string | undefined) => plain(settings, context, bearer ?? "none");
  return async (options) => {
    const used = (await context.tokens.read())?.accessToken;
    try {
      return await withToken(used)(options);
    } catch (error) {
      if (!ConnectorError.isInstance(error) || error.kind !== "unauthenticated") throw error;
    }
    const tokens = await context.tokens.exclusively(async (current) => {
      if (current !== undefined && current.accessToken !== used) return current;
      const form = { refresh: current?.refreshToken ?? "" };
      const answer = await withToken("none")({ method: "POST", path: ["token"], form });
      const renewed = Tokens.safeParse(JSON.parse(answer.text));
      if (renewed.success) return renewed.data;
      const message = issueWords(renewed.error);
      throw new ConnectorError({ connector: "acme", kind: "unavailable", message });
    });
    return withToken(tokens.accessToken)(options);
  };
}
