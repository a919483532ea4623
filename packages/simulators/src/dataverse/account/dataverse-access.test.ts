import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { APP, askToken } from "../../entra/testing/entra-client.ts";
import { startDataverse } from "../dataverse.ts";
import { solutionTables } from "../metadata/solution-tables.ts";
import { type Connected, call, connectedDataverse, idOf } from "../testing/connected-dataverse.ts";
import { privilegesOn } from "./privilege.ts";

let it: Connected;
beforeEach(async () => {
  it = await connectedDataverse();
});
afterEach(() => it.stop());

const secret = { client_secret: "long-secret" };
const ada = () => it.tenant.users[0]?.id ?? "";

/** A token of someone who signed in. */
async function signedIn(): Promise<string> {
  it.entra.onPage({ tenantId: it.tenant.id });
  const redirect_uri = APP.redirectUris[0] ?? "";
  const scope = `${it.org.origin}/user_impersonation openid`;
  const query = new URLSearchParams({
    client_id: APP.clientId,
    redirect_uri,
    scope,
    response_type: "code",
  });
  const page = await fetch(`${it.entra.url}/organizations/oauth2/v2.0/authorize?${query}`, {
    redirect: "manual",
  });
  const code = new URL(page.headers.get("location") ?? "").searchParams.get("code") ?? "";
  const form = { grant_type: "authorization_code", redirect_uri, code, ...secret };
  return String((await askToken(it.entra, it.tenant.id, form)).body.access_token);
}

describe("who gets in", () => {
  test("nobody without a token, with one for another service, or with one that ended", async () => {
    const url = `${it.org.url}/api/data/v9.2/WhoAmI`;
    const none = await call(url, { method: "GET", token: "x" });
    expect(none.status).toBe(401);
    expect(none.headers.get("www-authenticate")).toContain(`resource_id=${it.org.origin}/`);
    const graph = await it.token("https://graph.microsoft.com");
    expect((await call(url, { method: "GET", token: graph })).status).toBe(401);
    const token = await it.token(it.org.origin);
    expect((await call(url, { method: "GET", token })).status).toBe(200);
    it.wait(3_600_000);
    expect((await call(url, { method: "GET", token })).status).toBe(401);
  });

  test("an app without an application user, and one that is blocked", async () => {
    it.org.staff.setDisabled(it.appUser, true);
    expect(await it.api("GET", "WhoAmI")).toMatchObject({
      status: 403,
      body: { error: { code: "0x80040225" } },
    });
    it.org.staff.remove("systemuser", it.appUser);
    expect(await it.api("GET", "WhoAmI")).toMatchObject({
      status: 403,
      body: { error: { code: "0x80072560" } },
    });
  });

  test("someone who signed in sets the application user up and gives it its role", async () => {
    it.org.staff.remove("systemuser", it.appUser);
    const admin = it.org.staff.hire({ firstName: "Ada", lastName: "A", objectId: ada() });
    it.org.staff.assign(admin, it.org.first.administratorRole);
    const token = await signedIn();
    const root = `${it.org.url}/api/data/v9.2`;
    const unit = `/businessunits(${it.org.first.businessUnit})`;
    const made = await call(`${root}/systemusers`, {
      method: "POST",
      token,
      body: { applicationid: APP.clientId, "businessunitid@odata.bind": unit },
    });
    expect(made.status).toBe(204);
    expect((await it.api("GET", "contacts")).status).toBe(403);
    const body = { "@odata.id": `${it.org.origin}/api/data/v9.2/roles(${it.role})` };
    const path = `${root}/systemusers(${idOf(made)})/systemuserroles_association/$ref`;
    expect((await call(path, { method: "POST", token, body })).status).toBe(204);
    expect((await it.api("GET", "contacts")).status).toBe(200);
    expect(
      await it.rows(`systemusers(${idOf(made)})/systemuserroles_association?$select=name`),
    ).toMatchObject([{ name: "Perennial" }]);
  });
});

