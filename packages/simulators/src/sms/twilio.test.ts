import { createHmac } from "node:crypto";
import { ManualClock } from "@perennial/contract";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openDoor, type RecordingDoor } from "../testing/recording-door.ts";
import { plusSeconds } from "../time/instant.ts";
import { startTwilio, type Twilio } from "./twilio.ts";

const START = "2026-03-01T08:00:00.000Z";
const FROM = "+46766861004";
const TO = "+46700000001";

let clock: ManualClock;
let twilio: Twilio;
let door: RecordingDoor;
beforeEach(async () => {
  clock = new ManualClock(START);
  door = await openDoor();
  const incomingUrl = `${door.url}/incoming`;
  twilio = await startTwilio({ clock, deadNumbers: 0, incomingUrl, advancedOptOut: true });
});
afterEach(async () => {
  await twilio.stop();
  await door.shut();
});

const form = { From: FROM, To: TO, Body: "Hej! Ditt elavtal löper ut." };

function login(user = twilio.account.accountSid, password = twilio.account.authToken) {
  return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}` };
}

async function ask(path: string, init: RequestInit = {}) {
  const url = `${twilio.url}/2010-04-01/Accounts/${twilio.account.accountSid}${path}`;
  const answer = await fetch(url, { headers: login(), ...init });
  return { status: answer.status, body: JSON.parse(await answer.text()) };
}

function send(fields: Record<string, string>, headers = login()) {
  return ask("/Messages.json", { method: "POST", headers, body: new URLSearchParams(fields) });
}

describe("sending", () => {
  test("answers as Twilio does, without a price before the message was sent", async () => {
    const { status, body } = await send({ ...form, Body: "å".repeat(161) });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      sid: expect.stringMatching(/^SM[0-9a-f]{32}$/),
      ...{ status: "queued", direction: "outbound-api", from: FROM, to: TO, num_segments: "2" },
      ...{ price: null, error_code: null, date_sent: null },
      date_created: "Sun, 01 Mar 2026 08:00:00 +0000",
    });
    clock.moveTo(plusSeconds(START, 10));
    await twilio.tick();
    const later = await ask(`/Messages/${body.sid}.json`);
    expect(later.body).toMatchObject({ status: "delivered", price: "-0.11500", price_unit: "USD" });
  });

  test("takes an API key, a name of eleven characters and a messaging service", async () => {
    const { apiKeySid, apiKeySecret, messagingServices } = twilio.account;
    const [MessagingServiceSid = ""] = Object.keys(messagingServices);
    expect((await send(form, login(apiKeySid, apiKeySecret))).status).toBe(201);
    expect((await send({ ...form, From: "Exempelkrft" })).status).toBe(201);
    const { body } = await send({ To: TO, Body: "Hej", MessagingServiceSid });
    expect(body.from).toBe(FROM);
  });

  test.each([
    [{ From: FROM, Body: "Hej" }, 21604],
    [{ To: TO, Body: "Hej" }, 21603],
    [{ From: FROM, To: TO }, 21602],
    [{ ...form, To: "0700000001" }, 21211],
    [{ ...form, To: "+12025550123" }, 21408],
    [{ ...form, From: "+46700000099" }, 21659],
    [{ ...form, From: "Exempelkraft" }, 21212],
    [{ ...form, From: "12345678901" }, 21212],
    [{ ...form, MessagingServiceSid: "MG0" }, 21701],
    [{ ...form, Body: "x".repeat(1601) }, 21617],
    [{ ...form, StatusCallback: "perennial.example/status" }, 21609],
  ])("refuses %j with Twilio's own code", async (wrong, code) => {
    const { status, body } = await send(wrong);
    expect(status).toBe(400);
    const more_info = `https://www.twilio.com/docs/errors/${code}`;
    expect(body).toEqual({ code, message: expect.any(String), more_info, status: 400 });
    expect(twilio.accepted.size).toBe(0);
  });

  test("refuses wrong credentials and unknown paths, and has the faults of all simulators", async () => {
    expect(await send(form, login("AC0", "wrong"))).toMatchObject({
      ...{ status: 401, body: { code: 20003 } },
    });
    expect(await ask("/Calls.json")).toMatchObject({ status: 404, body: { code: 20404 } });
    twilio.faults.set({ tooMany: 1 });
    expect(await send(form)).toMatchObject({ status: 429, body: { code: 20429 } });
  });
});

