import { inspect } from "node:util";
import {
  closedUrl,
  type LoopbackServer,
  type Reply,
  recordingLog,
  startServer,
  testContext,
} from "@perennial/connector-kit/testing";
import { ConnectorError, ManualClock, type SendSms } from "@perennial/contract";
import { startTwilio, type Twilio } from "@perennial/simulators";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createSmsTwilio } from "./sms-twilio-connector.ts";

const connector = createSmsTwilio();
const START = "2026-03-02T09:00:00.000Z";
const NUMBER = "+46766861004";
const sms = (id: string, text = "Hej Anna! Ditt elavtal går ut 31 maj."): SendSms => ({
  ...{ kind: "send-sms", class: "service", id, customerId: "c-1001", to: "+46 70 123 45 67", text },
});

let clock: ManualClock;
let twilio: Twilio;
let door: LoopbackServer;
beforeEach(async () => {
  clock = new ManualClock(START);
  door = await startServer(() => ({ status: 202 }));
  twilio = await startTwilio({ clock, deadNumbers: 0, incomingUrl: `${door.url}/hook` });
});
afterEach(async () => {
  await twilio.stop();
  await door.close();
});

function settingsOf(parts: object = {}) {
  const { accountSid, authToken } = twilio.account;
  const base = { accountSid, authToken, sender: NUMBER, baseUrl: twilio.url };
  return connector.settings.parse({ ...base, ...parts });
}

async function opened(parts: object = {}) {
  const log = recordingLog();
  const context = testContext({ clock, log, callbackUrl: `${door.url}/hook` });
  return { log, session: await connector.open(settingsOf(parts), context) };
}

async function answeredWith(reply: Reply) {
  const server = await startServer(() => reply);
  const { session } = await opened({ baseUrl: server.url });
  const receipts = await session.perform([sms("cmd-1")]);
  await server.close();
  return { receipts, server };
}

/** What the simulator told our door, as the connector understands it. */
function heard() {
  return door.requests.flatMap(({ headers, path, query, body }) => {
    const search = query.size === 0 ? "" : `?${query}`;
    const request = { method: "POST", url: `${door.url}${path}${search}`, headers, body };
    const verdict = connector.inbound?.verify(request, settingsOf(), clock.now());
    expect(verdict).toMatchObject({ genuine: true });
    const of = { ...request, receivedAt: clock.now() };
    return connector.inbound?.toSignals(of, settingsOf()).signals ?? [];
  });
}

describe("sending", () => {
  test("hands the message over and hears that it was delivered", async () => {
    const { session } = await opened();
    const [receipt] = await session.perform([sms("cmd-1")]);
    expect(receipt).toEqual({
      ...{ commandId: "cmd-1", outcome: "accepted" },
      providerId: expect.stringMatching(/^SM/),
    });
    expect(twilio.accepted.entries).toMatchObject([{ from: NUMBER, to: "+46701234567" }]);
    clock.moveTo("2026-03-02T09:00:10.000Z");
    await twilio.tick();
    expect(heard()).toMatchObject([{ type: "message.delivered", commandId: "cmd-1" }]);
  });

  test("goes through a messaging service or with an API key where the settings say so", async () => {
    const { apiKeySid, apiKeySecret, messagingServices } = twilio.account;
    const [sender] = Object.keys(messagingServices);
    const { session } = await opened({ sender, apiKeySid, apiKeySecret });
    expect(await session.perform([sms("cmd-1")])).toMatchObject([{ outcome: "accepted" }]);
    expect(twilio.accepted.entries).toMatchObject([{ from: NUMBER }]);
  });

  test("to who replied STOP is refused, and the reply reads as STOP", async () => {
    twilio.receive({ from: "+46701234567", to: NUMBER, message: "UNSUBSCRIBE" });
    await twilio.tick();
    expect(heard()).toMatchObject([{ type: "message.replied", text: "STOP (UNSUBSCRIBE)" }]);
    const { session } = await opened();
    expect(await session.perform([sms("cmd-1")])).toMatchObject([
      { outcome: "refused", kind: "invalid", message: expect.stringContaining("21610") },
    ]);
  });

  test("says what it cost where Twilio says so at once", async () => {
    const body = { sid: "SM1", price: "-0.07", price_unit: "USD" };
    const { receipts } = await answeredWith({ status: 201, body });
    expect(receipts).toMatchObject([{ outcome: "accepted", cost: 7 }]);
  });

  test.each<[Reply, string, string]>([
    [{ status: 400, body: { code: 21211, message: "Invalid 'To'" } }, "refused", "invalid"],
    [{ status: 400, body: { code: 21408, message: "No permission" } }, "refused", "forbidden"],
    [{ status: 400, body: { code: 21611, message: "Queue full" } }, "not-done", "rate-limited"],
    [{ status: 400, body: "<html>" }, "refused", "invalid"],
    [{ status: 401, body: { code: 20003, message: "No" } }, "not-done", "unauthenticated"],
    [{ status: 429, body: { code: 20429, message: "Slow" } }, "not-done", "rate-limited"],
    [{ status: 500, body: { code: 20500, message: "Oops" } }, "unknown", "unavailable"],
    [{ status: 201, body: "<html>login</html>" }, "unknown", "unavailable"],
    ["drop", "unknown", "unavailable"],
  ])("answered %j it is %s as %s", async (reply, outcome, kind) => {
    expect((await answeredWith(reply)).receipts).toMatchObject([{ outcome, kind }]);
  });

  test("is not done where nobody listens, and not sent to what is no number", async () => {
    const { session: unheard } = await opened({ baseUrl: await closedUrl() });
    expect(await unheard.perform([sms("cmd-1")])).toMatchObject([{ outcome: "not-done" }]);
    const { session } = await opened();
    expect(await session.perform([{ ...sms("cmd-1"), to: "070-123" }])).toMatchObject([
      { outcome: "refused", kind: "invalid" },
    ]);
    expect(twilio.accepted.size).toBe(0);
  });
});