describe("who may what", () => {
  test("a privilege that is missing is named", async () => {
    it.org.staff.setRole(it.role, privilegesOn([it.org.book.need("contact")], ["Read", "Create"]));
    const id = it.org.staff.create("contact", { lastname: "x" }).id;
    expect((await it.api("GET", "contacts")).status).toBe(200);
    const answer = await it.api("PATCH", `contacts(${id})`, { body: { lastname: "y" } });
    expect(answer).toMatchObject({ status: 403, body: { error: { code: "0x80040220" } } });
    expect(answer.text).toContain("prvWriteContact");
    expect((await it.api("GET", "tasks")).text).toContain("prvReadActivity");
    const company = it.org.staff.create("account", { name: "x" }).id;
    const bind = { lastname: "x", "parentcustomerid_account@odata.bind": `/accounts(${company})` };
    it.org.staff.setRole(it.role, { prvCreateContact: "global", prvAppendContact: "global" });
    expect((await it.api("POST", "contacts", { body: bind })).text).toContain("prvAppendToAccount");
  });

  test("one's own rows and those of one's teams are all that the lowest depth reaches", async () => {
    it.org.staff.setRole(it.role, { prvReadContact: "basic", prvCreateContact: "basic" });
    const team = it.org.staff.addTeam("Sales", [it.appUser]);
    it.org.staff.create("contact", { lastname: "Others" });
    const hidden = it.org.staff.create("contact", { lastname: "Hidden" }).id;
    it.org.staff.create("contact", { lastname: "Team", ownerid: { table: "team", id: team } });
    await it.api("POST", "contacts", { body: { lastname: "Own" } });
    const rows = await it.rows("contacts?$select=lastname");
    expect(rows.map(({ lastname }) => lastname)).toEqual(["Team", "Own"]);
    expect((await it.api("GET", `contacts(${hidden})`)).status).toBe(403);
  });

  test("a team's role is its members'", async () => {
    it.org.staff.unassign(it.appUser, it.role);
    expect((await it.api("GET", "contacts")).status).toBe(403);
    it.org.staff.assign(it.org.staff.addTeam("Sales", [it.appUser]), it.role);
    expect((await it.api("GET", "contacts")).status).toBe(200);
    const granted = await it.api(
      "GET",
      `systemusers(${it.appUser})/Microsoft.Dynamics.CRM.RetrieveUserPrivileges()`,
    );
    expect(granted.body.RolePrivileges).toContainEqual(
      expect.objectContaining({ PrivilegeName: "prvReadContact", Depth: "Global" }),
    );
  });

  test("writing for somebody else needs a privilege of its own", async () => {
    const user = it.org.staff.hire({ firstName: "Ulla", lastName: "Ek", objectId: ada() });
    const asked = { body: { subject: "x" }, headers: { callerobjectid: ada() } };
    expect((await it.api("POST", "tasks", asked)).text).toContain("prvActOnBehalfOfAnotherUser");
    it.org.staff.assign(user, it.role);
    it.org.staff.assign(
      it.appUser,
      it.org.staff.addRole("Delegate", { prvActOnBehalfOfAnotherUser: "global" }),
    );
    expect((await it.api("POST", "tasks", asked)).status).toBe(204);
    expect(await it.rows("tasks?$select=_ownerid_value")).toMatchObject([{ _ownerid_value: user }]);
  });
});

