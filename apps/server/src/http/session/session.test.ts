import { ApiError, Client } from "@perennial/api";
import { describe, expect, test } from "vitest";
import { marketLaunch } from "../../testing/market-connector.ts";
import { cookieOf, MARKET_ENVIRONMENT, useMarketServer } from "../../testing/market-server.ts";
import { queryAs } from "../../testing/query-as.ts";
import { json } from "../../testing/test-server.ts";
import { putTestToken } from "../../testing/test-token.ts";

let ahead = 0;
const clock = { now: () => new Date(Date.now() + ahead).toISOString() };
const server = useMarketServer(MARKET_ENVIRONMENT, clock);

const MINUTE = 60_000;
const ANNA = "anna@bolag.example";

/** Asks for a session, and gives the answer with what the browser keeps. */
async function ask(path: string, body: unknown, headers: Record<string, string> = {}) {
  const init = json("POST", body);
  const response = await server().visit(path, {
    ...init,
    headers: { "content-type": "application/json", ...headers },
  });
  const view = (await response.json()) as Record<string, string> & { tenant: { id: number } };
  return { status: response.status, view, cookie: cookieOf(response), response };
}

const start = (body: unknown) => ask("/v1/session", body);
const renew = (headers: Record<string, string>) => ask("/v1/session/renew", {}, headers);
const bearing = (bearer: string | undefined) => ({ authorization: `Bearer ${bearer}` });
const client = (token: string | undefined) => new Client({ url: server().url, token: token ?? "" });

/** With which status an asking is refused, or 200. */
async function statusOf(asking: Promise<unknown>): Promise<number> {
  const error: unknown = await asking.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error === undefined) return 200;
  if (error instanceof ApiError) return error.problem.status;
  throw error;
}

const seesPrograms = (bearer: string | undefined) => statusOf(client(bearer).ask("listPrograms"));
const codeIn = (url: string) => new URLSearchParams(new URL(url).hash.slice(1)).get("code") ?? "";

describe("a session begun with a token", () => {
  test("carries a bearer that holds a quarter of an hour, and says who it is", async () => {
    const { view, response } = await start({ token: ` ${server().token}\n` });
    expect(view).toMatchObject({
      ...{ who: "console", role: "admin", live: true, setUp: false, host: "alone" },
      tenant: { name: "Perennial", timeZone: "Europe/Stockholm", locale: "sv", currency: "SEK" },
    });
    const [set] = response.headers.getSetCookie();
    expect(set).toMatch(/^perennial_session=pr_/);
    expect(set).toMatch(/HttpOnly/);
    expect(set).toMatch(/SameSite=Strict/);
    expect(set).toMatch(/Path=\/v1\/session\/renew/);
    expect(await seesPrograms(view.bearer)).toBe(200);
    ahead += 16 * MINUTE;
    expect(await seesPrograms(view.bearer)).toBe(401);
  });

  test("goes on by its bearer or by the browser's cookie, and no longer than twelve hours", async () => {
    const { view, cookie } = await start({ token: server().token });
    const again = await renew(bearing(view.bearer));
    expect(again.view.bearer).not.toBe(view.bearer);
    expect(await seesPrograms(view.bearer)).toBe(200);
    ahead += 16 * MINUTE;
    expect((await renew(bearing(view.bearer))).status).toBe(401);
    const other = await renew({ cookie });
    expect(other.view).toMatchObject({ who: "console", endsAt: view.endsAt });
    ahead += 11.7 * 60 * MINUTE;
    const last = await renew({ cookie });
    expect(last.view.expiresAt).toBe(view.endsAt);
    ahead += 5 * MINUTE;
    expect((await renew({ cookie })).status).toBe(401);
    expect(await seesPrograms(last.view.bearer)).toBe(401);
  });

  test("ends when it is ended, for every bearer and the cookie", async () => {
    const { view, cookie } = await start({ token: server().token });
    const second = await renew({ cookie });
    expect(await client(view.bearer).ask("endSession")).toEqual({ ended: true });
    expect(await seesPrograms(view.bearer)).toBe(401);
    expect(await seesPrograms(second.view.bearer)).toBe(401);
    expect((await renew({ cookie })).status).toBe(401);
  });

  test("has the token's role, and none once the token is gone", async () => {
    const tenant = server().tenant.id;
    const token = await putTestToken(server().runtime.db, { tenant, role: "agent" });
    const { view } = await start({ token });
    expect(view).toMatchObject({ role: "agent", who: "test agent" });
    expect(await statusOf(client(view.bearer).ask("getTenantSettings"))).toBe(403);
    await queryAs(server(), "delete from api_tokens where id = 'test-agent'");
    expect(await seesPrograms(view.bearer)).toBe(401);
  });

  test("is refused in words for a token that is not known, and by its field", async () => {
    for (const body of [
      { token: "pt_1_0000000000000000000000" },
      { token: "x" },
      { token: `pr${server().token.slice(2)}` },
      { code: "pc_1_0000000000000000000000" },
    ]) {
      const { status, view } = await start(body);
      expect(status).toBe(401);
      expect(view).toMatchObject({ problems: [{ place: `body.${Object.keys(body)[0]}` }] });
    }
    const { view } = await start({ token: server().token });
    expect((await start({ token: view.bearer })).status).toBe(401);
    expect((await start({})).status).toBe(400);
  });

  test("keeps nothing of a credential but its digest, and forgets what has run out", async () => {
    const { view, cookie } = await start({ token: server().token });
    const tables = ["sessions", "session_bearers", "launch_codes"];
    const kept = await Promise.all(
      tables.map((table) => queryAs(server(), `select to_jsonb(t)::text as row from ${table} t`)),
    );
    const text = JSON.stringify(kept);
    for (const secret of [view.bearer, cookie.split("=")[1]]) expect(text).not.toContain(secret);
    ahead += 13 * 60 * MINUTE;
    await start({ token: server().token });
    expect(await queryAs(server(), "select count(*)::int as n from sessions")).toEqual([{ n: 1 }]);
  });
});

