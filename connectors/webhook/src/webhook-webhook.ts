import { issueWords, readEvent, understand } from "@perennial/connector-kit";
import type { Inbound, InboundRequest, Understanding } from "@perennial/contract";
import { z } from "zod";
import { applyMapping } from "./mapping/apply-mapping.ts";
import { verifyDelivery } from "./webhook-auth.ts";
import { itemToCandidate } from "./webhook-mapping.ts";
import type { WebhookSettings } from "./webhook-settings.ts";

const RecordsChanged = z.object({ items: z.array(z.unknown()) });

/** Requests from the CRM: genuine by the form that was chosen, and read by a mapping or as our own protocol. */
export const webhookInbound: Inbound<WebhookSettings> = {
  verify: verifyDelivery,

  toSignals: (request, { mapping }) =>
    mapping === undefined ? ownProtocol(request) : applyMapping(mapping, request),
};

function ownProtocol(request: InboundRequest): Understanding {
  const event = readEvent(request.body);
  if ("problem" in event) return { signals: [], problems: [event.problem] };
  return event.type === "records.changed" ? recordsChanged(event.data) : understand([]);
}

function recordsChanged(data: unknown): Understanding {
  const result = RecordsChanged.safeParse(data);
  if (!result.success) return understand([{ place: "data", message: issueWords(result.error) }]);
  const { items } = result.data;
  return understand(items.map((item, index) => itemToCandidate(item, `data.items[${index}]`)));
}
