import { signWebhook } from "@perennial/connector-kit";
import { testContext } from "@perennial/connector-kit/testing";
import { createSmtp } from "@perennial/connector-smtp";
import type { Customer } from "@perennial/contract";
import { asTenant, putConnection, readConsents } from "@perennial/store";
import { describe, expect, test } from "vitest";
import { queryAs } from "../testing/query-as.ts";
import { problemIn, useServer } from "../testing/test-server.ts";

const server = useServer();

interface StoredDelivery {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly taken: boolean;
  readonly problem: string | null;
}

function inbox(): Promise<readonly StoredDelivery[]> {
  return queryAs(
    server(),
    "select url, headers, body, taken_at is not null as taken, problem from inbox order by id",
  );
}

/** A push of the CRM's, as it signs them. */
function push(items: readonly unknown[], id: string): RequestInit & { readonly body: string } {
  const { world, demo } = server();
  const at = demo.clock.now();
  const body = JSON.stringify({ type: "records.changed", timestamp: at, data: { items } });
  const secrets = [world.settings.webhook.signingSecret];
  const headers = signWebhook({ id, at, body, secrets });
  return { method: "POST", headers: { "content-type": "application/json", ...headers }, body };
}

function renamed(name: string, updatedAt: string): { type: string; id: string; record: Customer } {
  const [customer] = [...server().world.crm.records.customers()];
  if (!customer) throw new Error("the company has no customers");
  return { type: "customer", id: customer.id, record: { ...customer, name, updatedAt } };
}

/** An SMS to the company, as its provider passes it on. */
function sms(id: string, message: string, token?: string): readonly [string, RequestInit] {
  const { tenant, world } = server();
  const [customer] = [...world.crm.records.customers()].filter((each) => each.mobile !== undefined);
  const created = "2026-03-02T07:00:00.000000";
  const { sender, webhookToken } = world.settings["sms-46elks"];
  const fields = {
    direction: "incoming",
    id,
    from: customer?.mobile ?? "",
    to: sender,
    created,
    message,
  };
  const query = new URLSearchParams({ token: token ?? webhookToken });
  return [
    `/hooks/v1/${tenant.id}/sms?${query}`,
    { method: "POST", body: new URLSearchParams(fields), headers: { cookie: "session=canary-1" } },
  ];
}

