import type { InboundRequest } from "@perennial/contract";
import { describe, expect, test } from "vitest";
import { createSmsTwilio } from "./sms-twilio-connector.ts";
import { signForm, statusUrl } from "./sms-twilio-webhook.ts";

const { inbound, settings: schema } = createSmsTwilio();

const NOW = "2026-03-02T09:05:00.000Z";
const TOKEN = "auth-t0k3n-canary";
const settings = schema.parse({
  accountSid: `AC${"0".repeat(32)}`,
  authToken: TOKEN,
  secondaryAuthToken: "second-t0k3n",
  sender: "ElkCo",
});
const DOOR = "https://p.example/hooks/1?keep=1";
const STATUS = statusUrl({
  ...{ callbackUrl: DOOR, commandId: "cmd/1 å", sentAt: "2026-03-02T09:00:00.000Z" },
});
const SID = `SM${"a".repeat(32)}`;
const incoming = { MessageSid: SID, From: "+46706861004", To: "+46766861004", Body: "Ja tack!" };

interface Parts {
  readonly url?: string;
  readonly token?: string;
  readonly signed?: string;
  readonly method?: string;
}

function request(fields: Record<string, string>, parts: Parts = {}): InboundRequest {
  const { url = DOOR, token = TOKEN, signed = url, method = "POST" } = parts;
  const body = new URLSearchParams(fields).toString();
  const headers = { "x-twilio-signature": signForm(signed, body, token) };
  return { method, url, headers, body, receivedAt: NOW };
}

const genuine = (of: InboundRequest) => inbound?.verify(of, settings, NOW);
const meaning = (fields: Record<string, string>, url = DOOR) =>
  inbound?.toSignals(request(fields, { url }), settings);
const status = (MessageStatus: string, more: Record<string, string> = {}) =>
  meaning({ MessageSid: SID, MessageStatus, ...more }, STATUS);

describe("judging a request", () => {
  test("agrees with the example of Twilio's documentation", () => {
    const body = new URLSearchParams({
      ...{ CallSid: "CA1234567890ABCDE", Caller: "+14158675309", Digits: "1234" },
      ...{ From: "+14158675309", To: "+18005551212" },
    }).toString();
    const url = "https://mycompany.com/myapp.php?foo=1&bar=2";
    expect(signForm(url, body, "12345")).toBe("RSOYDt4T1cUTdK1PDd93/VVr8B8=");
  });

  test("a signature over the exact address and form is genuine; repeats have one delivery id", () => {
    for (const _repeat of [1, 2]) {
      const deliveryId = `${SID}:incoming`;
      expect(genuine(request(incoming))).toEqual({ genuine: true, deliveryId });
    }
    const report = request({ MessageSid: SID, MessageStatus: "sent" }, { url: STATUS });
    expect(genuine(report)).toEqual({ genuine: true, deliveryId: `${SID}:sent` });
  });

  test("so is one with the token that is about to be used, or with the standard port", () => {
    expect(genuine(request(incoming, { token: "second-t0k3n" }))?.genuine).toBe(true);
    const signed = DOOR.replace("p.example", "p.example:443");
    expect(genuine(request(incoming, { signed }))?.genuine).toBe(true);
  });

  test("a body that was changed or encoded anew in other order of fields is judged by its fields", () => {
    const signed = request(incoming);
    const reordered = new URLSearchParams(Object.entries(incoming).reverse()).toString();
    expect(genuine({ ...signed, body: reordered })?.genuine).toBe(true);
    expect(genuine({ ...signed, body: `${signed.body}&Extra=1` })?.genuine).toBe(false);
    expect(genuine({ ...signed, body: signed.body.replace("Ja", "Nej") })?.genuine).toBe(false);
  });

  test("another token, address or method, or no signature, is refused", () => {
    const wrong = [
      request(incoming, { token: "other" }),
      request(incoming, { signed: "https://p.example/hooks/2" }),
      request(incoming, { method: "GET" }),
      { ...request(incoming), headers: {} },
      { ...request(incoming), url: "nonsense" },
    ];
    expect(wrong.map((each) => genuine(each)?.genuine)).toEqual(wrong.map(() => false));
  });
});

describe("understanding a request", () => {
  test("a received SMS is a reply from its number, at the moment it came to us", () => {
    expect(meaning(incoming)).toEqual({
      problems: [],
      signals: [
        {
          ...{ type: "message.replied", id: `sms:${SID}`, at: NOW, channel: "sms" },
          ...{ from: "+46706861004", text: "Ja tack!" },
        },
      ],
    });
  });

  test.each([
    ["STOPP", undefined, "STOPP"],
    ["Sluta", undefined, "Sluta"],
    ["AVSLUTA", undefined, "AVSLUTA"],
    ["stop, tack", undefined, "stop, tack"],
    ["STOP", "STOP", "STOP"],
    ["UNSUBSCRIBE", undefined, "STOP (UNSUBSCRIBE)"],
    ["Quit ", undefined, "STOP (Quit )"],
    ["STOPALL", undefined, "STOP (STOPALL)"],
    ["Baja", "STOP", "STOP (Baja)"],
    ["Cancel my order", undefined, "Cancel my order"],
    ["START", "START", "START"],
  ])("%j with the opt-out %s reads %j", (Body, OptOutType, text) => {
    const more = OptOutType === undefined ? {} : { OptOutType };
    expect(meaning({ ...incoming, Body, ...more })?.signals).toMatchObject([{ text }]);
  });

  test("a status names our command, which its address carries", () => {
    const base = { at: NOW, commandId: "cmd/1 å" };
    expect(status("delivered")?.signals).toEqual([
      { ...base, type: "message.delivered", id: `sms:${SID}:delivered` },
    ]);
    expect(status("undelivered", { ErrorCode: "30005" })?.signals).toMatchObject([
      {
        ...base,
        type: "message.failed",
        permanent: true,
        reason: expect.stringMatching(/^Twilio 30005: /),
      },
    ]);
    expect(status("failed", { ErrorCode: "" })?.signals).toMatchObject([
      { type: "message.failed", reason: "Twilio could not deliver it" },
    ]);
  });

  test("a message on its way, and anything unknown, means nothing", () => {
    for (const each of ["queued", "sending", "sent", "read", "new"]) {
      expect(status(each), each).toEqual({ signals: [], problems: [] });
    }
    expect(meaning({ CallSid: "CA1" })).toEqual({ signals: [], problems: [] });
  });

  test("a status whose address lost our command is a problem", () => {
    expect(meaning({ MessageSid: SID, MessageStatus: "delivered" })).toEqual({
      signals: [],
      problems: [{ place: "body", message: expect.stringMatching(/^commandId: /) }],
    });
  });
});
