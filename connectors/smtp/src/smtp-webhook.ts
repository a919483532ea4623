import { createHash } from "node:crypto";
import { sameSecret, understand, verifyWebhook } from "@perennial/connector-kit";
import type {
  Inbound,
  InboundAnswer,
  InboundRequest,
  Instant,
  Understanding,
  Verification,
} from "@perennial/contract";
import { type MailReport, type ReadReport, readReport } from "./mail-report.ts";
import { isProven } from "./smtp-proof.ts";
import type { SmtpSettings } from "./smtp-settings.ts";
import { readTrace, type Trace, webAddress } from "./smtp-tracking.ts";

/** A transparent GIF of one point. */
const POINT = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
const NOT_KEPT = { "cache-control": "no-store, private", "referrer-policy": "no-referrer" };

/**
 * What comes in about mails that were sent: bounces and complaints, forwarded as they are by whatever reads the mailbox
 * for them (POST), and openings and clicks by the recipients themselves (GET).
 */
export const smtpInbound: Inbound<SmtpSettings> = {
  verify(request, settings, now) {
    if (request.method === "POST") return verifyReport(request, settings, now);
    const trace = traceOf(request, settings);
    if (trace === undefined) return { genuine: false, reason: "not an address that we signed" };
    // Scanners look before readers do; what they do must not pass for the first of two deliveries.
    const looked = request.method === "HEAD" ? "looked:" : "";
    return { genuine: true, deliveryId: `${looked}${traceId(trace)}` };
  },

  toSignals(request, settings) {
    if (request.method === "POST") return reported(request, settings);
    const trace = request.method === "GET" ? traceOf(request, settings) : undefined;
    if (trace === undefined) return understand([]);
    const { kind, commandId } = trace;
    const base = { id: `mail:${traceId(trace)}`, at: request.receivedAt, commandId };
    return understand([{ place: "url", signal: { ...base, type: `message.${kind}` } }]);
  },

  answer(request, settings): InboundAnswer | undefined {
    const trace = request.method === "POST" ? undefined : traceOf(request, settings);
    if (trace === undefined) return undefined;
    if (trace.kind === "opened") {
      const headers = { ...NOT_KEPT, "content-type": "image/gif" };
      return { status: 200, headers, body: POINT, encoding: "base64" };
    }
    const location = webAddress(trace.target);
    if (location === undefined) return undefined;
    return { status: 302, headers: { ...NOT_KEPT, location }, body: "" };
  },
};

function verifyReport(request: InboundRequest, settings: SmtpSettings, now: Instant): Verification {
  const secrets = reportSecrets(settings);
  if (secrets.length === 0) {
    return { genuine: false, reason: "this connection takes no reports: its settings have none" };
  }
  if (request.headers["webhook-signature"] !== undefined) {
    return verifyWebhook(request, secrets, now);
  }
  const [, token = ""] = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? "") ?? [];
  const matches = secrets.map((secret) => sameSecret(token, secret));
  if (matches.includes(true)) return { genuine: true };
  const reason = "neither a Standard Webhooks signature nor the secret as a bearer token";
  return { genuine: false, reason };
}

function reported(request: InboundRequest, settings: SmtpSettings): Understanding {
  const read = readReport(request.body);
  // Answers of people and of holidays come to the same mailbox.
  if (read === undefined) return understand([]);
  const message = read.messages.find(({ commandId, proof }) =>
    isProven(commandId, proof, reportSecrets(settings)),
  );
  if (message === undefined) {
    const words = "the report quotes no message that is shown to be ours";
    return understand([{ place: "body", message: words }]);
  }
  const { commandId } = message;
  const at = momentOf(read, request.receivedAt);
  const id = `mail:${commandId}:${read.report.kind}`;
  return understand([{ place: "body", signal: { id, at, commandId, ...signalOf(read.report) } }]);
}

function signalOf(report: MailReport) {
  switch (report.kind) {
    case "delivered":
      return { type: "message.delivered" };
    case "failed": {
      const permanent = report.permanent ? { permanent: true } : {};
      return { type: "message.failed", reason: report.reason, ...permanent };
    }
    case "complained":
      return { type: "message.complained", channel: "email", feedback: report.feedback };
  }
}

/** The report's own date, as long as it is not later than its coming. */
function momentOf({ date }: ReadReport, receivedAt: Instant | undefined): Instant | undefined {
  const moment = Date.parse(date);
  if (Number.isNaN(moment)) return receivedAt;
  const told = new Date(moment).toISOString();
  return receivedAt !== undefined && told > receivedAt ? receivedAt : told;
}

function traceOf(request: InboundRequest, { trackLinks }: SmtpSettings): Trace | undefined {
  if (trackLinks === undefined || !/^(?:GET|HEAD)$/.test(request.method)) return undefined;
  const { secret, previousSecret = secret } = trackLinks;
  return readTrace(request.url, [secret, previousSecret]);
}

/** Opening again, or following the same link again, is one happening. */
function traceId(trace: Trace): string {
  if (trace.kind === "opened") return `${trace.commandId}:opened`;
  const digest = createHash("sha256").update(trace.target).digest("base64url").slice(0, 16);
  return `${trace.commandId}:clicked:${digest}`;
}

function reportSecrets({ reports }: SmtpSettings): readonly string[] {
  if (reports === undefined) return [];
  const { secret, previousSecret } = reports;
  return previousSecret === undefined ? [secret] : [secret, previousSecret];
}
