import { afterEach, describe, expect, test } from "vitest";
import { soql } from "./soql/soql.ts";
import {
  type SalesforceWorld,
  type SalesforceWorldOptions,
  salesforceWorld,
} from "./testing/salesforce-world.ts";

const open: SalesforceWorld[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.stop()));
});

async function world(options: SalesforceWorldOptions = {}): Promise<SalesforceWorld> {
  const one = await salesforceWorld(options);
  open.push(one);
  return one;
}

const NAMES = soql({ select: ["Id", "LastName"], from: "Contact", orderBy: ["LastName"] });

async function lastNames({ query }: Pick<SalesforceWorld["client"], "query">) {
  const names: unknown[] = [];
  for await (const page of query(NAMES)) names.push(...page.map((each) => each.LastName));
  return names;
}

describe("an org", () => {
  test("is asked page by page, and what its calls have come to is known", async () => {
    const { client, org } = await world();
    org.staff.fill(
      "Contact",
      Array.from({ length: 4_500 }, (_, n) => ({ LastName: `Berg ${String(n).padStart(4, "0")}` })),
    );
    const names = await lastNames(client);
    expect([names.length, names[0], names.at(-1)]).toEqual([4_500, "Berg 0000", "Berg 4499"]);
    expect(client.usage()).toEqual({ used: 3, limit: 110_000 });
  });

  test("is described as we see it: a hidden field is not there", async () => {
    const { client, org, wait } = await world();
    const fields = async () =>
      (await client.describe("Contact"))?.fields.map(({ name }) => name) ?? [];
    expect(await fields()).toContain("HasOptedOutOfEmail");
    org.permissions.hideFields("Contact.HasOptedOutOfEmail");
    wait(601);
    expect(await fields()).not.toContain("HasOptedOutOfEmail");
    expect(await client.describe("No_Such__c")).toBeUndefined();
  });

  test("that refuses says why: its code, the words, and what they mean for us", async () => {
    const { client, salesforce, limiter } = await world();
    await expect(
      lastNames({ query: () => client.query("SELECT Nothing FROM Contact") }),
    ).rejects.toMatchObject({ kind: "invalid", message: expect.stringContaining("INVALID_FIELD") });
    salesforce.trouble.add({ answer: "daily-limit", times: 1 });
    await expect(lastNames(client)).rejects.toMatchObject({
      ...{ kind: "rate-limited", retryAfter: 1_200_000 },
    });
    // All that would ask the org waits, and not this request alone.
    expect(limiter.drained).toEqual([{ family: "default", milliseconds: 1_200_000 }]);
    expect(await lastNames(client)).toEqual([]);
  });
});

describe("the connection's access", () => {
  test("is renewed where it ran out, and the next refresh token is kept", async () => {
    const { client, org, salesforce, store, wait } = await world();
    const before = await store.read();
    wait(3 * 60 * 60);
    expect(await lastNames(client)).toEqual([]);
    const after = await store.read();
    expect(after?.accessToken).not.toBe(before?.accessToken);
    expect(after?.refreshToken).not.toBe(before?.refreshToken);
    expect(salesforce.tokens.families(org.id)).toHaveLength(1);
  });

  test("follows an org that moves to another host", async () => {
    const { client, org, salesforce, store, wait } = await world();
    const before = org.url;
    await salesforce.move(org);
    wait(3 * 60 * 60);
    expect(await lastNames(client)).toEqual([]);
    expect(org.url).not.toBe(before);
    expect((await store.read())?.details?.instance_url).toBe(org.url);
  });

  test("is renewed once by clients that ask at the same time", async () => {
    const { another, org, salesforce, wait } = await world({ refreshMs: 2 });
    const clients = Array.from({ length: 5 }, another);
    const turns = 8;
    for (let turn = 0; turn < turns; turn++) {
      wait(3 * 60 * 60);
      const names = await Promise.all(clients.map((each) => lastNames(each)));
      expect(names.flat()).toEqual([]);
    }
    const [family, ...others] = salesforce.tokens.families(org.id);
    expect(others).toEqual([]);
    expect(family?.refreshes).toBe(turns);
  });

  test("that was taken back is told as such, with what to do", async () => {
    const { client, org, salesforce } = await world();
    for (const { id } of salesforce.tokens.families(org.id)) salesforce.tokens.revokeFamily(id);
    await expect(lastNames(client)).rejects.toMatchObject({
      ...{ kind: "unauthenticated", message: expect.stringContaining("Connect again") },
    });
  });
});
