import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "@perennial/contract";
import { connectionString, type EmbeddedServer, openEmbedded } from "@perennial/store";
import { afterAll, beforeAll } from "vitest";
import { type RunningServer, startServer } from "../start-server.ts";
import { createMarket, MARKET_SECRET, type Market, marketSignature } from "./market-connector.ts";
import { keepingLog, newDataDir } from "./test-server.ts";

/** A server with the market's app, as tests use it. */
export interface MarketServer extends RunningServer {
  readonly market: Market;
  readonly lines: readonly string[];
  /** Asks without following where it leads. */
  visit(path: string, init?: RequestInit): Promise<Response>;
  /** Asks as the vendor does, signed. */
  signed(path: string, init?: SignedInit): Promise<Response>;
  /** Installs the app in an account as an administrator would, and gives the page they end on. */
  install(account: string, by: string, invite?: string): Promise<Response>;
}

/** What the vendor sends. */
export interface SignedInit {
  readonly method?: string;
  readonly body?: unknown;
  /** @default the app's own */
  readonly key?: string;
}

/** The variables that give the server the market's app. */
export const MARKET_ENVIRONMENT = {
  PERENNIAL_MARKET_APP_ID: "app-7",
  PERENNIAL_MARKET_CLIENT_SECRET: MARKET_SECRET,
};

/** A server for all tests of a file, with a database of its own; it is there once they run. */
export function useMarketServer(
  environment: Readonly<Record<string, string>> = MARKET_ENVIRONMENT,
  clock?: Clock,
): () => MarketServer {
  let server: MarketServer | undefined;
  let dataDir = "";
  let database: EmbeddedServer | undefined;
  beforeAll(async () => {
    dataDir = await newDataDir();
    const log = () => undefined;
    database = await openEmbedded({ dataDir: join(dataDir, "database"), log, durable: false });
    const DATABASE_URL = connectionString(database);
    server = await startMarketServer({ ...environment, DATABASE_URL }, dataDir, clock);
  }, 60_000);
  afterAll(async () => {
    await server?.stop();
    await database?.stop();
    await rm(dataDir, { recursive: true, force: true });
  }, 60_000);
  return () => {
    if (!server) throw new Error("the server is used before the tests run");
    return server;
  };
}

/** Starts a server with the market's app on a database that is there. */
export async function startMarketServer(
  environment: Readonly<Record<string, string>>,
  dataDir: string,
  clock?: Clock,
): Promise<MarketServer> {
  const { log, lines } = keepingLog();
  const market = createMarket();
  const connectors = [market.connector];
  const server = await startServer({
    ...{ port: 0, dataDir, log, environment, connectors },
    ...(clock && { clock }),
  });
  const visit = (path: string, init: RequestInit = {}) =>
    fetch(new URL(path, server.url), { redirect: "manual", ...init });
  const signed = (path: string, { method = "GET", body, key }: SignedInit = {}) => {
    const url = new URL(path, server.url).href;
    const text = body === undefined ? "" : JSON.stringify(body);
    const signature = marketSignature({ method, url, body: text }, key);
    const headers = { "x-market-signature": signature, "content-type": "application/json" };
    return visit(path, { method, headers, ...(text !== "" && { body: text }) });
  };
  return {
    ...{ ...server, market, lines, visit, signed },
    async install(account, by, invite) {
      const query = invite === undefined ? "" : `?${new URLSearchParams({ invite })}`;
      const path = `/apps/market/install${query}`;
      const asked = await visit(path, { headers: { "accept-language": "en" } });
      if (asked.status >= 400) return asked;
      const sent =
        invite === undefined
          ? asked
          : await visit(path, { method: "POST", headers: { cookie: cookieOf(asked) } });
      const onward = sent.headers.get("location") ?? sent.headers.get("refresh")?.slice(7) ?? "";
      const state = new URL(onward).searchParams.get("state") ?? "";
      return visit(
        `/apps/market/callback?${new URLSearchParams({ state, code: `code-${account}-${by}` })}`,
        {
          headers: { cookie: cookieOf(sent), "accept-language": "en" },
        },
      );
    },
  };
}

/** The cookie that an answer sets, as a browser sends it. */
export function cookieOf(response: Response): string {
  const set = response.headers.getSetCookie().filter((each) => !/^\w+=;/.test(each));
  return set[0]?.split(";")[0] ?? "";
}
