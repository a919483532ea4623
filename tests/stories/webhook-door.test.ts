import { createHmac } from "node:crypto";
import { signWebhook } from "@perennial/connector-kit";
import { createWebhook } from "@perennial/connector-webhook";
import type { Connector } from "@perennial/contract";
import { ingestInbox, saveConnection } from "@perennial/runtime";
import { asTenant, CUSTOMERS, PURCHASES, readRecords } from "@perennial/store";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { newDatabase } from "../services/new-database.ts";
import { startTownServer, type TownServer } from "./town-server.ts";

const SECRET = "shop-secret-canary-1";
const SIGNING = `whsec_${Buffer.alloc(32, 5).toString("base64")}`;

const MAPPING = {
  version: 1,
  rules: [
    {
      ...{ name: "customers", match: [{ path: "$.type", equals: "customer" }], gives: "customer" },
      ...{ id: "$.id", at: "$.at", fields: { name: "$.name" } },
    },
    {
      ...{ name: "purchases", match: [{ path: "$.type", equals: "order" }], gives: "purchase" },
      ...{ id: "$.id", at: "$.at", fields: { customerId: "$.customer", amount: "$.amount" } },
    },
  ],
};

/** A connection for each form of signature. */
const CONNECTIONS = {
  timed: { inboundAuth: { kind: "stripe" }, inboundSecret: SECRET },
  untimed: { inboundAuth: { kind: "shopify" }, inboundSecret: SECRET },
  standard: { signingSecret: SIGNING },
  shown: { inboundAuth: { kind: "bearer", header: "x-api-key" }, inboundSecret: SECRET },
};
type Door = keyof typeof CONNECTIONS;

let town: TownServer;

beforeAll(async () => {
  town = await startTownServer(await newDatabase(inject("databaseUrl")));
  const { runtime, tenant } = town.server;
  for (const [id, settings] of Object.entries(CONNECTIONS)) {
    const connector = createWebhook() as Connector;
    const all = { ...settings, mapping: MAPPING };
    await saveConnection(runtime, tenant.id, { id, connector, settings: all });
  }
}, 120_000);

afterAll(async () => {
  await town?.stop();
  await town?.database.drop();
});

/** Seconds since 1970 by the server's clock, and as many more. */
function seconds(more = 0): number {
  return Math.floor(Date.parse(town.server.runtime.clock.now()) / 1000) + more;
}

function timed(body: string, at = seconds()): Record<string, string> {
  const mac = createHmac("sha256", SECRET).update(`${at}.${body}`).digest("hex");
  return { "stripe-signature": `t=${at},v1=${mac}` };
}

function untimed(body: string, id: string): Record<string, string> {
  const mac = createHmac("sha256", SECRET).update(body).digest("base64");
  return { "x-shopify-hmac-sha256": mac, "x-shopify-webhook-id": id };
}

function standard(body: string, { id = "msg_1", at = seconds() } = {}): Record<string, string> {
  const moment = new Date(at * 1000).toISOString();
  return signWebhook({ id, at: moment, body, secrets: [SIGNING] });
}

async function post(
  door: Door,
  body: string | Buffer<ArrayBuffer>,
  headers: Record<string, string>,
): Promise<number> {
  const { url, tenant } = town.server;
  const address = new URL(`/hooks/v1/${tenant.id}/${door}`, url);
  const all = { ...headers, "content-type": "application/json" };
  return (await fetch(address, { method: "POST", headers: all, body })).status;
}

/** Reads everything that waits: the demo's server does so only as its clock is turned. */
async function readInbox(): Promise<void> {
  const { runtime, tenant } = town.server;
  while ((await ingestInbox(runtime, tenant)).more);
}

function query<Row>(text: string): Promise<readonly Row[]> {
  const { runtime, tenant } = town.server;
  return asTenant(runtime.db, tenant.id, (tx) => tx.rows(sql<Row>`${sql.raw(text)}`));
}

async function kept(part: string): Promise<readonly string[]> {
  const rows = await query<{ body: string }>(
    `select body from inbox where connection_id in ('timed', 'untimed', 'standard') order by id`,
  );
  return rows.map(({ body }) => body).filter((body) => body.includes(part));
}

/** How often something acted: the signals that were news. */
async function acted(id: string): Promise<number> {
  const rows = await query<{ id: string }>("select id from signals");
  return rows.filter((row) => row.id.includes(id)).length;
}

function order(id: string): string {
  return JSON.stringify({
    ...{ type: "order", id, at: "2026-03-01T09:00:00Z", customer: "c-9", amount: 12_500 },
  });
}

async function purchase(id: string) {
  const { runtime, tenant } = town.server;
  const [found] = await asTenant(runtime.db, tenant.id, (tx) => readRecords(tx, PURCHASES, [id]));
  return found;
}

