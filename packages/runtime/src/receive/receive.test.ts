import type { InboundRequest } from "@perennial/contract";
import { describe, expect, test } from "vitest";
import { createConnections } from "../connection/create-connections.ts";
import { useTestDatabase } from "../deliver/testing/test-database.ts";
import { FEED_TOKEN, testFeed } from "../testing/test-feed.ts";
import { type TestRuntime, testRuntime } from "../testing/test-runtime.ts";
import { SealedVault, VAULT_KEY_BYTES } from "../vault/sealed-vault.ts";
import { receive } from "./receive.ts";

const database = useTestDatabase();
const PASSWORD = "search-password-canary-2";
const DOOR = "https://perennial.example/hooks/v1/1/crm";

async function company(): Promise<TestRuntime> {
  const feed = testFeed("crm");
  const settings = { ...feed.settings, search: { password: PASSWORD } };
  return testRuntime(database(), [{ ...feed, settings }]);
}

function take(of: TestRuntime, request: Partial<InboundRequest>) {
  const { context, tenant } = of;
  const whole = {
    method: "POST",
    url: DOOR,
    headers: { "x-token": FEED_TOKEN },
    body: "[]",
    ...request,
  };
  return receive(context, { tenant: tenant.id, connection: "crm" }, whole);
}

function kept(
  of: TestRuntime,
): Promise<readonly { id: string; url: string; headers: object; body: string }[]> {
  return of.query("select delivery_id as id, url, headers, body from inbox order by id");
}

describe("a delivery at the door", () => {
  test("is kept once for each of the sender's ids, or for each content where it gives none", async () => {
    const of = await company();
    const named = { headers: { "x-token": FEED_TOKEN, "x-id": "d1" } };
    const requests = [named, { ...named, body: "[1]" }, {}, {}, { body: "[1]" }];
    const answers = [];
    for (const request of requests) answers.push(await take(of, request));
    expect(answers.map((each) => "new" in each && each.new)).toEqual([
      true,
      false,
      true,
      false,
      true,
    ]);
  });

  test("may have an id of any length and any signs", async () => {
    const of = await company();
    for (const id of ["x".repeat(4_000), "x".repeat(4_000), "två ord", ""]) {
      const answer = await take(of, { headers: { "x-token": FEED_TOKEN, "x-id": id } });
      expect(answer.status).toBe("stored");
    }
    const ids = (await kept(of)).map(({ id }) => id);
    expect(ids).toHaveLength(3);
    expect(ids.every((id) => /^sha256:[\w-]{43}$/.test(id))).toBe(true);
  });

  test("that is not genuine, or that nobody waits for, leaves nothing behind", async () => {
    const of = await company();
    expect(await take(of, { headers: {} })).toMatchObject({ status: "not-genuine" });
    const request = { method: "POST", url: DOOR, headers: {}, body: "" };
    for (const door of [
      { tenant: of.tenant.id, connection: "other" },
      { tenant: 999_999, connection: "crm" },
    ]) {
      expect(await receive(of.context, door, request)).toEqual({ status: "unknown-connection" });
    }
    expect(await kept(of)).toEqual([]);
  });

  test("is kept without the secrets that proved it and without credentials, and means the same", async () => {
    const of = await company();
    const url = `${DOOR}?token=${FEED_TOKEN}&command=t1-e2-3&sent=2026-03-02T09%3A00%3A00.000Z`;
    const headers = {
      ...{ "content-type": "application/json", "x-secret": `Signature ${PASSWORD}` },
      ...{ authorization: "Basic dTpjYW5hcnktMw==", cookie: "session=canary-4" },
    };
    expect(await take(of, { url, headers, body: '["Hej\0"]' })).toMatchObject({ status: "stored" });
    const [row] = await kept(of);
    const query = new URL(row?.url ?? "").searchParams;
    expect(Object.fromEntries(query)).toEqual({
      ...{ token: "[secret]", command: "t1-e2-3", sent: "2026-03-02T09:00:00.000Z" },
    });
    expect(row).toMatchObject({
      body: '["Hej"]',
      headers: {
        ...{ "content-type": "application/json", "x-secret": "[secret]" },
        ...{ authorization: "[secret]", cookie: "[secret]" },
      },
    });
  });
});

describe("secrets", () => {
  test("are nowhere in the database and nowhere in the log, and open for their connection", async () => {
    const of = await company();
    await take(of, {
      url: `${DOOR}/${FEED_TOKEN}?token=${FEED_TOKEN}`,
      headers: { "x-again": PASSWORD },
    });
    const tables = await of.query<{ name: string }>(
      "select relname as name from pg_class where relrowsecurity order by relname",
    );
    const rows = new Map<string, string>();
    for (const { name } of tables) {
      rows.set(name, JSON.stringify(await of.query(`select to_jsonb(t) as row from ${name} t`)));
    }
    for (const name of ["connections", "inbox", "tenants"]) expect(rows.get(name)).not.toBe("[]");
    for (const [name, text] of rows) expect([name, /canary/.test(text)]).toEqual([name, false]);
    expect(of.lines.join("\n")).not.toContain("canary");
    const [open] = await of.context.connections.all(of.tenant.id);
    expect(open?.settings).toMatchObject({ token: FEED_TOKEN, search: { password: PASSWORD } });
  });

  test("that do not open put their own connection aside, and no other", async () => {
    const [one, two] = [testFeed("crm"), testFeed("other")];
    const of = await testRuntime(database(), [one, two]);
    const sealed = of.context.vault.seal(FEED_TOKEN, `${of.tenant.id}/other/token`);
    await of.query(
      `update connections set settings = '{"token":{"sealed":"${sealed}"}}' where id = 'crm'`,
    );
    await of.context.connections.forget(of.tenant.id);
    const open = await of.context.connections.all(of.tenant.id);
    expect(open.map(({ connection }) => connection.id)).toEqual(["other"]);
    const [row] = await of.query<{ state: string; problem: string }>(
      "select state, problem from connections where id = 'crm'",
    );
    expect(row).toMatchObject({
      state: "paused",
      problem: expect.stringContaining("enter the secret again"),
    });
    expect(await take(of, {})).toEqual({ status: "broken-connection" });
    const mended = of.context.vault.seal(FEED_TOKEN, `${of.tenant.id}/crm/token`);
    await of.query(
      `update connections set settings = '{"token":{"sealed":"${mended}"}}' where id = 'crm'`,
    );
    await of.context.connections.forget(of.tenant.id);
    expect(await take(of, {})).toMatchObject({ status: "stored" });
    expect(await of.query("select state, problem from connections where id = 'crm'")).toEqual([
      { state: "active", problem: null },
    ]);
  });

  test("sealed with another key open for nobody", async () => {
    const of = await company();
    const { clock, log } = of.context;
    const vault = new SealedVault(Buffer.alloc(VAULT_KEY_BYTES, 1));
    const connectors = [testFeed("crm").connector];
    const other = createConnections({
      db: database(),
      clock,
      log,
      vault,
      connectors,
      callbackUrl: () => DOOR,
    });
    expect(await other.all(of.tenant.id)).toEqual([]);
  });
});
