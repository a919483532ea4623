import {
  type Answer,
  createRequest,
  type RequestFunction,
  type RequestOptions,
} from "@perennial/connector-kit";
import { type ConnectorContext, ConnectorError, type Tokens } from "@perennial/contract";
import { z } from "zod";
import { type LoginPlace, salesforceTokens } from "./account/salesforce-tokens.ts";
import { API_VERSION, CLIENT_NAME, type SalesforceApp } from "./salesforce-credentials.ts";
import { refusalOf } from "./salesforce-errors.ts";
import { createSalesforceFetch } from "./salesforce-transport.ts";
import { soqlName } from "./soql/soql-value.ts";

/** Bytes of an answer: two thousand records with long texts. */
const LARGEST_ANSWER = 64 * 1_048_576;
const TIMEOUT = 120_000;
/** Refusals that Salesforce tells of in its own words. */
const REFUSALS = [300, 400, 403, 404, 405, 409, 410, 412, 414, 415, 428, 431] as const;
/** How long a description is believed, in milliseconds. */
const BELIEVED = 10 * 60_000;
/** The family of rate limits that an org's calls belong to. */
const FAMILY = "default";
const MINUTE = 60_000;
const USAGE = /api-usage=(\d+)\/(\d+)/;

/** A record as a query gives it. */
export const SalesforceRecord = z.looseObject({ Id: z.string() });
export type SalesforceRecord = z.infer<typeof SalesforceRecord>;

const QueryPage = z.looseObject({
  records: z.array(SalesforceRecord),
  done: z.boolean(),
  nextRecordsUrl: z.string().optional(),
});

const DescribedField = z.looseObject({
  name: z.string(),
  label: z.string().default(""),
  type: z.string(),
  createable: z.boolean().default(false),
  updateable: z.boolean().default(false),
  filterable: z.boolean().default(true),
  /** The objects that a reference leads to. */
  referenceTo: z.array(z.string()).default([]),
  /** The most characters of a text; 0 for what is none. */
  length: z.number().default(0),
  /** Whether no value is taken that is not in the list. */
  restrictedPicklist: z.boolean().default(false),
  picklistValues: z
    .array(
      z.looseObject({
        value: z.string(),
        label: z.string().nullish(),
        active: z.boolean().default(true),
      }),
    )
    .default([]),
});
/** A field of an object, as the connecting user sees it. */
export type DescribedField = z.infer<typeof DescribedField>;

const Described = z.looseObject({
  name: z.string(),
  label: z.string().default(""),
  /** What ids of its records begin with. */
  keyPrefix: z.string().nullish(),
  queryable: z.boolean().default(true),
  fields: z.array(DescribedField),
});
/** An object as the connecting user sees it: a field that is hidden from that user is not among its fields. */
export type DescribedObject = z.infer<typeof Described>;

const Listed = z.looseObject({
  sobjects: z.array(
    z.looseObject({
      name: z.string(),
      label: z.string().default(""),
      custom: z.boolean().default(false),
      queryable: z.boolean().default(true),
      customSetting: z.boolean().default(false),
    }),
  ),
});
/** An object as the list of all objects has it. */
export type ListedObject = z.infer<typeof Listed>["sobjects"][number];

/** How many of an org's calls of the last 24 hours are used, all its apps together. */
export interface ApiUsage {
  readonly used: number;
  readonly limit: number;
}

/** How a query is asked. */
export interface QueryOptions {
  /** Whether what lies in the bin is among it. @default false */
  readonly deleted?: boolean;
}

/** Salesforce as one org's connection reaches it. */
export interface SalesforceClient {
  /** One request below the API's version, with the org's access token, renewed where it ran out. */
  readonly request: RequestFunction;
  /** The records of a statement, page by page, as long as whoever asks wants more. */
  query(statement: string, options?: QueryOptions): AsyncGenerator<readonly SalesforceRecord[]>;
  /** An object and its fields; undefined where the org has none or hides it from us. */
  describe(object: string): Promise<DescribedObject | undefined>;
  /** The objects that the org has and lets us see. */
  objects(): Promise<readonly ListedObject[]>;
  /** What the last answer said of the org's calls; nothing before the first. */
  usage(): ApiUsage | undefined;
}