describe("replay attack", () => {
  test("a recorded delivery is refused once it is old, with its signature as right as ever", async () => {
    const body = order("r-old");
    expect(await post("timed", body, timed(body, seconds(-301)))).toBe(401);
    expect(await post("standard", body, standard(body, { at: seconds(-301) }))).toBe(401);
    expect(await kept("r-old")).toEqual([]);
  });

  test("a recorded delivery that is still young is taken and kept once", async () => {
    const body = order("r-young");
    const headers = standard(body, { id: "msg_young" });
    for (let time = 0; time < 3; time++) expect(await post("standard", body, headers)).toBe(202);
    expect(await kept("r-young")).toEqual([body]);
  });

  test("under another name it does nothing again, and takes the place of no true delivery", async () => {
    const [body, later] = [order("r-named"), order("r-later")];
    for (const [name, told] of [
      ["d-1", body],
      ["d-2", body],
      ["d-2", later],
    ] as const) {
      expect(await post("untimed", told, untimed(told, name))).toBe(202);
    }
    await readInbox();
    expect(await purchase("r-later")).toMatchObject({ amount: 12_500 });
    expect(await purchase("r-named")).toMatchObject({ amount: 12_500 });
    expect(await acted("r-named")).toBe(1);
    expect(await acted("r-later")).toBe(1);
  });
});

describe("clock skew", () => {
  test.each(["timed", "standard"] as const)(
    "of five minutes either way is taken by %s, more is refused",
    async (door) => {
      const answers = [];
      // Ten seconds to the edge: the demo's clock may stand between two of our seconds.
      for (const off of [-310, -290, 290, 310]) {
        const body = order(`skew-${door}-${off}`);
        const at = seconds(off);
        const id = `msg_skew_${off}`;
        const headers = door === "timed" ? timed(body, at) : standard(body, { id, at });
        answers.push(await post(door, body, headers));
      }
      expect(answers).toEqual([401, 202, 202, 401]);
    },
  );
});

describe("body re-encoding", () => {
  const body =
    '{"type":"order", "id":"enc-1","at":"2026-03-01T09:00:00Z","customer":"Åsa","amount":1.0}';
  const again: readonly (string | Buffer<ArrayBuffer>)[] = [
    JSON.stringify(JSON.parse(body)),
    body.replace("Å", "\\u00c5"),
    body.replace("1.0", "1"),
    `${body}\n`,
    `\ufeff${body}`,
    Buffer.from(body, "latin1"),
  ];

  test("means the same and is refused: only the bytes that were signed are taken", async () => {
    const signed = { timed: timed(body), untimed: untimed(body, "enc"), standard: standard(body) };
    for (const door of ["timed", "untimed", "standard"] as const) {
      for (const other of again) expect(await post(door, other, signed[door])).toBe(401);
    }
    expect(await kept("enc-1")).toEqual([]);
  });

  test("never happens to what we keep: it is what was sent, to the letter", async () => {
    expect(await post("timed", body, timed(body))).toBe(202);
    expect(await kept("enc-1")).toEqual([body]);
  });
});

test("the secret that proves a delivery stands neither in what is kept of it nor in the settings", async () => {
  expect(await post("shown", order("shown-1"), { "x-api-key": SECRET })).toBe(202);
  expect(await post("shown", order("shown-2"), { "x-api-key": `${SECRET}x` })).toBe(401);
  const rows = [
    ...(await query("select headers, body from inbox where connection_id = 'shown'")),
    ...(await query("select settings from connections")),
  ];
  expect(rows.length).toBeGreaterThan(4);
  expect(JSON.stringify(rows)).not.toContain(SECRET);
});

test("duplicate deliveries: ten at once are kept once and act once", async () => {
  const body = order("dup-1");
  const headers = standard(body, { id: "msg_dup" });
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => post("standard", body, headers)),
  );
  expect(new Set(answers)).toEqual(new Set([202]));
  await readInbox();
  expect(await acted("dup-1")).toBe(1);
  expect(await kept("dup-1")).toEqual([body]);

  // Another attempt of the sender has another time and another signature, and the same id.
  expect(await post("standard", body, standard(body, { id: "msg_dup", at: seconds(60) }))).toBe(
    202,
  );
  expect(await kept("dup-1")).toEqual([body]);
});

describe("reordered deliveries", () => {
  const DAYS = [1, 2, 3];
  const ORDERS = DAYS.flatMap((a) =>
    DAYS.flatMap((b) => DAYS.filter((c) => new Set([a, b, c]).size === 3).map((c) => [a, b, c])),
  );

  test.each(ORDERS)("told on day %i, %i and %i, the record is as on the third", async (...days) => {
    const id = `order-of-${days.join("")}`;
    for (const day of days) {
      const at = `2026-02-0${day}T09:00:00Z`;
      const body = JSON.stringify({ type: "customer", id, name: `Name of day ${day}`, at });
      const headers = standard(body, { id: `msg_${id}_${day}` });
      expect(await post("standard", body, headers)).toBe(202);
      // Each is read before the next comes, so that an older one has the chance to win.
      await readInbox();
    }
    const { runtime, tenant } = town.server;
    const [customer] = await asTenant(runtime.db, tenant.id, (tx) =>
      readRecords(tx, CUSTOMERS, [id]),
    );
    expect(customer?.name).toBe("Name of day 3");
  });
});
