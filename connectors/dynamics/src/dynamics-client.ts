import { createRequest, type RequestFunction } from "@perennial/connector-kit";
import type { ConnectorContext } from "@perennial/contract";
import { z } from "zod";
import { appTokens } from "./account/app-tokens.ts";
import { shutOut } from "./account/shut-out.ts";
import { countedFetch } from "./budget/counted-fetch.ts";
import type { DailyBudget } from "./budget/daily-budget.ts";
import type { DynamicsApp, DynamicsPlace } from "./dynamics-credentials.ts";
import { dynamicsExceptions } from "./dynamics-errors.ts";
import { WEB_API_VERSION, webApiUrl } from "./dynamics-paths.ts";
import { createDynamicsFetch } from "./dynamics-transport.ts";

/** Bytes of an answer: 5000 rows with many columns. */
const LARGEST_ANSWER = 64 * 1_048_576;
/** The service gives up after two minutes (crm/dynamics.md, 4). */
const TIMEOUT = 120_000;

/** Sent with every request (learn.microsoft.com, "Compose HTTP requests and handle errors"). */
const HEADERS = {
  accept: "application/json",
  "odata-version": "4.0",
  "odata-maxversion": "4.0",
  "if-none-match": "null",
};

/** A row as the Web API gives it. */
export const DynamicsRow = z.looseObject({ "@odata.etag": z.string().optional() });
export type DynamicsRow = z.infer<typeof DynamicsRow>;

/** A page of rows; the last one of a tracked reading leads to the changes since. */
export const RowPage = z.looseObject({
  value: z.array(DynamicsRow),
  "@odata.nextLink": z.string().optional(),
  "@odata.deltaLink": z.string().optional(),
});
export type RowPage = z.infer<typeof RowPage>;

/** One organisation as a connection reaches it. */
export interface DynamicsClient {
  /** One request with the app's token; links lead nowhere but to the organisation itself. */
  readonly request: RequestFunction;
  /** Who we are there. */
  whoAmI(): Promise<z.infer<typeof WhoAmI>>;
}

/** What a client is made with. */
export interface DynamicsClientOptions {
  readonly place: DynamicsPlace;
  readonly app: DynamicsApp;
  readonly context: Pick<ConnectorContext, "fetch" | "abort" | "clock" | "limiter" | "tokens">;
  /** Whether requests wait for room; those of commands do not, for the runtime has made it. @default true */
  readonly takesRoom?: boolean;
  /** What its requests count in. @default nothing */
  readonly budget?: DailyBudget;
}

const WhoAmI = z.looseObject({
  UserId: z.guid(),
  BusinessUnitId: z.guid(),
  OrganizationId: z.guid(),
});

/** Makes the client of an organisation. */
export function createDynamicsClient({
  place,
  app,
  context,
  takesRoom = true,
  budget,
}: DynamicsClientOptions): DynamicsClient {
  const { orgUrl, tenantId } = place;
  const baseUrl = webApiUrl(orgUrl);
  const transport = {
    baseUrl: baseUrl.slice(0, -WEB_API_VERSION.length - 1),
    version: WEB_API_VERSION,
    ...(app.gatewayUrl !== undefined && {
      reachedAt: webApiUrl(app.gatewayUrl).slice(0, -WEB_API_VERSION.length - 1),
    }),
  };
  const fetch = createDynamicsFetch(transport);
  const own = { ...context, fetch: budget === undefined ? fetch : countedFetch(fetch, budget) };
  const send = createRequest({
    ...{ connector: "dynamics", context: own, baseUrl, headers: HEADERS },
    tokens: appTokens({
      app,
      ...(tenantId !== undefined && { tenantId }),
      resource: new URL(orgUrl).origin,
      context,
      store: context.tokens,
    }),
    secrets: [app.privateKey],
    maxAnswerBytes: LARGEST_ANSWER,
    timeout: TIMEOUT,
    ...(takesRoom && { family: "default" }),
    exceptions: dynamicsExceptions,
  });
  const request: RequestFunction = (options) =>
    send(options).catch((error: unknown) => {
      throw shutOut(error);
    });
  return {
    request,
    whoAmI: async () => (await request({ method: "GET", path: ["WhoAmI"] })).read(WhoAmI),
  };
}