/** What a client is made with. */
export interface SalesforceClientOptions {
  readonly app: SalesforceApp;
  readonly place: LoginPlace;
  readonly context: Pick<ConnectorContext, "abort" | "clock" | "limiter" | "tokens">;
}

/** Makes the client of an org's connection. */
export function createSalesforceClient({
  app,
  place,
  context,
}: SalesforceClientOptions): SalesforceClient {
  const own = { ...context, fetch: createSalesforceFetch() };
  const tokens = salesforceTokens(app, place, own);
  let usage: ApiUsage | undefined;
  const request: RequestFunction = (options) =>
    tokens.authorized(async (held) => {
      const answer = await inOrg(held, own)(options);
      usage = usageIn(answer) ?? usage;
      return answer;
    });
  const described = new Map<string, { readonly at: number; readonly asked: Promise<Answer> }>();
  const describing = (object: string) => {
    const now = Date.parse(context.clock.now());
    const kept = described.get(object);
    if (kept && now - kept.at < BELIEVED) return kept.asked;
    const path = ["sobjects", soqlName(object), "describe"];
    const asked = request({ method: "GET", path, accept: [404] });
    described.set(object, { at: now, asked });
    asked.catch(() => described.delete(object));
    return asked;
  };
  return {
    request,
    usage: () => usage,
    async *query(statement, { deleted = false } = {}) {
      let asked: Partial<RequestOptions> = {
        ...{ path: [deleted ? "queryAll" : "query"], query: { q: statement } },
      };
      for (;;) {
        const answer = await request({ method: "GET", ...asked });
        const page = answer.read(QueryPage);
        yield page.records;
        if (page.done || page.nextRecordsUrl === undefined) return;
        asked = { link: page.nextRecordsUrl };
      }
    },
    async objects() {
      const answer = await request({ method: "GET", path: ["sobjects"] });
      return answer.read(Listed).sobjects;
    },
    async describe(object) {
      const answer = await describing(object);
      return answer.status === 404 ? undefined : answer.read(Described);
    },
  };
}

type OwnContext = Parameters<typeof createRequest>[0]["context"];

/** A request to the host that the tokens are for: where the org has moved, new ones name another. */
function inOrg({ accessToken, details }: Tokens, context: OwnContext): RequestFunction {
  const host = details?.instance_url;
  if (host === undefined) throw unplaced();
  const send = createRequest({
    ...{ connector: "salesforce", context, baseUrl: `${host}/services/data/${API_VERSION}` },
    headers: {
      authorization: `Bearer ${accessToken}`,
      "sforce-call-options": `client=${CLIENT_NAME}`,
    },
    ...{ secrets: [accessToken], maxAnswerBytes: LARGEST_ANSWER, timeout: TIMEOUT },
  });
  return async (options) => {
    const accept = options.accept ?? [];
    const answer = await send({ ...options, accept: [...accept, ...REFUSALS] });
    if (answer.status < 300 || accept.includes(answer.status)) return answer;
    const refusal = refusalOf(options, answer);
    // An org's calls are one pool: whoever else would ask now waits as well.
    if (refusal.kind === "rate-limited") {
      context.limiter.drain(options.family ?? FAMILY, refusal.retryAfter ?? MINUTE);
    }
    throw refusal;
  };
}

function usageIn({ headers }: Answer): ApiUsage | undefined {
  const [, used, limit] = USAGE.exec(headers.get("sforce-limit-info") ?? "") ?? [];
  return used === undefined || limit === undefined
    ? undefined
    : { used: Number(used), limit: Number(limit) };
}

function unplaced(): ConnectorError {
  const message = "it is not known which host the org has; connect again";
  return new ConnectorError({ connector: "salesforce", kind: "unauthenticated", message });
}
