import { findAccounts } from "@perennial/store";
import { beforeAll, describe, expect, test } from "vitest";
import { useMarketServer } from "../../testing/market-server.ts";
import { noticeProgram } from "../../testing/notice-program.ts";
import { problemIn } from "../../testing/test-server.ts";

const server = useMarketServer();
const ANNA = "anna@bolag.example";

beforeAll(async () => {
  await server().install("21", ANNA);
  await server().install("22", "bo@bolag.example");
  await server().settle();
});

/** A path as the vendor writes it, with who asks among what it signs. */
function asked(path: string, account: string, user: string): string {
  return `${path}${path.includes("?") ? "&" : "?"}${new URLSearchParams({ account, user, lang: "sv" })}`;
}

/** Asks from a page inside the vendor's. */
function page(
  path: string,
  options: { account?: string; user?: string; body?: unknown; method?: string } = {},
) {
  const { account = "21", user = ANNA, body } = options;
  const method = options.method ?? (body === undefined ? "GET" : "POST");
  return server().signed(asked(`/apps/market${path}`, account, user), { method, body });
}

async function nameOf(account: string): Promise<unknown> {
  const { items } = (await (await page("/v1/customers", { account })).json()) as {
    items: { id: string; name: string }[];
  };
  return items.find((each) => each.id === `c${account}`)?.name;
}

describe("a delivery to the app's door", () => {
  test("about two accounts reaches each company, and neither sees the other's", async () => {
    const body = ["21", "22"].map((account) => ({
      account,
      id: `c${account}`,
      name: `Ny kund ${account}`,
    }));
    const response = await server().signed("/hooks/v1/apps/market", { method: "POST", body });
    expect([response.status, await response.text()]).toEqual([202, ""]);
    await server().settle();
    expect([await nameOf("21"), await nameOf("22")]).toEqual(["Ny kund 21", "Ny kund 22"]);
    const other = await page("/v1/customers/c22", { account: "21" });
    expect((await problemIn(other)).status).toBe(404);
  });

  test("about an account that nobody has connected is taken, for it would come for days", async () => {
    const body = [{ account: "99", id: "c99", name: "Ingen" }];
    const response = await server().signed("/hooks/v1/apps/market", { method: "POST", body });
    expect(response.status).toBe(202);
  });

  test("that the vendor did not sign is refused", async () => {
    const forged = await server().signed("/hooks/v1/apps/market", {
      method: "POST",
      body: [],
      key: "x",
    });
    expect(await problemIn(forged)).toMatchObject({ status: 401, title: "Not genuine" });
  });
});

describe("a page inside the vendor's", () => {
  test("asks for what the API has, for the company whose account the vendor names", async () => {
    const card = await page("/v1/customers/c21/card?locale=en");
    expect([card.status, (await card.json()) as object]).toMatchObject([
      200,
      { customer: { id: "c21", phase: null }, programs: [], calls: [] },
    ]);
  });

  test("is not let on by a forged signature, a changed account, or a token in its place", async () => {
    const path = asked("/apps/market/v1/customers", "21", ANNA);
    const forged = await server().signed(path, { key: "wrong" });
    expect((await problemIn(forged)).status).toBe(401);
    const genuine = await server().signed(path);
    expect(genuine.status).toBe(200);
    const unsigned = { headers: { authorization: `Bearer ${server().token}` } };
    expect((await problemIn(await server().visit(path, unsigned))).status).toBe(401);
    const elsewhere = await page("/v1/customers", { account: "404" });
    expect(await problemIn(elsewhere)).toMatchObject({ status: 403, title: "Not installed" });
  });

  test("may change settings for an administrator, and do what agents may for everyone else", async () => {
    const user = "kim@bolag.example";
    const settings = { settings: { nameField: "full_name" } };
    const refused = await page("/v1/connections/market/settings", { user, body: settings });
    expect(await problemIn(refused)).toMatchObject({ status: 403, title: "Not allowed" });
    expect((await page("/v1/connections/market/form", { user })).status).toBe(403);
    const until = "2030-01-01T00:00:00.000Z";
    const paused = await page("/v1/customers/c21/pause", { user, body: { until } });
    expect(await paused.json()).toEqual({ pausedUntil: until, told: true });
    expect(
      (await page("/v1/connections/market/settings", { user: ANNA.toUpperCase(), body: settings }))
        .status,
    ).toBe(200);
    const done = server().lines.filter((line) => line.includes("from a page inside"));
    expect(done.at(-1)).toMatch(/"operation":"saveConnectionSettings".*"status":200/);
    expect(done.join()).not.toContain(user);
  });

  test("lets an administrator hand over to another, and nobody else", async () => {
    const path = "/v1/connections/market/administrators";
    const bo = "bo@bolag.example";
    const refused = await page(path, { user: bo, body: { administrators: [bo] } });
    expect((await problemIn(refused)).status).toBe(403);
    expect((await page(path, { body: { administrators: [] } })).status).toBe(400);
    const handed = await page(path, { body: { administrators: [bo] } });
    expect(await handed.json()).toEqual({ administrators: [bo] });
    expect((await page(path)).status).toBe(403);
    const back = await page(path, { user: bo, body: { administrators: [ANNA, bo] } });
    expect(await back.json()).toEqual({ administrators: [ANNA, bo] });
  });

  test("is told what is wrong with its request as every client is", async () => {
    const unknown = await page("/v1/customers/c21/pause", { body: { until: "soon" } });
    expect((await problemIn(unknown)).problems).toMatchObject([{ place: "body.until" }]);
    const method = await page("/v1/customers/c21/card", { method: "DELETE", body: {} });
    expect((await problemIn(method)).status).toBe(405);
  });
});

