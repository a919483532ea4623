import {
  anyCommand,
  type HttpFaultsOptions,
  httpFaults,
  passTo,
  type Scenarios,
} from "@perennial/conformance";
import { startTwilio } from "@perennial/simulators";
import { signForm } from "../sms-twilio-webhook.ts";

const TOKEN = "auth-t0k3n-canary-0123456789";
const ACCOUNT = `AC${"0".repeat(32)}`;
const NUMBER = "+46766861004";
const DOOR = {
  method: "POST",
  url: "https://perennial.example/hooks/conn-1",
  headers: { "content-type": "application/x-www-form-urlencoded" },
  // Twilio's requests have no time of their own.
  receivedAt: "2026-03-02T09:00:00.000Z",
};
const STATUS = `${DOOR.url}?command=cmd-1&sent=2026-03-02T08%3A59%3A00.000Z`;

/** Twilio says in a code why it will not, and 400 to most of it. */
const replies: HttpFaultsOptions["replies"] = {
  "daily-limit": { status: 429, body: { code: 63038, message: "Daily message cap exceeded" } },
  forbidden: { status: 400, body: { code: 21408, message: "Permission has not been enabled" } },
};

/** What Twilio takes and tells, for the conformance suite. */
export const smsTwilioScenarios: Scenarios = {
  async world(clock) {
    const twilio = await startTwilio({ clock, accountSid: ACCOUNT, authToken: TOKEN });
    const http = await httpFaults(passTo(twilio.url), { replies });
    const settings = { accountSid: ACCOUNT, authToken: TOKEN, sender: NUMBER, baseUrl: http.url };
    return {
      ...http,
      settings,
      taken: () => twilio.accepted.size,
      async stop() {
        await http.stop();
        await twilio.stop();
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
        request: { ...DOOR, body: "MessageSid=SM1&From=%2B46706861004&Body=STOPP" },
        means: [{ type: "message.replied", channel: "sms", from: "+46706861004", text: "STOPP" }],
      },
      {
        name: "a delivery",
        request: { ...DOOR, url: STATUS, body: "MessageSid=SM2&MessageStatus=delivered" },
        means: [{ type: "message.delivered", commandId: "cmd-1" }],
      },
      {
        name: "a failure",
        request: {
          ...DOOR,
          url: STATUS,
          body: "ErrorCode=30005&MessageSid=SM3&MessageStatus=undelivered",
        },
        means: [{ type: "message.failed", commandId: "cmd-1", permanent: true }],
      },
    ],
    unknown: { ...DOOR, body: "CallSid=CA1&CallStatus=completed" },
    sign: (request) => ({
      ...request,
      headers: {
        ...request.headers,
        "x-twilio-signature": signForm(request.url, request.body, TOKEN),
      },
    }),
  },
  absent: {
    "inbound.signed-time": "Twilio's signature covers the address and the form, which have no time",
  },
};