describe("a genuine delivery", () => {
  test("is answered without a word and acts", async () => {
    const item = renamed("Nytt Namn", "2026-03-02T06:59:00.000Z");
    const response = await server().ask("/hooks/v1/1/crm", push([item], "msg_1"));
    expect([response.status, await response.text()]).toEqual([202, ""]);
    await server().settle();
    const { customer } = await server().client.ask("getCustomer", { params: { id: item.id } });
    expect(customer.name).toBe("Nytt Namn");
  });

  test("told again is taken again and acts once", async () => {
    const before = (await inbox()).length;
    const [path, init] = sms("sreplay", "Hej, en fråga");
    for (const _time of [1, 2, 3]) expect((await server().ask(path, init)).status).toBe(202);
    await server().settle();
    const [again] = [await server().ask(path, init), await server().settle()];
    expect(again.status).toBe(202);
    expect((await inbox()).length).toBe(before + 1);
    const signals = await queryAs(server(), "select id from signals where id = 'sms:sreplay'");
    const replies = await queryAs(
      server(),
      "select id from interactions where text like 'Hej, en%'",
    );
    expect([signals.length, replies.length]).toEqual([1, 1]);
  });

  test("whose items are partly wrong acts with the others, and the problem is kept with it", async () => {
    const good = renamed("Bara Rätt", "2026-03-02T06:59:30.000Z");
    const wrong = { ...good, record: { ...good.record, shoeSize: 43 } };
    const response = await server().ask("/hooks/v1/1/crm", push([wrong, good, "?"], "msg_2"));
    expect(response.status).toBe(202);
    await server().settle();
    const { customer } = await server().client.ask("getCustomer", { params: { id: good.id } });
    expect(customer.name).toBe("Bara Rätt");
    const kept = (await inbox()).find(({ problem }) => problem !== null);
    expect(kept).toMatchObject({ taken: true });
    expect(kept?.problem).toMatch(/data\.items\[0\].*shoeSize.*; data\.items\[2\]/);
  });

  test("with STOP ends marketing by text message at once", async () => {
    const [path, init] = sms("sstop", "STOP");
    await server().ask(path, init);
    await server().settle();
    const [row] = await queryAs<{ customerId: string }>(
      server(),
      `select customer_id as "customerId" from signals where id = 'sms:sstop'`,
    );
    const { runtime, tenant } = server();
    const consents = await asTenant(runtime.db, tenant.id, (tx) =>
      readConsents(tx, [row?.customerId ?? ""]),
    );
    expect([...consents.values()].flat()).toContainEqual(
      expect.objectContaining({
        channel: "sms",
        state: "withdrawn",
        source: "sms-reply",
        proof: "STOP",
      }),
    );
  });

  test("is kept without the secrets that proved it, in the database and in the log", async () => {
    const { webhookToken } = server().world.settings["sms-46elks"];
    const kept = await inbox();
    expect(kept.filter(({ url }) => url.endsWith("?token=%5Bsecret%5D")).length).toBeGreaterThan(1);
    const everything = JSON.stringify([kept, server().lines]);
    for (const secret of [webhookToken, "canary-1", server().token]) {
      expect(everything).not.toContain(secret);
    }
    expect(kept.map(({ headers }) => headers.authorization)).toContain("[secret]");
  });

  test("with characters that no database keeps is taken and understood without them", async () => {
    const [path, init] = sms("snul", "Hej\0 då \ud83d");
    expect((await server().ask(path, init)).status).toBe(202);
    const item = renamed("Nolla\0", "2026-03-02T06:59:40.000Z");
    expect((await server().ask("/hooks/v1/1/crm", push([item], "msg_3"))).status).toBe(202);
    await server().settle();
    const { customer } = await server().client.ask("getCustomer", { params: { id: item.id } });
    expect(customer.name).toBe("Nolla");
    expect((await inbox()).filter(({ taken }) => !taken)).toEqual([]);
  });
});

describe("a link in an e-mail", () => {
  const secret = "tracked-links-secret-canary-1";
  const target = "https://exempelkraft.example/order?a=1";

  /** A link of the connection "links", as its connector writes it into a mail. */
  async function link(): Promise<string> {
    const { demo, mailbox } = { demo: server().demo, mailbox: server().world.mailbox };
    const { runtime, tenant } = server();
    const settings = { ...server().world.settings.smtp, trackLinks: { secret } };
    const connector = createSmtp();
    await asTenant(runtime.db, tenant.id, (tx) =>
      putConnection(tx, { id: "links", connector: "smtp", settings }),
    );
    await runtime.connections.forget(tenant.id);
    const session = await connector.open(
      connector.settings.parse(settings),
      testContext({ clock: demo.clock, callbackUrl: `${server().url}/hooks/v1/1/links` }),
    );
    const html = `<a href="${target}">Beställ</a>`;
    await session.perform([
      {
        ...{ kind: "send-email", class: "marketing", id: "t1-e999-1", customerId: "none" },
        ...{ to: "nobody@example.com", subject: "Hej", text: "Hej", html, track: true },
      },
    ]);
    await session.close();
    const { id = "" } = mailbox.accepted.entries.at(-1) ?? {};
    const [, href = ""] = /href="([^"]*)"/.exec(mailbox.htmlOf(id) ?? "") ?? [];
    return new URL(href.replaceAll("&amp;", "&")).search;
  }

  test("leads on to where it was made to lead, is noted, and leads nowhere else", async () => {
    const search = await link();
    const follow = (of: string) => server().ask(`/hooks/v1/1/links${of}`, { redirect: "manual" });
    const response = await follow(search);
    expect([response.status, response.headers.get("location")]).toEqual([302, target]);
    expect(response.headers.get("cache-control")).toBe("no-store, private");
    await server().settle();
    const told = await queryAs<{ body: { type: string; at: string } }>(
      server(),
      "select body from signals where id like 'mail:t1-e999-1:clicked:%'",
    );
    expect(told).toMatchObject([{ body: { type: "message.clicked" } }]);
    const elsewhere = search.replace("exempelkraft", "evil");
    expect(await problemIn(await follow(elsewhere))).toMatchObject({ status: 401 });
  });
});

