import type { EventMessage } from "@perennial/contract";
import type { DueEvent, EventFormat } from "@perennial/store";

/** How an event is told apart from all others, by everyone and for ever. */
export function eventId(tenant: number, event: Pick<DueEvent, "id">): string {
  return `evt_t${tenant}_${event.id}`;
}

/** An event as its subscribers read it. */
export function eventMessage(
  tenant: number,
  event: Omit<DueEvent, "attempt" | "tries">,
): EventMessage {
  const { type, at, customerId, data, id } = event;
  return {
    ...{ id: eventId(tenant, event), type, timestamp: at, customerId, sequence: id },
    data: data as EventMessage["data"],
  };
}

/** The body of an event and its media type, in the format that the endpoint wants. */
export function eventBody(
  message: EventMessage,
  format: EventFormat,
  source: string,
): { readonly contentType: string; readonly body: string } {
  if (format === "standard-webhooks") {
    return { contentType: "application/json", body: JSON.stringify(message) };
  }
  const { id, type, timestamp, customerId, sequence, data } = message;
  const envelope = {
    ...{ specversion: "1.0", id, source, type: `com.perennial.${type}`, time: timestamp },
    ...(customerId !== null && { subject: `customer/${encodeURIComponent(customerId)}` }),
    // An extension attribute of CloudEvents: a string by which events of one source are in order.
    ...{ sequence: String(sequence).padStart(16, "0") },
    ...{ datacontenttype: "application/json", data },
  };
  return { contentType: "application/cloudevents+json", body: JSON.stringify(envelope) };
}
