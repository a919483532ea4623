import {
  issueWords,
  readEvent,
  toInstant,
  understand,
  verifyWebhook,
} from "@perennial/connector-kit";
import type { Inbound, Understanding } from "@perennial/contract";
import { z } from "zod";
import { readPromise } from "./dialer-webhook-promise.ts";
import type { DialerWebhookSettings } from "./dialer-webhook-settings.ts";

/** What a dialer tells of a finished call; fields we do not know are ignored. */
const CallFinished = z.object({
  entryId: z.string().min(1),
  customerId: z.string().min(1),
  outcome: z.string(),
  endedAt: z.string(),
  agent: z.string().nullish(),
  note: z.string().nullish(),
  promise: z.unknown().optional(),
});

/** Requests from the dialer: signed, and each tells of one finished call. */
export const dialerWebhookInbound: Inbound<DialerWebhookSettings> = {
  verify(request, { signingSecret, previousSigningSecret }, now) {
    const secrets = [signingSecret, previousSigningSecret].filter((one) => one !== undefined);
    return verifyWebhook(request, secrets, now);
  },

  toSignals(request) {
    const event = readEvent(request.body);
    if ("problem" in event) return { signals: [], problems: [event.problem] };
    return event.type === "call.finished" ? callFinished(event.data) : understand([]);
  },
};

function callFinished(data: unknown): Understanding {
  const result = CallFinished.safeParse(data);
  if (!result.success) return understand([{ place: "data", message: issueWords(result.error) }]);
  const { entryId, customerId, outcome, agent, note } = result.data;
  // What is not an instant goes on as it is, for the signal's own check to name.
  const endedAt = toInstant(result.data.endedAt) ?? result.data.endedAt;
  const agreed = readPromise(result.data.promise, note);
  const signal = {
    type: "call.finished",
    id: `call:${entryId}`,
    at: endedAt,
    commandId: entryId,
    customerId,
    outcome,
    endedAt,
    ...(agent ? { agent } : {}),
    ...(note ? { note } : {}),
    ...("promise" in agreed ? { promise: agreed.promise } : {}),
  };
  const problem = "problem" in agreed ? [{ place: "data.promise", message: agreed.problem }] : [];
  return understand([{ place: "data", signal }, ...problem]);
}
