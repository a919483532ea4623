import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { readColumns, readTable } from "./describe/table-definition.ts";
import { RowPage } from "./dynamics-client.ts";
import { quoted } from "./dynamics-paths.ts";
import { createDynamicsFetch } from "./dynamics-transport.ts";
import { type DynamicsWorld, dynamicsWorld } from "./testing/dynamics-world.ts";

let world: DynamicsWorld;
beforeEach(async () => {
  world = await dynamicsWorld();
});
afterEach(() => world.stop());

const contacts = (query: Readonly<Record<string, string>>) =>
  world.client.request({ method: "GET", path: ["contacts"], query });

test("signs in by certificate, once for many requests, and again before the token ends", async () => {
  expect(await world.client.whoAmI()).toMatchObject({ UserId: world.appUser });
  await world.client.whoAmI();
  expect(world.entra.accepted.entries).toMatchObject([
    { act: "token", proof: "certificate", resource: world.org.origin },
  ]);
  world.wait(3400);
  await world.client.whoAmI();
  expect(world.entra.accepted.size).toBe(2);
});

test.each([
  [
    "removed our app",
    (it: DynamicsWorld) => it.tenant.remove("7f0f3f0a-0000-4000-8000-00000000aaaa"),
    "unauthenticated",
    /no longer knows our app/,
  ],
  [
    "blocked our app",
    (it: DynamicsWorld) => it.tenant.setEnabled("7f0f3f0a-0000-4000-8000-00000000aaaa", false),
    "unauthenticated",
    /has blocked our app/,
  ],
  [
    "has a clock that is six minutes behind",
    (it: DynamicsWorld) => {
      it.entra.skewSeconds = -360;
    },
    "unavailable",
    /clock is wrong/,
  ],
])("a tenant that %s is told of in words, with what to do", async (_what, turn, kind, words) => {
  turn(world);
  await expect(world.client.whoAmI()).rejects.toMatchObject({
    kind,
    message: expect.stringMatching(words),
  });
});

test("without an application user the connection is not let in, and says so", async () => {
  world.org.staff.remove("systemuser", world.appUser);
  await expect(world.client.whoAmI()).rejects.toMatchObject({
    kind: "unauthenticated",
    message: expect.stringContaining("not a member of the organization"),
  });
});

test("a plus, an ampersand, a hash, a quote, a percent or an address arrives as it is, in rows and in filters", async () => {
  const piece = fc.constantFrom(
    "+",
    "&",
    "#",
    "'",
    "%",
    "%20",
    "?",
    "=",
    "https://x.example/?a=1&b=2",
    "å",
    "\\",
    '"',
    "a",
    " b",
  );
  const words = fc
    .array(piece, { minLength: 1, maxLength: 6 })
    .map((parts) => parts.join(""))
    .filter((text) => text.trim() === text);
  await fc.assert(
    fc.asyncProperty(words, async (text) => {
      const made = { method: "POST", path: ["contacts"], json: { lastname: text } } as const;
      expect((await world.client.request(made)).status).toBe(204);
      const { value } = (
        await contacts({ $select: "lastname", $filter: `lastname eq ${quoted(text)}` })
      ).read(RowPage);
      expect(value.length).toBeGreaterThan(0);
      for (const row of value) expect(row.lastname).toBe(text);
    }),
    { seed: 3, numRuns: 60 },
  );
});

test("links of pages are followed as they are, and links to elsewhere get nothing", async () => {
  world.org.staff.fill(
    "contact",
    Array.from({ length: 5 }, (_one, n) => ({ lastname: `${n}` })),
  );
  const headers = { prefer: "odata.maxpagesize=2" };
  const first = (
    await world.client.request({
      method: "GET",
      path: ["contacts"],
      query: { $select: "lastname", $orderby: "lastname" },
      headers,
    })
  ).read(RowPage);
  const link = first["@odata.nextLink"] ?? "";
  const second = (await world.client.request({ method: "GET", link, headers })).read(RowPage);
  expect(second.value.map(({ lastname }) => lastname)).toEqual(["2", "3"]);
  await expect(
    world.client.request({ method: "GET", link: "https://evil.example/api/data/v9.2/contacts" }),
  ).rejects.toThrow("somewhere else");
  const transport = createDynamicsFetch({
    baseUrl: `${world.org.origin}/api/data`,
    version: "v9.2",
  });
  await expect(transport("https://evil.example/api/data/v9.2/contacts")).rejects.toThrow(
    "not an address below",
  );
});

test("what writes is sent once: not again after 503, nor after an answer that was lost", async () => {
  const create = () =>
    world.client.request({ method: "POST", path: ["contacts"], json: { lastname: "x" } });
  world.org.trouble.add({
    status: 503,
    html: true,
    times: 5,
    path: "/contacts",
    retryAfterSeconds: 1,
  } as const);
  await expect(create()).rejects.toMatchObject({ kind: "unavailable" });
  world.org.trouble.clear();
  await world.org.faults.set({ dropAfterAccept: 1 });
  await expect(create()).rejects.toMatchObject({ kind: "unavailable", maybeDone: true });
  await world.org.faults.clear();
  expect(world.org.staff.list("contact")).toHaveLength(1);
  await world.org.faults.set({ refuseConnections: true });
  await expect(create()).rejects.toMatchObject({ kind: "unavailable", maybeDone: false });
});

test("429 with five minutes is not waited for here: it says how long the organisation is to be left alone", async () => {
  world.org.trouble.add({ limit: "requests", retryAfterSeconds: 300 });
  await expect(world.client.whoAmI()).rejects.toMatchObject({
    kind: "rate-limited",
    retryAfter: 300_000,
  });
});

test("the header If-None-Match is there once, whoever names it", async () => {
  const id = world.org.staff.create("contact", { lastname: "x" }).id;
  const answer = await world.client.request({
    method: "PATCH",
    path: [`contacts(${id})`],
    json: { lastname: "y" },
    headers: { "If-None-Match": "*" },
    accept: [412],
  });
  expect(answer.status).toBe(412);
});

test("tables and columns are described, a table that is not there is none", async () => {
  expect(await readTable(world.client, "opportunity")).toEqual({
    logicalName: "opportunity",
    label: "Opportunity",
    setName: "opportunities",
    primaryId: "opportunityid",
    primaryName: "name",
    tracksChanges: true,
  });
  expect(await readTable(world.client, "msdyn_agreement")).toBeUndefined();
  const columns = await readColumns(world.client, "contact");
  const of = (name: string) => columns.find(({ logicalName }) => logicalName === name);
  expect(of("parentcustomerid")).toMatchObject({
    type: "Customer",
    targets: ["account", "contact"],
  });
  expect(of("fullname")).toMatchObject({ isWritable: false, label: "Full Name" });
  expect(of("statuscode")?.choices).toEqual([
    { value: 1, label: "Active" },
    { value: 2, label: "Inactive" },
  ]);
  expect(z.array(z.unknown()).parse(columns).length).toBeGreaterThan(20);
});