describe("a delivery", () => {
  test("that is not genuine is refused and leaves nothing behind but a line in the log", async () => {
    const before = (await inbox()).length;
    const refused = () => server().lines.filter((line) => line.includes("refused")).length;
    const refusedBefore = refused();
    const item = renamed("Förfalskad", "2026-03-02T06:59:50.000Z");
    const signed = push([item], "msg_4");
    const tampered = { ...signed, body: signed.body.replace("Förfalskad", "Förfälskad") };
    const renumbered = { ...signed, headers: { ...signed.headers, "webhook-id": "msg_5" } };
    const [smsPath, incoming] = sms("sforged", "Hej", "a-token-that-is-not-the-right-one");
    const [rightPath] = sms("sforged", "Hej");
    const forged = [
      ["/hooks/v1/1/crm", tampered],
      ["/hooks/v1/1/crm", renumbered],
      ["/hooks/v1/1/crm", { method: "POST", body: signed.body }],
      ["/hooks/v1/1/dialer", signed],
      [smsPath, incoming],
      [rightPath, { method: "GET" }],
    ] as const;
    for (const [path, init] of forged) {
      const response = await server().ask(path, init);
      expect(await problemIn(response)).toMatchObject({ status: 401, title: "Not genuine" });
    }
    expect((await inbox()).length).toBe(before);
    expect(refused() - refusedBefore).toBe(forged.length);
  });

  test("to a door that is not there is told so, whatever is wrong with its address", async () => {
    const doors = [
      "1/crm2",
      "2/crm",
      "999999999/crm",
      "99999999999/crm",
      "0x1/crm",
      "1e0/crm",
      "-1/crm",
      "1/cr%00m",
    ];
    for (const door of doors) {
      const response = await server().ask(`/hooks/v1/${door}`, push([], "msg_6"));
      expect(await problemIn(response)).toMatchObject({
        status: 404,
        detail: "There is no such door.",
      });
    }
  });

  test("larger than a megabyte is refused", async () => {
    const body = "x".repeat(2_000_000);
    const response = await server().ask("/hooks/v1/1/crm", { method: "POST", body });
    expect(await problemIn(response)).toMatchObject({
      status: 413,
      detail: expect.stringMatching(/1 MB/),
    });
  });

  test("to a connection that cannot be used now is asked to come again", async () => {
    const { runtime, tenant } = server();
    await asTenant(runtime.db, tenant.id, (tx) =>
      putConnection(tx, { id: "old", connector: "no-longer-here", settings: {} }),
    );
    await runtime.connections.forget(tenant.id);
    const response = await server().ask("/hooks/v1/1/old", push([], "msg_7"));
    expect(response.headers.get("retry-after")).toBe("300");
    expect(await problemIn(response)).toMatchObject({ status: 503, title: "Not ready" });
    const { items } = await server().client.ask("listConnections");
    expect(items.find(({ id }) => id === "old")).toMatchObject({
      ...{ state: "paused", problem: expect.stringContaining('"no-longer-here"') },
    });
    const [path, init] = sms("safter", "Hej igen");
    expect((await server().ask(path, init)).status).toBe(202);
  });
});
