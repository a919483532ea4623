import {
  anyCommand,
  type HttpFaultsOptions,
  httpFaults,
  passTo,
  type Scenarios,
} from "@perennial/conformance";
import { startSms46elks } from "@perennial/simulators";

const TOKEN = "w3bh00k-t0k3n-0123456789";
const PASSWORD = "p455w0rd-canary";
const DOOR = {
  method: "POST",
  url: "https://perennial.example/hooks/conn-1?command=cmd-1&sent=2026-03-02T08%3A59%3A00.000Z",
  headers: { "content-type": "application/x-www-form-urlencoded" },
};

/** 46elks says no in plain text, and has its own words for an empty account. */
const replies: HttpFaultsOptions["replies"] = {
  "daily-limit": { status: 403, body: "Not enough credits" },
  forbidden: { status: 403, body: "Forbidden sender" },
};

/** What 46elks takes and tells, for the conformance suite. */
export const sms46elksScenarios: Scenarios = {
  async world(clock) {
    const exchange = await startSms46elks({ clock, username: "u1", password: PASSWORD });
    const http = await httpFaults(passTo(exchange.url), { replies });
    return {
      ...http,
      settings: {
        username: "u1",
        password: PASSWORD,
        sender: "ElkCo",
        webhookToken: TOKEN,
        baseUrl: http.url,
      },
      taken: () => exchange.accepted.size,
      async stop() {
        await http.stop();
        await exchange.stop();
      },
    };
  },
  commands: { "send-sms": (id) => ({ ...anyCommand("send-sms", id), text: `Hej, det är ${id}!` }) },
  refused: {
    command: (id) => ({ ...anyCommand("send-sms", id), to: "070-123" }),
    words: "not a phone number",
  },
  inbound: {
    samples: [
      {
        name: "a stop",
        request: {
          ...DOOR,
          body: "direction=incoming&id=s1&from=%2B46706861004&to=%2B46706860000&created=2026-03-02T08%3A57%3A23.741000&message=STOPP",
        },
        means: [{ type: "message.replied", channel: "sms", from: "+46706861004", text: "STOPP" }],
      },
      {
        name: "a delivery",
        request: {
          ...DOOR,
          body: "id=s2&status=delivered&delivered=2026-03-02T08%3A59%3A04.123000",
        },
        means: [{ type: "message.delivered", commandId: "cmd-1", at: "2026-03-02T08:59:04.123Z" }],
      },
      {
        name: "a failure",
        request: { ...DOOR, body: "id=s3&status=failed" },
        means: [{ type: "message.failed", commandId: "cmd-1" }],
      },
    ],
    unknown: { ...DOOR, body: "callid=c1&result=ok" },
    sign: (request) => ({ ...request, url: `${request.url}&token=${TOKEN}` }),
  },
  absent: {
    "inbound.signed-body": "46elks signs nothing; a token in the address shows who sent it",
    "inbound.signed-time": "46elks signs nothing, so no time either",
  },
};
