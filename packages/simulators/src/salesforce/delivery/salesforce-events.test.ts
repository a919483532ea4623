import { afterEach, beforeEach, expect, test } from "vitest";
import { type Connected, call, connectedSalesforce } from "../testing/connected-salesforce.ts";

let it: Connected;
beforeEach(async () => {
  it = await connectedSalesforce({}, { pollMs: 200 });
  it.org.events.addChannel("Perennial__chn", ["Account", "Contact", "Task"]);
});
afterEach(() => it.salesforce.stop());

type Message = Readonly<Record<string, unknown>>;

async function send(message: Message, token = it.accessToken): Promise<readonly Message[]> {
  const headers = { authorization: `OAuth ${token}`, "content-type": "application/json" };
  const body = JSON.stringify([message]);
  const answer = await call(`${it.org.url}/cometd/67.0`, { method: "POST", body, headers });
  return Array.isArray(answer.body) ? answer.body : [];
}

async function shake(): Promise<string> {
  const [answer] = await send({
    channel: "/meta/handshake",
    version: "1.0",
    supportedConnectionTypes: ["long-polling"],
    ext: { replay: true },
  });
  expect(answer).toMatchObject({ successful: true, ext: { replay: true } });
  return String(answer?.clientId);
}

const subscribe = (clientId: string, channel: string, replayId = -1) =>
  send({
    channel: "/meta/subscribe",
    clientId,
    subscription: channel,
    ext: { replay: { [channel]: replayId } },
  });

const connect = (clientId: string) =>
  send({ channel: "/meta/connect", clientId, connectionType: "long-polling" });

/** The events that a question brings. */
async function events(clientId: string): Promise<Message[]> {
  const messages = await connect(clientId);
  return messages.filter(({ data }) => data !== undefined).map(({ data }) => Object(data));
}

const header = (event: Message | undefined) => Object(event?.payload).ChangeEventHeader;
const replayId = (event: Message | undefined) => Object(event?.event).replayId;

test("a change reaches whoever listens, with who made it and what changed", async () => {
  const clientId = await shake();
  expect(await subscribe(clientId, "/data/Perennial__chn")).toMatchObject([{ successful: true }]);
  expect(it.org.events.listenersTo("Perennial__chn")).toBe(1);
  await connect(clientId);
  const client = { "sforce-call-options": "client=Perennial/1.0" };
  const made = await it.api(
    "POST",
    "/sobjects/Contact",
    { LastName: "Berg", MailingCity: "Lund" },
    client,
  );
  const { id } = Object(made.body);
  const [created] = await events(clientId);
  expect(created).toMatchObject({
    payload: {
      ChangeEventHeader: {
        entityName: "Contact",
        recordIds: [id],
        changeType: "CREATE",
        changeOrigin: "com/salesforce/api/rest/67.0;client=Perennial/1.0",
        changedFields: [],
      },
      Name: { LastName: "Berg" },
      MailingAddress: { City: "Lund" },
    },
  });
  expect(Object(created?.payload)).not.toHaveProperty("SystemModstamp");
  it.org.staff.change(id, { FirstName: "Anna" });
  it.org.staff.delete(id);
  const [changed, gone] = await events(clientId);
  expect(changed).toMatchObject({ payload: { Name: { FirstName: "Anna" } } });
  expect(header(changed)).toMatchObject({
    changeType: "UPDATE",
    changeOrigin: "",
    changedFields: expect.arrayContaining(["Name.FirstName"]),
  });
  expect(header(gone).changeType).toBe("DELETE");
  expect(replayId(gone)).toBeGreaterThan(replayId(changed));
});

test("a listener goes on where it stopped, for 72 hours", async () => {
  for (const Name of ["a", "b", "c"]) it.org.staff.create("Account", { Name });
  const first = await shake();
  await subscribe(first, "/data/AccountChangeEvent", -2);
  const all = await events(first);
  expect(all.map(({ payload }) => Object(payload).Name)).toEqual(["a", "b", "c"]);
  const second = await shake();
  await subscribe(second, "/data/AccountChangeEvent", replayId(all[1]));
  expect((await events(second)).map(({ payload }) => Object(payload).Name)).toEqual(["c"]);
  const newOnly = await shake();
  await subscribe(newOnly, "/data/AccountChangeEvent");
  expect(await events(newOnly)).toEqual([]);
  it.wait(72 * 3_600_000);
  it.accessToken = it.salesforce.connect(it.org).accessToken;
  const [late] = await subscribe(await shake(), "/data/AccountChangeEvent", replayId(all[1]));
  expect(late).toMatchObject({
    successful: false,
    error: expect.stringContaining("you provided was invalid"),
  });
});

test("a move to other servers makes every replay id and the old host worthless", async () => {
  it.org.staff.create("Account", { Name: "a" });
  const known = it.org.events.kept[0]?.replayId ?? 0;
  const before = it.org.url;
  await it.salesforce.move(it.org);
  expect(it.org.url).not.toBe(before);
  const path = "/services/data/v67.0/limits";
  const headers = { authorization: `Bearer ${it.accessToken}` };
  const old = await call(before + path, { method: "GET", headers });
  expect(old).toMatchObject({ status: 401, body: [{ errorCode: "INVALID_SESSION_ID" }] });
  expect((await it.api("GET", "/limits")).status).toBe(200);
  const [answer] = await subscribe(await shake(), "/data/Perennial__chn", known);
  expect(answer?.error).toContain("you provided was invalid");
  await it.salesforce.move(it.org, "gone");
  await expect(fetch(before, { headers })).resolves.toBeDefined();
});

