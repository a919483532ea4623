import { Client } from "@perennial/api";
import { beforeAll, describe, expect, test } from "vitest";
import { useMarketServer } from "../../testing/market-server.ts";
import { clientAs, otherTenant, statusOf } from "../../testing/roles-and-tenants.ts";
import { json } from "../../testing/test-server.ts";

const server = useMarketServer();
let admin: Client;
let other: Client;
beforeAll(async () => {
  admin = new Client({ url: server().url, token: server().token });
  other = await clientAs(server(), "admin", await otherTenant(server()));
}, 60_000);

let invited = 0;
async function invite(role: "viewer" | "admin" = "viewer", client = admin) {
  invited += 1;
  const email = `person-${invited}@bolag.example`;
  return client.ask("invitePerson", { body: { name: "Anna Berg", email, role } });
}

/** Opens a link as a browser does. */
async function open(url: string) {
  const code = new URLSearchParams(new URL(url).hash.slice(1)).get("code");
  const response = await server().visit("/v1/session", json("POST", { code }));
  const { bearer = "" } = (await response.json()) as { bearer?: string };
  return { status: response.status, client: new Client({ url: server().url, token: bearer }) };
}

describe("a person", () => {
  test("is invited by a link that signs in once, in their role and by their name", async () => {
    const { person, link, mailed } = await invite();
    expect(mailed).toBe(false);
    const { client } = await open(link.url);
    expect(await statusOf(client.ask("listPrograms"))).toBe(200);
    expect(await statusOf(client.ask("listPeople"))).toBe(403);
    expect((await open(link.url)).status).toBe(401);
    const { items } = await admin.ask("listPeople");
    const found = items.find(({ id }) => id === person.id);
    expect(found).toMatchObject({ name: "Anna Berg", role: "viewer" });
    expect(found?.lastSeenAt).not.toBeNull();
  });

  test("has a new role at once, and is out at once when they are taken away", async () => {
    await invite("admin");
    const { person, link } = await invite();
    const { client } = await open(link.url);
    const params = { id: person.id };
    await admin.ask("changePerson", { params, body: { role: "admin" } });
    expect(await statusOf(client.ask("listPeople"))).toBe(200);
    const again = await admin.ask("createSignInLink", { params });
    await admin.ask("removePerson", { params });
    expect(await statusOf(client.ask("listPrograms"))).toBe(401);
    expect((await open(again.link.url)).status).toBe(401);
  });

  test("gets a new link in place of the one before", async () => {
    const { person, link } = await invite();
    const { link: next } = await admin.ask("createSignInLink", { params: { id: person.id } });
    expect((await open(link.url)).status).toBe(401);
    expect((await open(next.url)).status).toBe(200);
  });

  test("is on the list once, whatever the spelling of the address", async () => {
    const { person } = await invite();
    const body = { name: "B", email: person.email.toUpperCase(), role: "viewer" } as const;
    expect(await statusOf(admin.ask("invitePerson", { body }))).toBe(409);
  });

  test("who is the last administrator can neither be taken away nor be less", async () => {
    const { items } = await admin.ask("listPeople");
    const admins = items.filter(({ role }) => role === "admin");
    for (const { id } of admins.slice(1)) await admin.ask("removePerson", { params: { id } });
    const params = { id: admins[0]?.id ?? "" };
    expect(await statusOf(admin.ask("removePerson", { params }))).toBe(409);
    const less = admin.ask("changePerson", { params, body: { role: "viewer" } });
    expect(await statusOf(less)).toBe(409);
    const renamed = await admin.ask("changePerson", { params, body: { name: "Bo" } });
    expect(renamed).toMatchObject({ name: "Bo", role: "admin" });
  });
});

describe("a machine's token", () => {
  test("is shown once, says when it was used, and is worthless once it is revoked", async () => {
    const { token, item } = await admin.ask("createToken", {
      body: { label: "Webbutiken", role: "agent" },
    });
    expect(item).toMatchObject({ label: "Webbutiken", madeBy: "console", lastUsedAt: null });
    const machine = new Client({ url: server().url, token });
    expect(await statusOf(machine.ask("listCustomers"))).toBe(200);
    const { items } = await admin.ask("listTokens");
    expect(items.find(({ id }) => id === item.id)?.lastUsedAt).not.toBeNull();
    expect(JSON.stringify(items)).not.toContain(token);
    await admin.ask("revokeToken", { params: { id: item.id } });
    expect(await statusOf(machine.ask("listCustomers"))).toBe(401);
  });

  test("of the server's own is not revoked here", async () => {
    expect(await statusOf(admin.ask("revokeToken", { params: { id: "console" } }))).toBe(409);
  });
});

test("only administrators see and change people and tokens, and only their own company's", async () => {
  const marketer = await clientAs(server(), "marketer");
  const { person } = await invite();
  const params = { id: person.id };
  const askAll = (client: Client) => [
    client.ask("listPeople"),
    client.ask("invitePerson", { body: { name: "M", email: "m@mallory.example", role: "admin" } }),
    client.ask("createSignInLink", { params }),
    client.ask("changePerson", { params, body: { role: "admin" } }),
    client.ask("removePerson", { params }),
    client.ask("listTokens"),
    client.ask("createToken", { body: { label: "M", role: "admin" } }),
    client.ask("revokeToken", { params: { id: "test-marketer" } }),
  ];
  expect(await Promise.all(askAll(marketer).map(statusOf))).toEqual(Array(8).fill(403));
  expect(await Promise.all(askAll(other).map(statusOf))).toEqual([
    ...[200, 200, 404, 404, 404, 200, 200, 404],
  ]);
  const seen = await other.ask("listPeople");
  expect(seen.items.map(({ name }) => name)).toEqual(["M"]);
  const { items } = await admin.ask("listPeople");
  expect(items.find(({ id }) => id === person.id)).toMatchObject({ role: "viewer" });
});

test("what is wrong is told at its field", async () => {
  const response = await fetch(new URL("/v1/people", server().url), {
    ...json("POST", { name: " ", email: "anna", role: "boss" }),
    headers: { "content-type": "application/json", authorization: `Bearer ${server().token}` },
  });
  const { problems } = (await response.json()) as { problems: { place: string }[] };
  expect(problems.map(({ place }) => place)).toEqual(["body.name", "body.email", "body.role"]);
});