describe("limits and difficulties", () => {
  test("6000 requests in five minutes, then 429 with a wait that grows, then again", async () => {
    await it.stop();
    it = await connectedDataverse({ limits: { requests: 20 } });
    for (let count = 0; count < 20; count += 1)
      expect((await it.api("GET", "WhoAmI")).status).toBe(200);
    it.wait(100_000);
    const waits: number[] = [];
    for (let count = 0; count < 3; count += 1) {
      const refused = await it.api("GET", "WhoAmI");
      expect(refused).toMatchObject({ status: 429, body: { error: { code: "0x80072322" } } });
      waits.push(Number(refused.headers.get("retry-after")));
    }
    expect(waits).toEqual([200, 201, 202]);
    it.wait(200_000);
    const again = await it.api("GET", "WhoAmI");
    expect(again.status).toBe(200);
    expect(again.headers.get("x-ms-ratelimit-burst-remaining-xrm-requests")).toBe("19");
  });

  test("20 minutes of work in five minutes; rows of bulk writes are work", async () => {
    await it.stop();
    it = await connectedDataverse({
      limits: { workMs: 1000 },
      work: { requestMs: 10, rowMs: 100 },
    });
    const Targets = Array.from({ length: 10 }, () => ({
      "@odata.type": "Microsoft.Dynamics.CRM.contact",
      lastname: "x",
    }));
    expect(
      (
        await it.api("POST", "contacts/Microsoft.Dynamics.CRM.CreateMultiple", {
          body: { Targets },
        })
      ).status,
    ).toBe(200);
    expect(await it.api("GET", "WhoAmI")).toMatchObject({
      status: 429,
      body: { error: { code: "0x80072321" } },
    });
  });

  test("52 requests at once; the limit is gone when they are answered", async () => {
    await it.org.faults.set({ delayMs: 1_000 });
    const all = await Promise.all(Array.from({ length: 60 }, () => it.api("GET", "WhoAmI")));
    const refused = all.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.body).toMatchObject({ error: { code: "0x80072326" } });
    expect(all.length - refused.length).toBeGreaterThan(40);
    expect((await it.api("GET", "WhoAmI")).status).toBe(200);
  });

  test("the tenant's requests of a day, rows counted one by one", async () => {
    await it.stop();
    it = await connectedDataverse({ dailyRequests: 12 });
    const Targets = Array.from({ length: 10 }, () => ({
      "@odata.type": "Microsoft.Dynamics.CRM.contact",
      lastname: "x",
    }));
    const many = { body: { Targets } };
    expect(
      (await it.api("POST", "contacts/Microsoft.Dynamics.CRM.CreateMultiple", many)).status,
    ).toBe(200);
    expect(it.org.daily.total).toBe(10);
    expect((await it.api("GET", "WhoAmI")).status).toBe(200);
    expect((await it.api("GET", "WhoAmI")).status).toBe(200);
    expect((await it.api("GET", "WhoAmI")).status).toBe(429);
    it.wait(86_400_000 + 600_000);
    expect((await it.api("GET", "WhoAmI")).status).toBe(200);
  });

  test("difficulties meet the next requests: a limit others used up, a page of a gateway", async () => {
    it.org.trouble.add({ limit: "concurrency", retryAfterSeconds: 300, times: 2 });
    it.org.trouble.add({ status: 503, html: true, path: "/contacts" });
    expect((await it.api("GET", "WhoAmI")).headers.get("retry-after")).toBe("300");
    expect((await it.api("GET", "WhoAmI")).body).toMatchObject({ error: { code: "0x80072326" } });
    const page = await it.api("GET", "contacts");
    expect(page.status).toBe(503);
    expect(page.headers.get("content-type")).toBe("text/html");
    expect((await it.api("GET", "contacts")).status).toBe(200);
  });

  test("an answer that is lost after the write is there, by the shared faults", async () => {
    await it.org.faults.set({ dropAfterAccept: 1 });
    await expect(it.api("POST", "contacts", { body: { lastname: "x" } })).rejects.toThrow();
    await it.org.faults.set({ dropAfterAccept: 0, serverError: 1 });
    expect((await it.api("POST", "contacts", { body: { lastname: "y" } })).status).toBe(500);
    await it.org.faults.clear();
    expect((await it.api("GET", "contacts/$count")).text).toBe("1");
  });

  test("a clock that is ahead shows in what was written and in the Date of answers", async () => {
    it.org.skewSeconds = 90;
    const prefer = "return=representation";
    const made = await it.api("POST", "tasks", { body: { subject: "x" }, headers: { prefer } });
    expect(made.body.modifiedon).toBe("2026-11-22T08:01:30Z");
    expect(made.headers.get("date")).toBe("Sun, 22 Nov 2026 08:01:30 GMT");
  });

  test("an address that is too long", async () => {
    const filter = Array.from(
      { length: 700 },
      (_one, n) => `lastname eq 'a long enough name ${n}'`,
    ).join(" or ");
    expect((await it.api("GET", `contacts?$filter=${filter}`)).status).toBe(414);
  });
});

test("a solution's tables are there once it is imported", async () => {
  expect((await it.api("GET", "prnl_configurations")).status).toBe(404);
  for (const table of solutionTables("prnl")) it.org.staff.addTable(table);
  const names = await it.rows(
    "EntityDefinitions?$select=LogicalName&$filter=IsCustomEntity eq true",
  );
  expect(names.map(({ LogicalName }) => LogicalName)).toContain("prnl_handshake");
  it.org.staff.setRole(it.role, "all");
  const body = { prnl_name: "settings", prnl_json: '{"a":1}' };
  expect((await it.api("POST", "prnl_configurations", { body })).status).toBe(204);
});

test("what it is kept as survives JSON: rows, keys, changes and rights go on", async () => {
  await it.api("PATCH", "perennial_tiers(perennial_key='k')", { body: { perennial_name: "Gold" } });
  const id = it.org.staff.create("contact", { lastname: "Berg" }).id;
  const begun = await it.api("GET", "contacts?$select=lastname", {
    headers: { prefer: "odata.track-changes" },
  });
  it.org.staff.remove("contact", id);
  const kept = JSON.parse(JSON.stringify(it.org.snapshot()));
  const origin = it.org.origin;
  const tables = [it.org.book.need("perennial_tier"), it.org.book.need("perennial_touchpoint")];
  const next = await startDataverse({
    clock: it.clock,
    entra: it.entra,
    tenantId: it.tenant.id,
    origin,
    tables,
  });
  try {
    next.restore(kept);
    const token = await it.token(origin);
    const get = (path: string) =>
      call(`${next.url}/api/data/v9.2/${path}`, { method: "GET", token });
    expect((await get("perennial_tiers(perennial_key='k')")).body.perennial_name).toBe("Gold");
    const link = String(begun.body["@odata.deltaLink"]).split("/v9.2/")[1] ?? "";
    expect((await get(link)).body.value).toMatchObject([{ id, reason: "deleted" }]);
  } finally {
    await next.stop();
  }
});
