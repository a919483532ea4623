import { type ConnectorContext, ConnectorError, Manifest } from "@perennial/contract";
import { WindowRooms } from "@perennial/queue";
import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { useTestDatabase } from "../deliver/testing/test-database.ts";
import { testProvider } from "../deliver/testing/test-provider.ts";
import { testRuntime } from "../testing/test-runtime.ts";
import { createConnections } from "./create-connections.ts";
import { LimitBook, type LimiterOwner } from "./limit-book.ts";

/** A pace at which waiting costs nothing but is seen. */
function standing() {
  const pace = {
    at: 0,
    now: () => pace.at,
    async wait(milliseconds: number, signal?: AbortSignal) {
      signal?.throwIfAborted();
      pace.at += milliseconds;
    },
  };
  return pace;
}

type Limits = z.input<typeof Manifest>["rateLimits"];
const SEARCH = { family: "search", requests: 2, perSeconds: 1 };

function manifestWith(rateLimits: Limits): Manifest {
  return Manifest.parse({
    ...{ contractVersion: 1, id: "acme", title: { sv: "Acme", en: "Acme" }, auth: "oauth2" },
    ...{ capabilities: [], commands: [], signals: [], rateLimits },
    vendorApi: { version: "1", documentation: "https://acme.example/docs" },
  });
}

function book() {
  const pace = standing();
  const limits = new LimitBook(new WindowRooms(pace));
  const limiter = (rateLimits: Limits, owner: Partial<LimiterOwner> = {}) =>
    limits.limiterOf({
      ...{ tenant: 1, connection: "crm", manifest: manifestWith(rateLimits), ...owner },
    });
  return { pace, limits, limiter };
}

async function takeMany(
  limiter: { take(family: string): Promise<void> },
  family: string,
  count: number,
) {
  for (let n = 0; n < count; n++) await limiter.take(family);
}

describe("a family of rate limits", () => {
  test("lets through what it declares and makes the next one wait", async () => {
    const { pace, limiter } = book();
    const of = limiter([SEARCH]);
    await takeMany(of, "search", 2);
    expect(pace.at).toBe(0);
    await takeMany(of, "search", 3);
    expect(pace.at).toBe(2_000);
  });

  test("holds back no other, and neither does one without a limit", async () => {
    const { pace, limiter } = book();
    const of = limiter([SEARCH, { requests: 100, perSeconds: 10 }]);
    await takeMany(of, "search", 2);
    await takeMany(of, "default", 100);
    await takeMany(limiter([SEARCH]), "default", 1_000);
    expect(pace.at).toBe(0);
  });

  test("that is not declared is a fault of the connector, told with its remedy", async () => {
    const of = book().limiter([SEARCH]);
    const error = await of.take("serach").catch((reason: unknown) => reason);
    expect(ConnectorError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({ kind: "unsupported", connector: "acme", maybeDone: false });
    expect(String(error)).toMatch(/"serach".*rateLimits/);
    expect(() => of.drain("serach", 1)).toThrow("rateLimits");
  });

  test("is declared once", () => {
    expect(() => manifestWith([SEARCH, SEARCH])).toThrow("once");
    expect(manifestWith([{ requests: 1, perSeconds: 1 }]).rateLimits).toEqual([
      { family: "default", requests: 1, perSeconds: 1, shared: "connection" },
    ]);
  });
});

describe("room", () => {
  test("is each connection's own, and remembered when the connection is opened anew", async () => {
    const { pace, limiter } = book();
    await takeMany(limiter([SEARCH]), "search", 2);
    await takeMany(limiter([SEARCH], { connection: "other" }), "search", 2);
    await takeMany(limiter([SEARCH], { tenant: 2 }), "search", 2);
    expect(pace.at).toBe(0);
    await takeMany(limiter([SEARCH]), "search", 1);
    expect(pace.at).toBe(1_000);
  });

  test("is shared by all connections where the vendor counts our app", async () => {
    const { pace, limiter } = book();
    const shared = [{ ...SEARCH, shared: "app" as const }];
    await takeMany(limiter(shared), "search", 2);
    await takeMany(limiter(shared, { tenant: 2, connection: "other" }), "search", 1);
    expect(pace.at).toBe(1_000);
  });

  test("that a vendor says is used up is there again when it says so, for all who share it", async () => {
    const { pace, limiter } = book();
    limiter([SEARCH]).drain("search", 5_000);
    limiter([SEARCH]).drain("search", 100);
    await takeMany(limiter([SEARCH]), "search", 2);
    expect(pace.at).toBe(5_000);
  });

  test("is not lost for ever to a vendor's nonsense", async () => {
    const { pace, limiter } = book();
    const of = limiter([SEARCH]);
    for (const nonsense of [Number.NaN, -1, 0]) of.drain("search", nonsense);
    await of.take("search");
    of.drain("search", Number.POSITIVE_INFINITY);
    await expect(of.take("search")).rejects.toMatchObject({ retryAfter: 86_400_000 });
    pace.at = 86_400_000;
    await of.take("search");
  });

  test("that would come too late is not waited for, and when it comes is told", async () => {
    const { pace, limiter } = book();
    const of = limiter([SEARCH, { ...SEARCH, family: "daily", perSeconds: 86_400 }]);
    of.drain("search", 60_000);
    await takeMany(of, "daily", 2);
    for (const [family, retryAfter] of [
      ["search", 60_000],
      ["daily", 86_400_000],
    ] as const) {
      const error = await of.take(family).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ kind: "rate-limited", retryAfter, maybeDone: false });
    }
    expect(pace.at).toBe(0);
  });

  test("is no longer waited for by who gives up", async () => {
    const { limiter } = book();
    const of = limiter([SEARCH]);
    await takeMany(of, "search", 2);
    const error = await of.take("search", AbortSignal.abort()).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ kind: "unavailable", maybeDone: false });
  });

  test("for commands is that of the family default, whatever a vendor said of requests meanwhile", async () => {
    const { pace, limiter } = book();
    const of = limiter([SEARCH, { requests: 5, perSeconds: 1 }]);
    of.drain("default", 60_000);
    await of.commands?.take(5);
    expect([of.commands?.size, pace.at]).toEqual([5, 0]);
    expect(limiter([SEARCH]).commands).toBeUndefined();
    await expect(of.take("default")).rejects.toMatchObject({ kind: "rate-limited" });
  });
});

