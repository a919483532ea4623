import { Client } from "@perennial/api";
import {
  asTenant,
  endInstallation,
  ensureTenant,
  findAccounts,
  findTenant,
  listConnections,
  putConnection,
  putInstallation,
} from "@perennial/store";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { challengeOf } from "../../testing/market-connector.ts";
import { cookieOf, useMarketServer } from "../../testing/market-server.ts";

const server = useMarketServer();

/** Sends a browser to the vendor. */
async function sent(query = "") {
  const response = await server().visit(`/apps/market/install${query}`);
  const url = new URL(response.headers.get("location") ?? "");
  const state = url.searchParams.get("state") ?? "";
  return { response, url, state, cookie: cookieOf(response) };
}

/** Comes back from the vendor. */
function back(query: Record<string, string>, cookie?: string, language = "sv"): Promise<Response> {
  const headers = { "accept-language": language, ...(cookie !== undefined && { cookie }) };
  return server().visit(`/apps/market/callback?${new URLSearchParams(query)}`, { headers });
}

async function ownerOf(account: string) {
  return (await findAccounts(server().runtime.db, "market", [account])).get(account);
}

describe("an installation", () => {
  test("sends the browser to the vendor with a state of its own, and binds it by a cookie", async () => {
    const { response, url, cookie, state } = await sent();
    expect(response.status).toBe(302);
    expect(url.origin + url.pathname).toBe("https://market.example/agree");
    expect(url.searchParams.get("client_id")).toBe("app-7");
    expect(url.searchParams.get("redirect_uri")).toBe(`${server().url}/apps/market/callback`);
    expect(cookie).toBe(`perennial_install=${state}`);
    expect(response.headers.get("set-cookie")).toMatch(
      /Max-Age=600; Path=\/apps\/market\/; .*HttpOnly; SameSite=Lax/,
    );
    expect((await sent()).state).not.toBe(state);
  });

  test("makes a company of the account, reads it, and ends on a page that says what is next", async () => {
    const { url, state, cookie } = await sent();
    const page = await back({ state, code: "code-11-anna@bolag.example" }, cookie);
    expect(page.status).toBe(200);
    expect(page.headers.get("content-security-policy")).toMatch(/^default-src 'none'/);
    const text = await page.text();
    expect(text).toContain("Bolag &lt;11&gt; är ansluten till Perennial");
    expect(text).toContain("Öppna Perennials inställningar i Torget");
    const [grant] = server().market.grants.slice(-1);
    expect(challengeOf(grant?.codeVerifier ?? "")).toBe(url.searchParams.get("code_challenge"));
    const owner = await ownerOf("11");
    expect(await findTenant(server().runtime.db, owner?.tenant ?? 0)).toMatchObject({
      ...{ slug: "market-11", name: "Bolag <11>", timeZone: "Europe/Helsinki", currency: "EUR" },
    });
    await server().settle();
    const rows = await asTenant(server().runtime.db, owner?.tenant ?? 0, listConnections);
    expect(rows).toMatchObject([{ id: "market", state: "active", syncedAt: expect.any(String) }]);
  });

  test("whose state comes back a second time, or in another browser, is refused", async () => {
    const { state, cookie } = await sent();
    const query = { state, code: "code-12-anna@bolag.example" };
    const other = await sent();
    for (const wrong of [undefined, other.cookie]) {
      const refused = await back(query, wrong, "en");
      expect([refused.status, await refused.text()]).toEqual([
        400,
        expect.stringContaining("Begin anew in one browser, with cookies allowed."),
      ]);
    }
    expect((await back(query, cookie)).status).toBe(200);
    const replayed = await back(query, cookie);
    expect([replayed.status, await replayed.text()]).toEqual([
      400,
      expect.stringContaining("Kontot anslöts inte"),
    ]);
  });

  test("that somebody declined, or that the vendor refuses, is told in plain words", async () => {
    const first = await sent();
    const declined = await back(
      { state: first.state, error: "access_denied", error_description: "<b>no</b>" },
      first.cookie,
      "en",
    );
    const text = await declined.text();
    expect(text).toContain("You chose not to approve the app in The Market.");
    expect(text).toContain("&lt;b&gt;no&lt;/b&gt;");
    server().market.refuse("The Market says: ask your administrator.");
    const second = await sent();
    const refused = await back({ state: second.state, code: "code-13-x" }, second.cookie);
    server().market.refuse(undefined);
    expect([refused.status, await refused.text()]).toEqual([
      502,
      expect.stringContaining("ask your administrator"),
    ]);
    expect(await ownerOf("13")).toBeUndefined();
  });

  test("by invitation joins the company that invited, and an account stays with its company", async () => {
    const { url, token, tenant } = server();
    const client = new Client({ url, token });
    const invited = async () => {
      const { url } = await client.ask("createInstallInvite", { params: { connector: "market" } });
      return new URL(url).searchParams.get("invite") ?? "";
    };
    const query = await invited();
    expect((await server().install("14", "bo@bolag.example", query)).status).toBe(200);
    expect(await ownerOf("14")).toMatchObject({ tenant: tenant.id, connection: "market" });
    await server().install("15", "eva@bolag.example");
    const used = await server().install("15", "bo@bolag.example", query);
    expect([used.status, await used.text()]).toEqual([
      400,
      expect.stringContaining("The invitation no longer holds, was used already"),
    ]);
    const taken = await server().install("15", "bo@bolag.example", await invited());
    expect([taken.status, await taken.text()]).toEqual([
      409,
      expect.stringContaining("connected to another company here already"),
    ]);
    const damaged = await server().visit(`/apps/market/install?invite=${query.slice(0, -2)}`);
    expect([damaged.status, await damaged.text()]).toEqual([
      400,
      expect.stringContaining("Inbjudan gäller inte längre, har redan använts eller är inte hel."),
    ]);
  });
});

