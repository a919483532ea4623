import { issueWords, readEvent, understand, verifyWebhook } from "@perennial/connector-kit";
import type { Inbound, Understanding } from "@perennial/contract";
import { z } from "zod";
import { itemToCandidate } from "./webhook-mapping.ts";
import { signingSecrets, type WebhookSettings } from "./webhook-settings.ts";

const RecordsChanged = z.object({ items: z.array(z.unknown()) });

/** Requests from the CRM: signed, and each tells what some records look like now. */
export const webhookInbound: Inbound<WebhookSettings> = {
  verify: (request, settings, now) => verifyWebhook(request, signingSecrets(settings), now),

  toSignals(request) {
    const event = readEvent(request.body);
    if ("problem" in event) return { signals: [], problems: [event.problem] };
    return event.type === "records.changed" ? recordsChanged(event.data) : understand([]);
  },
};

function recordsChanged(data: unknown): Understanding {
  const result = RecordsChanged.safeParse(data);
  if (!result.success) return understand([{ place: "data", message: issueWords(result.error) }]);
  const { items } = result.data;
  return understand(items.map((item, index) => itemToCandidate(item, `data.items[${index}]`)));
}
