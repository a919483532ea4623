import { signWebhook } from "@perennial/connector-kit";
import { describe, expect, test } from "vitest";
import finished from "./__fixtures__/call-finished.json" with { type: "json" };
import { createDialerWebhook } from "./dialer-webhook-connector.ts";

const dialerWebhookConnector = createDialerWebhook();

const NOW = "2026-03-02T09:15:00.000Z";
const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const PREVIOUS = `whsec_${Buffer.alloc(32, 9).toString("base64")}`;
const settings = {
  baseUrl: "https://dialer.example",
  token: "t0k3n-canary",
  signingSecret: SECRET,
  previousSigningSecret: PREVIOUS,
};
const { inbound } = dialerWebhookConnector;

function request(body: unknown, { at = NOW, secrets = [SECRET], id = "evt_1" } = {}) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const headers = signWebhook({ id, at, body: text, secrets });
  return { method: "POST", url: "https://p.example/hooks/1", headers, body: text };
}

function meaning(body: unknown) {
  return inbound?.toSignals(request(body), settings);
}

describe("judging a report", () => {
  test("the present and the previous secret are honoured", () => {
    for (const secrets of [[SECRET], [PREVIOUS]]) {
      const verdict = inbound?.verify(request(finished, { secrets }), settings, NOW);
      expect(verdict).toEqual({ genuine: true, deliveryId: "evt_1" });
    }
  });

  test("a tampered and a stale report are refused", () => {
    const tampered = { ...request(finished), body: JSON.stringify({ ...finished, type: "x" }) };
    expect(inbound?.verify(tampered, settings, NOW).genuine).toBe(false);
    const stale = request(finished, { at: "2026-03-02T09:09:00.000Z" });
    expect(inbound?.verify(stale, settings, NOW).genuine).toBe(false);
  });
});

describe("understanding a report", () => {
  const call = {
    type: "call.finished",
    id: "call:cmd-call-1",
    at: "2026-03-02T09:14:31.000Z",
    commandId: "cmd-call-1",
    customerId: "c-1001",
    outcome: "renewed",
    endedAt: "2026-03-02T09:14:31.000Z",
    agent: "Karin Lund",
    note: "Vill ha fast pris i tre år.",
  };

  test("a finished call says how it ended, and when by our kind of clock", () => {
    expect(meaning(finished)).toEqual({ signals: [call], problems: [] });
  });

  test("told again in another delivery it has the same id", () => {
    const again = inbound?.toSignals(request(finished, { id: "evt_2", at: NOW }), settings);
    expect(again).toEqual({ signals: [call], problems: [] });
  });

  test("null where there is no agent and no note is fine, and unknown fields are ignored", () => {
    const data = { ...finished.data, agent: null, note: null, extra: 1 };
    const { agent: _agent, note: _note, ...bare } = call;
    expect(meaning({ ...finished, data })?.signals).toEqual([bare]);
  });

  test("a call back that was agreed is taken, about what the note says where it says nothing", () => {
    const told = { date: "2026-03-05", from: "14:00", to: "16:00", phone: null, zone: "ignored" };
    const promise = { date: "2026-03-05", from: "14:00", to: "16:00", about: call.note };
    const withPromise = (given: object) =>
      meaning({ ...finished, data: { ...finished.data, promise: given } })?.signals;
    expect(withPromise(told)).toEqual([{ ...call, promise }]);
    const other = { date: "2026-03-05", about: "fast pris", phone: "+46701112233" };
    expect(withPromise(other)).toEqual([
      { ...call, promise: { ...other, from: "09:00", to: "17:00" } },
    ]);
  });

  test.each([
    [{ date: "torsdag" }, /date: /],
    [{ date: "2026-03-05", from: "14.00" }, /from: write a time of day as HH:MM/],
    [{ date: "2026-03-05", from: "16:00", to: "14:00" }, /must be after it begins/],
    ["torsdag", /expected object/],
  ])(
    "a promise that cannot be read, %j, is a problem, and the call is taken all the same",
    (promise, message) => {
      const understanding = meaning({ ...finished, data: { ...finished.data, promise } });
      expect(understanding?.signals).toEqual([call]);
      expect(understanding?.problems).toEqual([
        { place: "data.promise", message: expect.stringMatching(message) },
      ]);
    },
  );

  test("an unknown event means nothing", () => {
    expect(meaning({ type: "call.started", data: {} })).toEqual({ signals: [], problems: [] });
  });

  test.each([
    ["outcome", "maybe", /outcome: Invalid option/],
    ["endedAt", "2026-03-02 10:14", /endedAt: write an instant/],
    ["entryId", undefined, /entryId: /],
    ["customerId", "", /customerId: /],
  ])("a wrong %s is a problem that says so", (field, value, message) => {
    const data = { ...finished.data, [field]: value };
    const understanding = meaning({ ...finished, data });
    expect(understanding?.signals).toEqual([]);
    expect(understanding?.problems).toEqual([
      { place: "data", message: expect.stringMatching(message) },
    ]);
  });

  test("a body that is not JSON is a problem of the whole", () => {
    expect(meaning("<xml/>")?.problems).toEqual([{ place: "body", message: "not JSON" }]);
  });
});