describe("an invitation", () => {
  const invited = async () => {
    const { url, token } = server();
    const client = new Client({ url, token });
    const invite = await client.ask("createInstallInvite", { params: { connector: "market" } });
    return `/apps/market/install${new URL(invite.url).search}`;
  };

  test("is opened on a page that names the company and asks before anything is begun", async () => {
    const path = await invited();
    const asked = await server().visit(path, { headers: { "accept-language": "en" } });
    const [company] = await asTenant(server().runtime.db, server().tenant.id, (tx) =>
      tx.rows(sql<{ name: string }>`select name from tenants where tenant_id = ${tx.tenant}`),
    );
    expect(asked.status).toBe(200);
    expect(await asked.text()).toContain(
      `Connect your The Market account to ${company?.name ?? "?"}?`,
    );
    expect(asked.headers.get("set-cookie")).toMatch(/^perennial_invited=.*SameSite=Strict/);
    const cookie = cookieOf(asked);
    const onward = await server().visit(path, { method: "POST", headers: { cookie } });
    expect(onward.headers.get("refresh")).toMatch(/^0; url=https:\/\/market\.example\/agree\?/);
    expect(cookieOf(onward)).toMatch(/^perennial_install=/);
  });

  test("is not taken from a form on another's page, which has not asked", async () => {
    const path = await invited();
    const other = cookieOf(await server().visit(await invited()));
    for (const headers of [{}, { cookie: other }]) {
      const sent = await server().visit(path, { method: "POST", headers });
      expect([sent.status, sent.headers.get("refresh")]).toEqual([400, null]);
    }
  });
});

test("an account of several companies that is installed anew is its latest company's, and the page says which", async () => {
  const { runtime } = server();
  await server().install("17", "anna@bolag.example");
  const owner = await ownerOf("17");
  const later = await ensureTenant(
    runtime.db,
    { slug: "later", name: "Senare AB" },
    "2026-01-01T00:00:00.000Z",
  );
  await asTenant(runtime.db, owner?.tenant ?? 0, (tx) =>
    endInstallation(tx, "market", "2026-01-02T00:00:00.000Z"),
  );
  await asTenant(runtime.db, owner?.tenant ?? 0, (tx) =>
    tx.run(
      sql`update installations set installed_at = '2026-01-01' where tenant_id = ${tx.tenant}`,
    ),
  );
  await asTenant(runtime.db, later.id, async (tx) => {
    await putConnection(tx, { id: "market", connector: "market", settings: { account: "17" } });
    const about = { connector: "market", account: "17", connectionId: "market", name: "Bolag" };
    await putInstallation(tx, { ...about, installedAt: "2026-01-03T00:00:00.000Z" });
    await endInstallation(tx, "market", "2026-01-04T00:00:00.000Z");
  });
  const page = await server().install("17", "anna@bolag.example");
  expect(await page.text()).toContain("belongs to the company Senare AB");
  expect(await ownerOf("17")).toMatchObject({ tenant: later.id, installed: true });
});

test("nothing that is secret stands in the log", async () => {
  await server().install("16", "anna@bolag.example");
  const log = server().lines.join("\n");
  const [grant] = server().market.grants.slice(-1);
  for (const each of [grant?.codeVerifier ?? "", "anna@bolag.example", "market-client-secret"]) {
    expect(each.length).toBeGreaterThan(5);
    expect(log).not.toContain(each);
  }
});

test("more than sixty installations a minute from one address are refused, with a time to wait", async () => {
  const statuses: number[] = [];
  for (let visits = 0; visits <= 60 && !statuses.includes(429); visits++) {
    const visit = await server().visit("/apps/market/install");
    statuses.push(visit.status);
    if (visit.status === 429) expect(Number(visit.headers.get("retry-after"))).toBeGreaterThan(0);
  }
  expect(statuses.at(-1)).toBe(429);
  expect((await server().visit("/apps/market/callback")).status).toBe(400);
});
