import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "@perennial/api";
import type { Log } from "@perennial/contract";
import { NO_HABITS, type World } from "@perennial/simulators";
import { connectionString } from "@perennial/store";
import { askForDatabase } from "@perennial/store/testing";
import { afterAll, beforeAll } from "vitest";
import type { Demo } from "../demo/demo.ts";
import { type RunningServer, type StartOptions, startServer } from "../start-server.ts";

/** How many customers the example company of a test has. */
export const CUSTOMERS = 60;

/** A server with the demo, as a test uses it. */
export interface TestServer extends RunningServer {
  readonly demo: Demo;
  readonly world: World;
  readonly dataDir: string;
  readonly client: Client;
  /** Everything that was logged, one line each. */
  readonly lines: readonly string[];
  /** Asks over HTTP with the console's token. */
  ask(path: string, init?: RequestInit): Promise<Response>;
}

/** A log that keeps its lines. */
export function keepingLog(): { readonly log: Log; readonly lines: readonly string[] } {
  const lines: string[] = [];
  const keep = (level: string): Log["info"] => {
    return (message, fields) => lines.push(`${level} ${message} ${JSON.stringify(fields ?? {})}`);
  };
  return { log: { info: keep("info"), warn: keep("warn"), error: keep("error") }, lines };
}

/** A directory of a test's own. */
export async function newDataDir(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "perennial-server-"));
  // Root runs the database as another user, who must be able to pass.
  await chmod(directory, 0o711);
  return directory;
}

/** Starts a server with the demo, on a database of its own. */
export async function startTestServer(
  options: Partial<StartOptions> & { readonly dataDir: string },
): Promise<TestServer> {
  const { log, lines } = keepingLog();
  const server = await startServer({
    ...{ port: 0, demo: true, customers: CUSTOMERS, log, environment: {} },
    ...options,
  });
  const { url, token, demo } = server;
  if (!demo) throw new Error("the server runs no demo");
  return {
    ...{ ...server, demo, world: demo.world, lines, dataDir: options.dataDir },
    client: new Client({ url, token }),
    ask: (path, init) =>
      fetch(new URL(path, url), {
        ...init,
        headers: { authorization: `Bearer ${token}`, ...init?.headers },
      }),
  };
}

/**
 * A server for all tests of a file, whose people do nothing by themselves; it is there once they run.
 */
export function useServer(): () => TestServer {
  let server: TestServer | undefined;
  let dataDir = "";
  beforeAll(async () => {
    dataDir = await newDataDir();
    const environment = { DATABASE_URL: connectionString(await askForDatabase()) };
    server = await startTestServer({ world: { habits: NO_HABITS }, environment, dataDir });
  }, 60_000);
  afterAll(async () => {
    await server?.stop();
    await rm(dataDir, { recursive: true, force: true });
  }, 60_000);
  return () => {
    if (!server) throw new Error("the server is used before the tests run");
    return server;
  };
}

/** The body of a problem. */
export async function problemIn(response: Response): Promise<Record<string, unknown>> {
  if (response.headers.get("content-type") !== "application/problem+json; charset=utf-8") {
    throw new Error(`the answer ${response.status} is no problem: ${await response.text()}`);
  }
  return (await response.json()) as Record<string, unknown>;
}

/** A request with JSON. */
export function json(method: "POST" | "PUT" | "DELETE", body: unknown): RequestInit {
  return { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}
