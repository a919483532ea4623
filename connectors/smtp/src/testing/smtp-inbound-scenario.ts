import type { InboundScenario } from "@perennial/conformance";
import { type BounceParts, bounce, complaint } from "../__fixtures__/reports.ts";
import { messageProof } from "../smtp-proof.ts";
import { type Trace, tracedUrl } from "../smtp-tracking.ts";

/** What reports are shown to be genuine with. */
export const REPORT_SECRET = `whsec_${Buffer.from("r3p0rts-canary-0123456789abcdef0").toString("base64")}`;
/** What tracked links are signed with. */
export const LINK_SECRET = "l1nks-canary-0123456789abcdef";

const COMMAND = "t1-e2-3";
const QUOTED = {
  ...{ messageId: `${COMMAND}@elbolaget.example`, proof: messageProof(COMMAND, REPORT_SECRET) },
};
const DOOR = "https://perennial.example/hooks/conn-1";
const AT = { receivedAt: "2026-03-02T09:30:00.000Z" };
const POST = { ...AT, method: "POST", url: DOOR, headers: { "content-type": "message/rfc822" } };
const GET = { ...AT, method: "GET", url: DOOR, headers: {}, body: "" };
const TARGET = "https://elbolaget.example/order";
const TRACES: ReadonlyMap<string, Trace> = new Map<string, Trace>([
  [`${DOOR}?opened`, { kind: "opened", commandId: COMMAND }],
  [`${DOOR}?clicked`, { kind: "clicked", commandId: COMMAND, target: TARGET }],
]);

const bounced = (parts: BounceParts) => ({ ...POST, body: bounce(QUOTED, parts) });

/** What mail systems and recipients tell of mails, for the conformance suite. */
export const smtpInboundScenario: InboundScenario = {
  samples: [
    {
      name: "a bounce",
      request: bounced({}),
      means: [{ type: "message.failed", commandId: COMMAND, permanent: true }],
    },
    {
      name: "a delivery",
      request: bounced({ action: "delivered", status: "2.0.0" }),
      means: [{ type: "message.delivered", commandId: COMMAND }],
    },
    { name: "a delay", request: bounced({ action: "delayed", status: "4.4.1" }), means: [] },
    {
      name: "a complaint",
      request: { ...POST, body: complaint(QUOTED) },
      means: [{ type: "message.complained", commandId: COMMAND, feedback: "abuse" }],
    },
    {
      name: "an opening",
      request: { ...GET, url: `${DOOR}?opened` },
      means: [{ type: "message.opened", commandId: COMMAND }],
    },
    {
      name: "a click",
      request: { ...GET, url: `${DOOR}?clicked` },
      means: [{ type: "message.clicked", commandId: COMMAND }],
    },
  ],
  unknown: { ...POST, body: "From: anna@example.com\r\nSubject: Re: Ditt elavtal\r\n\r\nJa tack!" },
  sign(request) {
    const trace = TRACES.get(request.url);
    if (trace === undefined) {
      return {
        ...request,
        headers: { ...request.headers, authorization: `Bearer ${REPORT_SECRET}` },
      };
    }
    return { ...request, url: tracedUrl(trace, { url: DOOR, secret: LINK_SECRET }) };
  },
};
