import { issueWords, sameSecret, toE164, toInstant, understand } from "@perennial/connector-kit";
import type { Inbound, InboundRequest, Instant, Understanding } from "@perennial/contract";
import { z } from "zod";
import type { Sms46elksSettings } from "./sms-46elks-settings.ts";

/** What a report's address carries, as 46elks itself tells nothing of our command. */
export interface ReportAddress {
  readonly callbackUrl: string;
  readonly commandId: string;
  readonly sentAt: Instant;
  readonly token: string;
}

/** A received SMS (46elks.com/docs/receive-sms). */
const Incoming = z.object({
  id: z.string().min(1),
  from: z.string().min(1),
  message: z.string(),
  created: z.string(),
});

/** A delivery report (46elks.com/docs/sms-delivery-reports); it has a time only when delivered. */
const Report = z.object({
  id: z.string().min(1),
  status: z.string(),
  delivered: z.string().optional(),
});

/** The address that 46elks reports to for one message. */
export function reportUrl({ callbackUrl, commandId, sentAt, token }: ReportAddress): string {
  // Written at once: a URL is put together anew for each parameter that is set.
  const own = new URLSearchParams({ command: commandId, sent: sentAt, token });
  return `${callbackUrl}${callbackUrl.includes("?") ? "&" : "?"}${own}`;
}

/**
 * Requests from 46elks: replies and delivery reports. They are not signed; the token in their address
 * tells them from others. The answer must be empty, for its body would be sent as an SMS.
 */
export const sms46elksInbound: Inbound<Sms46elksSettings> = {
  verify(request, { webhookToken }) {
    const presented = addressOf(request).get("token") ?? "";
    if (request.method !== "POST") return { genuine: false, reason: "not a POST" };
    if (!sameSecret(presented, webhookToken)) {
      return { genuine: false, reason: "the token in the address is missing or another" };
    }
    const deliveryId = deliveryIdOf(new URLSearchParams(request.body));
    return deliveryId === undefined ? { genuine: true } : { genuine: true, deliveryId };
  },

  toSignals(request) {
    const fields = Object.fromEntries(new URLSearchParams(request.body));
    // Only a received SMS has a text; a delivery report has a status instead.
    if ("message" in fields) return replied(fields);
    return "status" in fields ? reported(fields, addressOf(request)) : understand([]);
  },
};

function replied(fields: Record<string, string>): Understanding {
  const result = Incoming.safeParse(fields);
  if (!result.success) return misread(result.error);
  const { id, from, message, created } = result.data;
  const signal = {
    type: "message.replied",
    id: `sms:${id}`,
    at: toInstant(created, "utc") ?? created,
    channel: "sms",
    from: toE164(from) ?? from,
    text: message,
  };
  return understand([{ place: "body", signal }]);
}

function reported(fields: Record<string, string>, address: URLSearchParams): Understanding {
  const result = Report.safeParse(fields);
  if (!result.success) return misread(result.error);
  const { id, status, delivered } = result.data;
  const base = { id: `sms:${id}:${status}`, commandId: address.get("command") ?? undefined };
  // Only a delivery has a time of its own; a failure is dated by when the message was sent.
  const sentAt = address.get("sent") ?? undefined;
  if (status === "delivered") {
    const at = toInstant(delivered, "utc") ?? sentAt;
    return understand([{ place: "body", signal: { ...base, type: "message.delivered", at } }]);
  }
  if (status !== "failed") return understand([]);
  const reason = "46elks could not deliver it";
  const signal = { ...base, type: "message.failed", at: sentAt, reason };
  return understand([{ place: "body", signal }]);
}

function misread(error: z.ZodError): Understanding {
  return understand([{ place: "body", message: issueWords(error) }]);
}

/** 46elks repeats a request until it is answered; its own id and the status make the repeats one. */
function deliveryIdOf(fields: URLSearchParams): string | undefined {
  const id = fields.get("id");
  return id ? `${id}:${fields.get("status") ?? "incoming"}` : undefined;
}

function addressOf(request: InboundRequest): URLSearchParams {
  return URL.canParse(request.url) ? new URL(request.url).searchParams : new URLSearchParams();
}