test("changes that are alike are one event, and one transaction has one key", async () => {
  const ids = ["a", "b"].map((Name) => it.org.staff.create("Account", { Name }).id);
  const clientId = await shake();
  await subscribe(clientId, "/data/Perennial__chn");
  it.org.staff.changeAll(ids.map((id) => ({ id, values: { Industry: "Retail" } })));
  const together = await events(clientId);
  expect(together).toHaveLength(1);
  expect(header(together[0]).recordIds).toEqual(ids);
  it.org.staff.changeAll(ids.map((id, index) => ({ id, values: { NumberOfEmployees: index } })));
  const apart = (await events(clientId)).map(header);
  expect(apart.map(({ sequenceNumber }) => sequenceNumber)).toEqual([1, 2]);
  expect(apart[0].transactionKey).toBe(apart[1].transactionKey);
});

test("gaps and overflows name records without their data", async () => {
  const clientId = await shake();
  await subscribe(clientId, "/data/Perennial__chn");
  it.org.events.gap("Contact", "UPDATE", ["003Qy0000000001AAA"]);
  it.org.events.overflow("Contact");
  const [gap, overflow] = await events(clientId);
  expect(gap?.payload).toEqual({ ChangeEventHeader: header(gap) });
  expect(header(gap)).toMatchObject({
    changeType: "GAP_UPDATE",
    recordIds: ["003Qy0000000001AAA"],
  });
  expect(header(overflow)).toMatchObject({
    changeType: "GAP_OVERFLOW",
    recordIds: ["000000000000000AAA"],
  });
});

test("a transaction of more than 100,000 changed fields is told of as an overflow", async () => {
  const rows = Array.from({ length: 20_001 }, (_, index) => ({ Name: `A${index}` }));
  const ids = it.org.staff.fill("Account", rows);
  const row = (index: number) => ({
    Phone: `${index}`,
    Fax: "1",
    AccountNumber: "2",
    Website: "3",
  });
  it.org.staff.changeAll(ids.map((id, index) => ({ id, values: row(index) })));
  const kinds = it.org.events.kept.map(({ payload }) => payload.ChangeEventHeader.changeType);
  expect(kinds.slice(0, 3)).toEqual(["GAP_OVERFLOW"]);
});

test("tokens, channels and permissions are looked at", async () => {
  const clientId = await shake();
  const handshake = {
    channel: "/meta/handshake",
    version: "1.0",
    supportedConnectionTypes: ["long-polling"],
  };
  expect(await send(handshake, "nobody")).toMatchObject([
    { successful: false, error: "403::Handshake denied", advice: { reconnect: "none" } },
  ]);
  it.salesforce.tokens.expireAccess(it.org.id);
  expect(await connect(clientId)).toMatchObject([
    { error: "401::Authentication invalid", advice: { reconnect: "none" } },
  ]);
  it.accessToken = it.salesforce.connect(it.org).accessToken;
  const denied = async (channel: string) =>
    expect(await subscribe(clientId, channel), channel).toMatchObject([{ successful: false }]);
  await denied("/data/Other__chn");
  await denied("/data/perennial__chn");
  await denied("/data/OrganizationChangeEvent");
  it.org.permissions.viewAllData = false;
  await denied("/data/ChangeEvents");
  await denied("/data/TaskChangeEvent");
  expect(await subscribe(clientId, "/data/AccountChangeEvent")).toMatchObject([
    { successful: true },
  ]);
  const published = await send({ channel: "/data/AccountChangeEvent", clientId, data: {} });
  expect(published).toMatchObject([{ successful: false }]);
});

test("servers that forget their clients ask for a new handshake", async () => {
  const clientId = await shake();
  it.org.events.dropClients();
  expect(await connect(clientId)).toMatchObject([
    { successful: false, error: "403::Unknown client", advice: { reconnect: "handshake" } },
  ]);
});

test("what field-level security hides is not in an event; what is not selected has none", async () => {
  it.org.permissions.hideFields("Contact.Email");
  it.org.staff.create("Contact", { LastName: "Ek", Email: "e@example.com", Phone: "1" });
  it.org.staff.create("Campaign", { Name: "Spring" });
  expect(it.org.events.kept).toHaveLength(1);
  expect(it.org.events.kept[0]?.payload).toMatchObject({ Phone: "1" });
  expect(it.org.events.kept[0]?.payload).not.toHaveProperty("Email");
  it.org.events.select("Account", "Contact", "Lead", "Case", "Asset");
  expect(() => it.org.events.select("Order")).toThrow(/5 entities at most/);
});

test("delivered events have a limit a day, told on the next question", async () => {
  await it.salesforce.stop();
  it = await connectedSalesforce({ edition: "Developer" }, { pollMs: 200 });
  it.org.events.select("Account");
  const clientId = await shake();
  await subscribe(clientId, "/data/ChangeEvents");
  for (let count = 0; count < 10_000; count += 1) it.org.events.overflow("Account");
  expect(await connect(clientId)).toMatchObject([
    { error: "403::Organization total events daily limit exceeded" },
  ]);
  const { body } = await it.api("GET", "/limits");
  expect(body).toMatchObject({ DailyDeliveredPlatformEvents: { Max: 10_000, Remaining: 0 } });
});