describe("a vendor's automation", () => {
  const act = (name: string, body: object) =>
    server().signed(`/apps/market/actions/${name}`, { method: "POST", body });
  const enrol = { account: "21", id: "run-1", customer: "c21", program: "hello" };

  beforeAll(async () => {
    const files = {
      "program.yaml": (noticeProgram("hello", "by SMS alone")["program.yaml"] ?? "")
        .replace("subject: agreement", "subject: customer")
        .replace(/triggers:\n.*\n/, "triggers:\n  - signal: program.requested\n")
        .replace(
          /steps:[\s\S]*/,
          "steps:\n  - { id: rest, do: wait, for: P30D, next: done }\n  - { id: done, do: exit, reason: completed }\n",
        ),
    };
    const published = await page("/v1/programs/hello", { method: "PUT", body: { files } });
    expect(await published.json()).toMatchObject({ version: 1 });
    const state = await page("/v1/programs/hello/state", { body: { state: "active" } });
    expect(state.status).toBe(200);
  });

  test("lists the programs that let customers in, in the company's language", async () => {
    const all = await act("programs", { account: "21" });
    expect(await all.json()).toEqual({
      market: { kind: "programs", programs: [{ id: "hello", name: "Prov" }] },
    });
    const none = await act("programs", { account: "21", search: "något annat" });
    expect(await none.json()).toEqual({ market: { kind: "programs", programs: [] } });
  });

  test("lets a customer in once, however often it asks, and takes it out again", async () => {
    for (const _time of [1, 2]) {
      expect(await (await act("enrol", enrol)).json()).toEqual({ market: { kind: "taken" } });
    }
    const running = await (await page("/v1/enrolments?customer=c21&ended=false")).json();
    expect(running).toMatchObject({ items: [{ program: "hello", customerId: "c21" }] });
    const stopped = await act("stop", { ...enrol, id: "run-2" });
    expect(await stopped.json()).toEqual({ market: { kind: "taken" } });
    await server().settle();
    const after = await (await page("/v1/enrolments?customer=c21&ended=false")).json();
    expect(after).toMatchObject({ items: [] });
    const repeated = await act("stop", { ...enrol, id: "run-2" });
    expect(await repeated.json()).toEqual({ market: { kind: "taken" } });
    const again = await act("stop", { ...enrol, id: "run-3" });
    expect(await again.json()).toMatchObject({ market: { kind: "refused" } });
  });

  test("is told why not, and may ask anew once it can be done, but nobody by sending the same once more", async () => {
    const unknown = { ...enrol, id: "run-4", customer: "c-later" };
    const refused = await act("enrol", unknown);
    expect(await refused.json()).toEqual({
      market: { kind: "refused", message: 'There is no customer "c-later".' },
    });
    const body = [{ account: "21", id: "c-later", name: "Sen" }];
    await server().signed("/hooks/v1/apps/market", { method: "POST", body });
    await server().settle();
    const replayed = await act("enrol", unknown);
    expect(await replayed.json()).toMatchObject({ market: { kind: "refused" } });
    const anew = await act("enrol", { ...unknown, id: "run-6" });
    expect(await anew.json()).toEqual({ market: { kind: "taken" } });
  });

  test("that is not signed, not understood, or of another account does nothing", async () => {
    const forged = await server().signed("/apps/market/actions/enrol", {
      ...{ method: "POST", body: enrol, key: "x" },
    });
    expect((await problemIn(forged)).status).toBe(401);
    expect((await problemIn(await act("enrol", { account: "21" }))).status).toBe(400);
    expect((await problemIn(await act("enrol", { ...enrol, account: "77" }))).status).toBe(403);
    const wrong = await act("enrol", { ...enrol, account: "22", id: "run-5" });
    expect(await wrong.json()).toMatchObject({ market: { kind: "refused" } });
  });
});

test("an account that is disconnected from here is out of the vendor's, and its pages are shut", async () => {
  await server().install("23", ANNA);
  const ended = await page("/v1/connections/market/disconnect", { account: "23", body: {} });
  expect(await ended.json()).toMatchObject({ id: "market", state: "disconnected" });
  expect(server().market.uninstalled).toContain("23");
  const owner = (await findAccounts(server().runtime.db, "market", ["23"])).get("23");
  expect(owner?.installed).toBe(false);
  const after = await page("/v1/connections/market", { account: "23" });
  expect((await problemIn(after)).status).toBe(403);
});