describe("what is left of a rate limit", () => {
  test("is told for every limit that is in use, once where connections share it", async () => {
    const { limits, limiter } = book();
    const of = limiter([SEARCH, { requests: 5, perSeconds: 1, shared: "app" }]);
    limiter([{ requests: 5, perSeconds: 1, shared: "app" }], { tenant: 2 });
    await of.commands?.take(3);
    await of.take("search");
    const owner = { tenant: 1, connection: "crm" };
    expect(await limits.headroom()).toEqual([
      { connector: "acme", family: "search", owner, size: 2, free: 1 },
      { connector: "acme", family: "default", size: 5, free: 2 },
    ]);
  });
});

describe("a connection", () => {
  const database = useTestDatabase();

  test("is opened with its limits and with tokens that are kept", async () => {
    const contexts: ConnectorContext[] = [];
    const provider = testProvider({ id: "crm", commands: ["add-note"] });
    const connector = {
      ...provider.connector,
      manifest: { ...provider.connector.manifest, rateLimits: manifestWith([SEARCH]).rateLimits },
      open: (settings: unknown, context: ConnectorContext) => {
        contexts.push(context);
        return provider.connector.open(settings, context);
      },
    };
    const { context, tenant } = await testRuntime(database(), [{ connector }]);
    const opened = await context.connections.get(tenant.id, "crm");
    await opened?.session();
    const given = contexts[0];
    await given?.limiter.take("search");
    await expect(given?.limiter.take("other")).rejects.toMatchObject({ kind: "unsupported" });
    await given?.tokens.exclusively(async () => ({ accessToken: "a" }));
    expect(await given?.tokens.read()).toEqual({ accessToken: "a" });
  });

  test("shares its room with all processes that use the same rooms", async () => {
    const provider = testProvider({ id: "crm", commands: ["add-note"] });
    const { rateLimits } = manifestWith([{ requests: 5, perSeconds: 60 }]);
    const manifest = { ...provider.connector.manifest, rateLimits };
    const connector = { ...provider.connector, manifest };
    const { context, tenant } = await testRuntime(database(), [{ connector }]);
    const rooms = new WindowRooms();
    const callbackUrl = () => "https://perennial.example/hooks";
    const [one, other] = [1, 2].map(() =>
      createConnections({ ...context, connectors: [connector], callbackUrl, rooms }),
    );
    await (await one?.get(tenant.id, "crm"))?.limiter.commands?.take(4);
    await other?.get(tenant.id, "crm");
    expect(await other?.headroom()).toMatchObject([{ connector: "crm", size: 5, free: 1 }]);
  });
});