describe("a number that replied STOP", () => {
  test("cannot be sent to from that sender until it says START", async () => {
    twilio.receive({ from: TO, to: FROM, message: "Stop" });
    expect((await send(form)).body).toMatchObject({ code: 21610, status: 400 });
    expect((await send({ ...form, From: "ElkCo" })).status).toBe(201);
    const snapshot = JSON.parse(JSON.stringify(twilio.snapshot()));
    twilio.restore(snapshot);
    expect((await send(form)).status).toBe(400);
    twilio.receive({ from: TO, to: FROM, message: "START" });
    expect((await send(form)).status).toBe(201);
  });

  test("is told with its opt-out, in a signed form", async () => {
    twilio.receive({ from: TO, to: FROM, message: "STOP" });
    await twilio.tick();
    const [request] = door.requests;
    const fields = [...new URLSearchParams(request?.body)].sort(([a], [b]) => (a < b ? -1 : 1));
    expect(Object.fromEntries(fields)).toMatchObject({
      ...{ From: TO, To: FROM, Body: "STOP", OptOutType: "STOP", SmsStatus: "received" },
    });
    const content = `${door.url}/incoming${fields.map(([name, value]) => name + value).join("")}`;
    const mac = createHmac("sha1", twilio.account.authToken).update(content).digest("base64");
    expect(request?.headers["x-twilio-signature"]).toBe(mac);
  });
});

describe("status callbacks", () => {
  const reported = () => ({ ...form, StatusCallback: `${door.url}/status?command=c1` });

  test("follow each other at their moments", async () => {
    await send(reported());
    clock.moveTo(plusSeconds(START, 10));
    await twilio.tick();
    const told = door.requests.map(({ query, body }) => [
      query,
      new URLSearchParams(body).get("MessageStatus"),
    ]);
    expect(told).toEqual([
      ["command=c1", "sent"],
      ["command=c1", "delivered"],
    ]);
  });

  test("say undelivered with a code for a number that nobody answers", async () => {
    const dead = await startTwilio({ clock, deadNumbers: 1 });
    await fetch(`${dead.url}/2010-04-01/Accounts/${dead.account.accountSid}/Messages.json`, {
      ...{ method: "POST", headers: login(), body: new URLSearchParams(reported()) },
    });
    clock.moveTo(plusSeconds(START, 10));
    await dead.tick();
    expect(door.requests.at(-1)?.body).toMatch(/MessageStatus=undelivered.*ErrorCode=30005/);
    await dead.stop();
  });

  test("are lost where the door answers with an error, and come once more where it is shut", async () => {
    await send(reported());
    door.answer = () => ({ status: 500 });
    clock.moveTo(plusSeconds(START, 2));
    await twilio.tick();
    await door.shut();
    clock.moveTo(plusSeconds(START, 6));
    await twilio.tick();
    await door.open();
    clock.moveTo(plusSeconds(START, 60));
    await twilio.tick();
    const statuses = door.requests.map(({ body }) => /MessageStatus=(\w+)/.exec(body)?.[1]);
    expect(statuses).toEqual(["sent", "delivered"]);
    expect(twilio.nextDue()).toBeUndefined();
  });
});

test("an answer in TwiML is sent back, an empty one is not", async () => {
  const answers = ["<Response><Message>Tack!</Message></Response>", "<Response/>", ""];
  for (const body of answers) {
    door.answer = () => ({ status: 200, headers: { "content-type": "text/xml" }, body });
    twilio.receive({ from: TO, to: FROM, message: "JA" });
    await twilio.tick();
  }
  expect(twilio.accepted.entries).toMatchObject([{ message: "Tack!", to: TO, from: FROM }]);
});

test("the list comes newest first, by recipient, in pages that follow each other", async () => {
  for (let count = 0; count < 5; count += 1) {
    await send({ ...form, Body: `Nummer ${count}` });
    await send({ ...form, To: "+46700000002" });
    clock.moveTo(plusSeconds(clock.now(), 1));
  }
  const seen: string[] = [];
  let path = `/Messages.json?To=${encodeURIComponent(TO)}&PageSize=2`;
  while (path !== "") {
    const { body } = await ask(path);
    seen.push(...body.messages.map((message: { body: string }) => message.body));
    path = body.next_page_uri === null ? "" : body.next_page_uri.split(/Accounts\/AC[0-9a-f]+/)[1];
  }
  expect(seen).toEqual([4, 3, 2, 1, 0].map((count) => `Nummer ${count}`));
  expect((await ask("/Messages.json?PageSize=none")).status).toBe(400);
});
