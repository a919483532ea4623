import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createSms46elks } from "./sms-46elks-connector.ts";
import { reportUrl } from "./sms-46elks-webhook.ts";

const sms46elksConnector = createSms46elks();

const NOW = "2026-03-02T09:05:00.000Z";
const TOKEN = "w3bh00k-t0k3n-0123456789";
const settings = sms46elksConnector.settings.parse({
  username: "u1",
  password: "p1-canary",
  sender: "ElkCo",
  webhookToken: TOKEN,
});
const { inbound } = sms46elksConnector;
const DOOR = `https://p.example/hooks/1?token=${TOKEN}`;
const REPORT = reportUrl({
  callbackUrl: "https://p.example/hooks/1?keep=1",
  commandId: "cmd/1 å",
  sentAt: "2026-03-02T09:00:00.000Z",
  token: TOKEN,
});

function fixture(name: string): string {
  return readFileSync(new URL(`./__fixtures__/${name}.txt`, import.meta.url), "utf8");
}

function request(url: string, body: string, method = "POST") {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return { method, url, headers, body };
}

function meaning(url: string, body: string) {
  return inbound?.toSignals(request(url, body), settings);
}

describe("judging a request", () => {
  test("the token in the address makes it genuine; repeats have one delivery id", () => {
    for (const _repeat of [1, 2]) {
      const verdict = inbound?.verify(request(REPORT, fixture("report-failed")), settings, NOW);
      expect(verdict).toEqual({
        genuine: true,
        deliveryId: "s70df59406a1b4643b96f3f91e0bfb7b0:failed",
      });
    }
    expect(inbound?.verify(request(DOOR, fixture("incoming")), settings, NOW)).toEqual({
      genuine: true,
      deliveryId: "sf8425555e5d8db61dda7a7b3f1b91bdb:incoming",
    });
  });

  test("without the token, with another or not as a POST it is refused, whatever the address", () => {
    const body = fixture("incoming");
    const addresses = [
      "https://p.example/hooks/1",
      DOOR.slice(0, -1),
      `${DOOR}x`,
      "https://p.example/hooks/1?token=",
      "/hooks/1",
    ];
    for (const address of addresses) {
      expect(inbound?.verify(request(address, body), settings, NOW).genuine, address).toBe(false);
    }
    expect(inbound?.verify(request(DOOR, body, "GET"), settings, NOW).genuine).toBe(false);
  });
});

describe("understanding a request", () => {
  test("a received SMS is a reply from its number, at its time in UTC", () => {
    expect(meaning(DOOR, fixture("incoming"))).toEqual({
      problems: [],
      signals: [
        {
          type: "message.replied",
          id: "sms:sf8425555e5d8db61dda7a7b3f1b91bdb",
          at: "2026-03-02T08:57:23.741Z",
          channel: "sms",
          from: "+46706861004",
          text: "Ja tack, gärna!",
        },
      ],
    });
  });

  test("a delivery report names our command, which its address carries", () => {
    expect(meaning(REPORT, fixture("report-delivered"))?.signals).toEqual([
      {
        type: "message.delivered",
        id: "sms:s70df59406a1b4643b96f3f91e0bfb7b0:delivered",
        at: "2026-03-02T09:00:04.123Z",
        commandId: "cmd/1 å",
      },
    ]);
  });

  test("a failure has no time of its own and is dated by the sending", () => {
    expect(meaning(REPORT, fixture("report-failed"))?.signals).toEqual([
      {
        type: "message.failed",
        id: "sms:s70df59406a1b4643b96f3f91e0bfb7b0:failed",
        at: "2026-03-02T09:00:00.000Z",
        commandId: "cmd/1 å",
        reason: "46elks could not deliver it",
      },
    ]);
  });

  test("told again it means the same", () => {
    for (const name of ["incoming", "report-delivered", "report-failed"]) {
      expect(meaning(REPORT, fixture(name))).toEqual(meaning(REPORT, fixture(name)));
    }
  });

  test("a message on its way, and anything unknown, means nothing", () => {
    for (const body of [
      fixture("report-sent"),
      "",
      "id=s1",
      "callid=c1&result=ok",
      "id=s1&status=new",
    ]) {
      expect(meaning(REPORT, body), body).toEqual({ signals: [], problems: [] });
    }
  });

  test("a report whose address lost our command, and a reply without a time, are problems", () => {
    expect(meaning(DOOR, fixture("report-delivered"))).toEqual({
      signals: [],
      problems: [{ place: "body", message: expect.stringMatching(/^commandId: /) }],
    });
    const body = fixture("incoming").replace(/created=[^&]*&/, "");
    expect(meaning(DOOR, body)?.problems).toEqual([
      { place: "body", message: expect.stringMatching(/^created: /) },
    ]);
  });
});
