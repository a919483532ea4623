import { Client } from "@perennial/api";
import { asTenant, findAccounts, findTenant, listConnections } from "@perennial/store";
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
    const invite = await client.ask("createInstallInvite", { params: { connector: "market" } });
    const query = new URL(invite.url).searchParams.get("invite") ?? "";
    expect((await server().install("14", "bo@bolag.example", query)).status).toBe(200);
    expect(await ownerOf("14")).toMatchObject({ tenant: tenant.id, connection: "market" });
    await server().install("15", "eva@bolag.example");
    const taken = await server().install("15", "bo@bolag.example", query);
    expect([taken.status, await taken.text()]).toEqual([
      409,
      expect.stringContaining("connected to another company here already"),
    ]);
    const damaged = await server().visit(`/apps/market/install?invite=${query.slice(0, -2)}`);
    expect([damaged.status, await damaged.text()]).toEqual([
      400,
      expect.stringContaining("Inbjudan gäller inte längre eller är inte hel."),
    ]);
  });
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