describe("looking up what became of a lost answer", () => {
  const attempt = (id: string, text?: string, attemptedAt = START) => ({
    ...{ command: sms(id, text), attemptedAt },
  });

  test("finds a message that was taken before the answer broke off, and only once", async () => {
    const { session } = await opened();
    twilio.faults.set({ dropAfterAccept: 1 });
    expect(await session.perform([sms("cmd-1")])).toMatchObject([{ outcome: "unknown" }]);
    twilio.faults.set({ dropAfterAccept: 0 });
    const attempts = [attempt("cmd-1"), attempt("cmd-2"), attempt("cmd-3", "Något annat")];
    const [sid] = twilio.accepted.entries.map(({ id }) => id);
    expect(await session.lookUp?.(attempts)).toEqual([
      { commandId: "cmd-1", found: true, providerId: sid },
      { commandId: "cmd-2", found: false },
      { commandId: "cmd-3", found: false },
    ]);
  });

  test("goes from page to page, and takes no earlier message for a later attempt", async () => {
    const { session } = await opened();
    const many = Array.from({ length: 230 }, (_, index) => sms(`cmd-${index}`, `nr ${index}`));
    await session.perform(many);
    const [found] = (await session.lookUp?.([attempt("cmd-0", "nr 0")])) ?? [];
    expect(found).toMatchObject({ found: true });
    const later = attempt("cmd-0", "nr 0", "2026-03-02T09:30:00.000Z");
    expect(await session.lookUp?.([later])).toEqual([{ commandId: "cmd-0", found: false }]);
  });

  test("a failed look-up is an error, never an absence", async () => {
    const { session } = await opened();
    twilio.faults.set({ serverError: 1 });
    await expect(session.lookUp?.([attempt("cmd-1")])).rejects.toMatchObject({
      kind: "unavailable",
    });
  });

  test("a next page that is the same again is an error", async () => {
    const date_created = "Mon, 02 Mar 2026 09:00:00 +0000";
    const messages = [{ sid: "SM1", direction: "outbound-api", to: "+46701234567", date_created }];
    const next_page_uri = "/2010-04-01/Accounts/AC0/Messages.json?Page=1";
    const server = await startServer(() => ({ body: { messages, next_page_uri } }));
    const { session } = await opened({ baseUrl: server.url });
    await expect(session.lookUp?.([attempt("cmd-1")])).rejects.toMatchObject({
      kind: "unavailable",
    });
    await server.close();
  });
});

describe("checking the connection", () => {
  test("fetches the account", async () => {
    const { session } = await opened();
    await session.check();
    await session.close();
    await session.close();
  });

  test("says why not; the token never stands in an error, a receipt or the log", async () => {
    const authToken = "wr0ng-t0k3n-canary";
    const { session, log } = await opened({ authToken });
    const error = await session.check().catch((reason: unknown) => reason);
    expect(ConnectorError.isInstance(error) && error.kind).toBe("unauthenticated");
    const receipts = await session.perform([sms("cmd-1")]);
    const shown = inspect([error, receipts, log.lines], { depth: 10 });
    for (const canary of [authToken, btoa(`${twilio.account.accountSid}:${authToken}`)])
      expect(shown).not.toContain(canary);
  });
});

test("a sender is a number, a short code, a messaging service or a name; an API key is whole", () => {
  const ok = (parts: object) => connector.settings.safeParse({ ...settingsOf(), ...parts }).success;
  const good = ["+46766861004", "71700", `MG${"0".repeat(32)}`, "ElkCo", "Elbolaget 1", "1Elk"];
  expect(good.map((sender) => ok({ sender }))).toEqual(good.map(() => true));
  const bad = ["Elbolaget i Sv", "Åkes El", "0766861004", "12345678", " Elk", ""];
  expect(bad.filter((sender) => ok({ sender }))).toEqual([]);
  expect(ok({ apiKeySid: `SK${"0".repeat(32)}` })).toBe(false);
});
