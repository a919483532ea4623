import { rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { signWebhook } from "@perennial/connector-kit";
import { Agreement, Customer, ManualClock } from "@perennial/contract";
import { changeState, publishProgram, saveConnection, startByHand } from "@perennial/runtime";
import {
  AGREEMENTS,
  asTenant,
  CUSTOMERS,
  connectionString,
  openEmbedded,
  putConnection,
  upsertRecords,
} from "@perennial/store";
import { expect, onTestFinished, test } from "vitest";
import { type RunningServer, startServer } from "../start-server.ts";
import { noticeProgram } from "../testing/notice-program.ts";
import { queryAs } from "../testing/query-as.ts";
import { json, keepingLog, newDataDir } from "../testing/test-server.ts";
import { CONNECTORS } from "./connectors.ts";

const MONDAY = "2026-03-02T09:00:00.000Z";
const PHONE = "+46701234567";
const EMAIL = "canary.person@exempel.se";
const WORDS = "kanariefågelns hemliga ord";
const PASSWORD = "canary-password-5f1c";
const TOKEN = "canary0webhook0token0a1b2c3d4e5f";
const SIGNING = `whsec_${Buffer.alloc(32, 5).toString("base64")}`;
/** What is planted, whole and in the parts that would be enough to find it. */
const CANARIES = [
  ...[PHONE, "701234567", "70-123 45 67", EMAIL, "canary.person", WORDS, "kanariefågel"],
  ...[PASSWORD, TOKEN, SIGNING, "Hej! Ditt avtal slutar"],
];

/** A provider that fails in each way it can, and quotes all it was given when it does. */
async function quotingProvider(): Promise<string> {
  const answers = [400, 500, 401];
  let asked = 0;
  const server = createServer(async (request, response) => {
    const given = (await request.setEncoding("utf8").toArray()).join("");
    const status = answers[asked++ % answers.length] ?? 500;
    const quoted = `"${decodeURIComponent(given)}" for ${request.headers.authorization}, ${PHONE} "${WORDS}"`;
    response.writeHead(status, { "content-type": "text/html" }).end(`<h1>${quoted}</h1>`);
  });
  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function connect(server: RunningServer, id: string, settings: Record<string, unknown>) {
  const connector = CONNECTORS.find(({ manifest }) => manifest.id === id);
  if (!connector) throw new Error(`there is no connector "${id}"`);
  const { runtime, tenant } = server;
  await saveConnection(runtime, tenant.id, { id, connector, settings });
}

/** Customers who get a text message now, from whom it can be seen what was sent. */
async function sendMessages({ runtime, tenant }: RunningServer): Promise<void> {
  const updatedAt = "2026-01-01T00:00:00.000Z";
  const ids = ["c1", "c2", "c3"];
  const person = { name: "Kanarie Fågelsson", mobile: PHONE, email: EMAIL, updatedAt };
  const customers = ids.map((id) => Customer.parse({ ...person, id }));
  const agreements = ids.map((customerId) =>
    Agreement.parse({
      ...{ id: `a-${customerId}`, customerId, product: "Fast", kind: "fixed", updatedAt },
      ...{ start: "2025-05-27", end: "2026-05-26" },
    }),
  );
  await asTenant(runtime.db, tenant.id, async (tx) => {
    await upsertRecords(tx, CUSTOMERS, customers);
    await upsertRecords(tx, AGREEMENTS, agreements);
  });
  const { "program.yaml": yaml, ...texts } = noticeProgram("prov", "by SMS alone");
  // Thanks for an order need no notice by law.
  const date = "date: agreement.end, before: P85D";
  const files = { ...texts, "program.yaml": `${yaml}`.replace(date, "signal: agreement.ordered") };
  await publishProgram(runtime, tenant.id, { program: "prov", files, by: "test" });
  await changeState(runtime, tenant.id, { program: "prov", state: "active" });
  for (const customerId of ids) {
    const start = { program: "prov", customerId, agreementId: `a-${customerId}` };
    expect(await startByHand(runtime, tenant, start)).toMatchObject({ entered: true });
  }
}

/** Everything that may come to the doors from outside, right and wrong. */
async function knock({ url, token, tenant }: RunningServer): Promise<readonly number[]> {
  const door = `${url}/hooks/v1/${tenant.id}`;
  const sms = { from: PHONE, to: "+46766861004", id: "s1", message: WORDS, created: MONDAY };
  const signed = (body: string) => ({
    ...{ method: "POST", body },
    headers: signWebhook({ id: `m-${body.length}`, at: MONDAY, body, secrets: [SIGNING] }),
  });
  const form = (fields: object) => ({
    ...{ method: "POST", body: new URLSearchParams({ ...fields }) },
  });
  const requests: readonly (readonly [string, RequestInit])[] = [
    [`${door}/sms-46elks?token=${TOKEN}`, form({ ...sms, direction: "incoming" })],
    [`${door}/sms-46elks?token=${TOKEN}`, form({ ...sms, id: "s2", from: WORDS, created: PHONE })],
    [`${door}/sms-46elks?token=${TOKEN}x`, form(sms)],
    [`${door}/dialer-webhook`, signed(`${WORDS} ${PHONE}`)],
    [`${door}/dialer-webhook`, signed(JSON.stringify({ type: WORDS, data: { to: PHONE } }))],
    [`${door}/dialer-webhook`, { method: "POST", body: `${WORDS} ${EMAIL}` }],
    [`${door}/${encodeURIComponent(EMAIL)}`, form(sms)],
    [`${url}/v1/customers/${encodeURIComponent(`${PHONE}\0`)}`, { headers: bearer(token) }],
    [`${url}/v1/customers?search=${EMAIL}`, { headers: bearer(TOKEN) }],
    [
      `${url}/v1/connections/webhook/try`,
      { ...json("POST", { mapping: WORDS, sample: EMAIL }), headers: bearer(token) },
    ],
    [`${url}/unsubscribe/${TOKEN}`, { method: "POST" }],
  ];
  const answers = [];
  for (const [path, init] of requests) answers.push((await fetch(path, init)).status);
  return answers;
}

function bearer(token: string) {
  return { authorization: `Bearer ${token}`, "content-type": "application/json" };
}

test("nothing that was planted anywhere is in the log: no number, address, text, secret or token", async () => {
  const dataDir = await newDataDir();
  const { log, lines } = keepingLog();
  const database = await openEmbedded({
    ...{ dataDir: join(dataDir, "database"), log: () => undefined, durable: false },
  });
  onTestFinished(async () => {
    await database.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
  const environment = { DATABASE_URL: connectionString(database) };
  const clock = new ManualClock(MONDAY);
  const server = await startServer({ port: 0, dataDir, log, clock, environment });
  onTestFinished(() => server.stop());
  const { runtime, tenant } = server;
  await connect(server, "sms-46elks", {
    ...{ username: "canary", password: PASSWORD, sender: "Elbolaget" },
    ...{ webhookToken: TOKEN, baseUrl: await quotingProvider() },
  });
  await connect(server, "dialer-webhook", {
    ...{ baseUrl: "http://127.0.0.1:9", token: PASSWORD, signingSecret: SIGNING },
  });
  const odd = { id: "odd", connector: "sms-46elks", settings: { sender: PHONE, username: WORDS } };
  await asTenant(runtime.db, tenant.id, (tx) => putConnection(tx, odd));
  const missing = { id: "missing", connector: "of-nobody", settings: { password: PASSWORD } };
  await asTenant(runtime.db, tenant.id, (tx) => putConnection(tx, missing));
  await runtime.connections.forget(tenant.id);
  await sendMessages(server);
  await server.settle();
  const answers = await knock(server);
  await server.settle();
  const rows = await queryAs<{ state: string }>(server, "select state from outbox order by 1");
  await server.stop();

  // What was to go wrong went wrong, and was told.
  expect(answers.slice(0, 3)).toEqual([expect.toSatisfy(isFine), expect.toSatisfy(isFine), 401]);
  const logged = lines.join("\n");
  expect(rows.map(({ state }) => state)).toEqual(["pending", "refused", "unknown"]);
  expect(logged).toMatch(/A delivery was refused\./);
  expect(logged).toMatch(/A delivery was not understood\./);
  expect(logged).toMatch(/A connection cannot be used\./);
  expect(logged).toMatch(/A connection stands still/);
  for (const canary of [...CANARIES, server.token]) expect(logged).not.toContain(canary);
}, 60_000);

function isFine(status: number): boolean {
  return status >= 200 && status < 300;
}