describe("a link made by whoever is signed in", () => {
  test("opens the console once, with the code where no server sees it, as who made it", async () => {
    const { url } = await client(server().token).ask("createLaunch", {
      body: { path: "/embed/customers/c21" },
    });
    expect(url).toMatch(/\/console\/embed\/customers\/c21#code=pc_/);
    const { view } = await start({ code: codeIn(url) });
    expect(view).toMatchObject({ who: "console", role: "admin", host: "alone" });
    expect((await start({ code: codeIn(url) })).status).toBe(401);
  });

  test("holds for a minute", async () => {
    const { url } = await client(server().token).ask("createLaunch");
    ahead += MINUTE + 1_000;
    expect((await start({ code: codeIn(url) })).status).toBe(401);
  });

  test("leads nowhere else", async () => {
    for (const path of ["//evil.example", "https://evil.example", "/a#code=1", "/\\evil"]) {
      const asked = client(server().token).ask("createLaunch", { body: { path } });
      expect(await statusOf(asked)).toBe(400);
    }
  });
});

describe("the console inside a vendor's page", () => {
  const page = (path: string, user: string, body?: unknown) =>
    server().signed(`/apps/market${path}?account=31&user=${encodeURIComponent(user)}&lang=sv`, {
      method: "POST",
      body,
    });
  const launchFrom = async (user: string) => {
    const answer = await page("/v1/session/launches", user, { path: "/embed/customers/c31" });
    const { url } = (await answer.json()) as { url: string };
    return start({ code: codeIn(url) });
  };

  test("is opened through the app's entrance as who the vendor says, without a cookie", async () => {
    await server().install("31", ANNA);
    const { view, response } = await launchFrom("bo@bolag.example");
    expect(view).toMatchObject({ who: "bo@bolag.example (market)", role: "agent", host: "market" });
    expect(response.headers.getSetCookie()).toEqual([]);
    expect((await renew(bearing(view.bearer))).view).toMatchObject({ role: "agent" });
    expect(await statusOf(client(view.bearer).ask("getTenantSettings"))).toBe(403);
    const { items } = await client(view.bearer).ask("listCustomers", { query: {} });
    expect(items.every(({ id }) => id === "c31")).toBe(true);
  });

  test("is an administrator's only while they are one, and nobody's once the app is gone", async () => {
    const { view } = await launchFrom(ANNA);
    expect(view).toMatchObject({ role: "admin" });
    const settings = () =>
      statusOf(
        new Client({ url: server().url, token: view.bearer ?? "" }).ask("getTenantSettings"),
      );
    expect(await settings()).toBe(200);
    const owned = { ...server(), tenant: { ...server().tenant, id: Number(view.tenant.id) } };
    await queryAs(owned, "update installations set administrators = '{someone@else.example}'");
    expect(await settings()).toBe(403);
    await queryAs(owned, "update installations set ended_at = now()");
    expect(await settings()).toBe(401);
  });

  test("is opened by a signed request that the vendor posts, and by no other", async () => {
    await server().install("32", ANNA);
    const post = (body: string) =>
      server().visit("/apps/market/launch", {
        ...{ method: "POST", body },
        headers: { "content-type": "application/x-www-form-urlencoded" },
      });
    const who = { account: "32", user: "bo@bolag.example", path: "/embed/customers/c32" };
    const answer = await post(marketLaunch({ ...who, role: "viewer" }));
    expect(answer.status).toBe(303);
    const url = answer.headers.get("location") ?? "";
    expect(url).toMatch(/\/console\/embed\/customers\/c32#code=pc_/);
    const { view } = await start({ code: codeIn(url) });
    expect(view).toMatchObject({
      role: "viewer",
      host: "market",
      who: "bo@bolag.example (market)",
    });
    const admin = await post(marketLaunch({ ...who, user: ANNA, path: "//evil.example" }));
    expect(admin.headers.get("location")).toMatch(/\/console\/#code=pc_/);
    const refused = [
      await post(marketLaunch(who, "forged")),
      await post(marketLaunch({ user: "x" })),
      await post("signed_request=x"),
      await post(marketLaunch({ ...who, account: "99" })),
    ];
    expect(refused.map(({ status }) => status)).toEqual([401, 401, 401, 403]);
    expect(server().lines.join("\n")).not.toContain(view.bearer);
  });

  test("may be framed by the vendor's hosts and no others", async () => {
    const { headers } = await server().visit("/console/");
    expect(headers.get("content-security-policy")).toContain(
      "frame-ancestors 'self' https://app.market.example https://*.market.example",
    );
  });
});
